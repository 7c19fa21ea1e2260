"""The thing of another feature that an opinion comes from: `/opinions/lodge?from=<kind>-<id>`."""

from flask import request

from liaison.core.declaration import Card
from liaison.core.drafts import OpinionDraft
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.opinions.services import Origin
from liaison.store import links
from liaison.store.links import LinkKind
from liaison.web.edge import LARGEST
from liaison.web.frame import features


def asked(user: Actor) -> tuple[Origin | None, OpinionDraft | None]:
    """The thing that the address names, and what an opinion from it says to begin with; (None, None) without one.

    Raises NotFound for a kind that gives rise to no opinions, and for a thing from which this person may raise none.
    """
    word = request.args.get("from", "")
    if not word:
        return None, None
    kind, _dash, number = word.rpartition("-")
    if kind not in features().drafts or not number.isdecimal() or not 0 < int(number[:11]) <= LARGEST:
        raise NotFound
    origin = Origin(kind, int(number))
    return origin, features().drafts[kind](user, origin.id)


def cards(user: Actor, opinion_id: int) -> list[Card]:
    """The things that an opinion was raised from or collected for, as far as the person may see them."""
    kinds = (LinkKind.RAISED_FROM, LinkKind.COLLECTED_FOR)
    tied = [pair for kind in kinds for pair in links.tied_to("opinion", [opinion_id], kind).get(opinion_id, [])]
    found = (features().card(user, kind, id) for kind, id in tied)
    return [card for card in found if card is not None]
