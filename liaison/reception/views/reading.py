"""What several pages of visits need: the rooms, courts, people on duty, and the note that somebody read."""

from collections.abc import Callable

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from liaison.core import clock
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Side
from liaison.reception.models.days import ReceptionDay
from liaison.reception.models.visits import Visit
from liaison.reception.queries import visits as queries
from liaison.reception.rules import visits as rules
from liaison.store import audit, unit
from liaison.web.access import actor
from liaison.web.frame import features

desk = Blueprint("desk", __name__, url_prefix="/reception")
visits = Blueprint("visits", __name__, url_prefix="/reception/visits")
ONE = "/<int:id>"


def note_read(thing: Visit | ReceptionDay, action: str = "visit.read") -> None:
    """Somebody looked at who a visitor is: recorded whatever becomes of the page."""
    with unit.independent() as session:
        audit.record(action, thing, actor(), session=session)


def why_not(verb: str) -> Callable[[Actor, Visit], Refusal | None]:
    """Whether the page of a verb opens; what was typed on a page that is too late goes on to the service."""

    def ask(user: Actor, visit: Visit) -> Refusal | None:
        refusal = rules.why_not(verb, user, visit, queries.me(user), clock.today())
        is_late = request.method == "POST" and refusal is not None and refusal.kind == "state"
        return None if is_late else refusal

    return ask


def courts() -> list[tuple[int, str]]:
    """The courts and chambers of the directory."""
    return [(each.id, each.title) for each in features().offer("units")(Side.BENCH)]


def court_names(ids: set[int]) -> dict[int, str]:
    """The names of courts, in one go."""
    return {id: card.title for id, card in features().cards(actor(), "organisation", ids).items()}


def lawyers_of(day: ReceptionDay, ids: list[int]) -> list[tuple[int, str]]:
    """The names of that day's duty lawyers with these ids."""
    return [(duty.lawyer_id, duty.lawyer.name) for duty in day.on_duty if duty.lawyer_id in ids]


def to_visit(visit: Visit) -> ResponseReturnValue:
    """Back to the page of the visit; to the desk for whoever may not see it any more."""
    if rules.is_visible(actor(), visit, queries.me(actor()), clock.today()):
        return redirect(url_for("visits.visit", id=visit.id), 303)
    return to_desk(visit.day)


def to_desk(day: ReceptionDay) -> ResponseReturnValue:
    """Back to the desk of the day."""
    return redirect(url_for("desk.queue", id=day.id), 303)
