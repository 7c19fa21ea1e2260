"""The room of the pages of complaints, and what several of them need."""

from collections.abc import Sequence

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from liaison.complaints.models import Complaint, Direction
from liaison.complaints.queries.standing import standing_of
from liaison.complaints.rules.relations import Standing, is_visible
from liaison.complaints.rules.words import Person
from liaison.complaints.services.roster import PERSON_KINDS, people
from liaison.core.sides import Actor, Side
from liaison.store.remembered import forget
from liaison.web.access import actor
from liaison.web.frame import features

ONE = "/<int:id>"
BODY_KINDS = {Direction.LAWYER_TO_JUDGE: "court", Direction.JUDGE_TO_LAWYER: "law_firm"}

blueprint = Blueprint("complaints", __name__, url_prefix="/complaints")


def standing() -> Standing:
    """How complaints see the signed-in person."""
    return standing_of(actor())


def direction_of(user: Actor) -> Direction:
    """Each side complains about the other."""
    return Direction.JUDGE_TO_LAWYER if user.side is Side.BENCH else Direction.LAWYER_TO_JUDGE


def bodies(direction: Direction) -> list[tuple[int, str]]:
    """Courts, or firms, to choose from."""
    units = features().offer("units")(direction.side.other)
    return [(unit.id, unit.title) for unit in units if unit.kind == BODY_KINDS[direction]]


def person_name(direction: Direction, body_ids: Sequence[int], id: int) -> str:
    """How papers call somebody of the roster; "" for somebody who is not in these bodies."""
    return dict(people(direction, body_ids)).get(id, "")


def person_named(direction: Direction, body_id: int, typed: str) -> int | None:
    """The one person of that court or firm who bears exactly this name; None for none and for several."""
    found = features().offer("people_of")([body_id])
    name = "".join(typed.split("（")[0].split())
    ids = [one.id for one in found if one.kind == PERSON_KINDS[direction] and one.name == name]
    return ids[0] if len(ids) == 1 else None


def myself(user: Actor) -> Person:
    """The signed-in person as a complainant: name, firm or chamber, account."""
    card = features().card(user, "person", user.person_id) if user.person_id else None
    unit = card.lines[0][1] if card is not None and card.lines else ""
    return Person(name=user.name, unit=unit, contact="", user_id=user.id)


def to_page(complaint: Complaint) -> ResponseReturnValue:
    """To the page of a complaint, or to the list for whom it is gone after what was done."""
    forget()
    if is_visible(standing(), complaint):
        return redirect(url_for("complaints.complaint", id=complaint.id), 303)
    return redirect(url_for("complaints.complaints"), 303)
