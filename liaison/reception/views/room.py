"""The rooms of the pages of reception day, and what several of them need."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from liaison.core import clock
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.reception.models import (
    DAY_LABELS,
    DAY_TONES,
    DUTY_LABELS,
    DUTY_TONES,
    HOLIDAY_RULE_LABELS,
    LAWYER_LABELS,
    LAWYER_TONES,
    SPECIALITY_LABELS,
    SWAP_LABELS,
    Duty,
    DutyLawyer,
    ReceptionDay,
)
from liaison.reception.queries import roster
from liaison.reception.rules import days as day_rules
from liaison.reception.rules import duties as duty_rules
from liaison.reception.rules import lawyers as lawyer_rules
from liaison.web.language import tr

ONE = "/<int:id>"
LABELS = {
    "day": DAY_LABELS,
    "day_tone": DAY_TONES,
    "duty": DUTY_LABELS,
    "duty_tone": DUTY_TONES,
    "lawyer": LAWYER_LABELS,
    "lawyer_tone": LAWYER_TONES,
    "speciality": SPECIALITY_LABELS,
    "swap": SWAP_LABELS,
    "holiday_rule": HOLIDAY_RULE_LABELS,
}

days = Blueprint("reception", __name__, url_prefix="/reception")
rota = Blueprint("rota", __name__, url_prefix="/reception/rota")
register = Blueprint("duty_lawyers", __name__, url_prefix="/reception/lawyers")
figures = Blueprint("reception_figures", __name__, url_prefix="/reception/figures")
mine = Blueprint("my_duties", __name__, url_prefix="/reception/mine")


def labels() -> dict[str, Any]:
    """The labels of states for every page of a room."""
    return {"labels": LABELS}


for room in (days, rota, register, mine):
    room.context_processor(labels)


def speciality_choices() -> list[tuple[str, str]]:
    """The kinds of court cases, for choices."""
    return [(each.value, tr(label)) for each, label in SPECIALITY_LABELS.items()]


def why_not_day(verb: str, *, has_form: bool = True) -> Callable[[Actor, ReceptionDay], Refusal | None]:
    """Whether a verb on a day is open to somebody; for `access`. `has_form`: it has a page on which somebody types."""

    def asked(user: Actor, day: ReceptionDay) -> Refusal | None:
        refusal = day_rules.why_not(verb, user, day, roster.courts_of(user), clock.today())
        return _unless_late(refusal) if has_form else refusal

    return asked


def why_not_duty(verb: str, *, has_form: bool = True) -> Callable[[Actor, Duty], Refusal | None]:
    """The same for the verbs on a duty."""

    def asked(user: Actor, duty: Duty) -> Refusal | None:
        refusal = duty_rules.why_not(verb, user, duty, roster.courts_of(user), clock.now())
        return _unless_late(refusal) if has_form else refusal

    return asked


def why_not_lawyer(verb: str) -> Callable[[Actor, DutyLawyer], Refusal | None]:
    """The same for the verbs on a row of the register."""
    return lambda user, lawyer: _unless_late(lawyer_rules.why_not(verb, user, lawyer))


def _unless_late(refusal: Refusal | None) -> Refusal | None:
    """What somebody typed is not thrown away because the state changed meanwhile: there the service refuses."""
    is_late = request.method == "POST" and refusal is not None and refusal.kind == "state"
    return None if is_late else refusal


def asked_date(name: str) -> date | None:
    """A filter that is a date; anything else counts as not given."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def to_day(day: ReceptionDay, anchor: str = "") -> ResponseReturnValue:
    """Back to the page of the day."""
    return redirect(url_for("reception.day", id=day.id, _anchor=anchor or None), 303)
