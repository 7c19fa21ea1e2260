"""The room of the pages of opinions, and what both kinds of pages need."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, url_for

from liaison.core.sides import Role, Side
from liaison.opinions.forms import Unit
from liaison.web.access import actor
from liaison.web.frame import features

ONE = "/<int:id>"
COMPLAINT_LODGE = "complaints.begin"

blueprint = Blueprint("opinions", __name__, url_prefix="/opinions")


def unit_names(ids: Iterable[int | None], offered: Iterable[Unit] = ()) -> Mapping[int, str]:
    """The names of organisations, in one go; those on offer are known, those no longer in use are asked for."""
    known = dict(offered)
    missing = {id for id in ids if id is not None} - known.keys()
    cards = features().cards(actor(), "organisation", missing)
    return {**known, **{id: card.title for id, card in cards.items()}}


def units(side: Side | None = None) -> list[Unit]:
    """Who may answer: the organisations of a side (None: of both)."""
    return [(unit.id, unit.title) for unit in features().offer("units")(side)]


def complaint_url() -> str:
    """Where a lawyer or a judge lodges a complaint; "" for everybody else, whom the link would lead to a refusal."""
    may_lodge = bool(actor().roles & {Role.LAWYER, Role.JUDGE})
    return url_for(COMPLAINT_LODGE) if may_lodge else ""
