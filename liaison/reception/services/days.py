"""Days of reception: generated around holidays, amended, moved, cancelled, restored, held."""

from datetime import date

from liaison.core import clock
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception.models import DayStatus, ReceptionDay, ReceptionPlace
from liaison.reception.queries import days as queries
from liaison.reception.queries import roster
from liaison.reception.rules import days as rules
from liaison.reception.rules.days import PlannedDay
from liaison.reception.rules.moves import DAY_MOVES
from liaison.reception.services import noting
from liaison.store import holidays
from liaison.store.base import db


def plan(place: ReceptionPlace, first: date, last: date, by: Actor) -> list[ReceptionDay]:
    """Generate the weekly days of a place from first to last around public holidays; those that exist stay.

    Gives the new rows, skipped ones with them. Raises Forbidden, or RuleBroken on `last`.
    """
    refuse(rules.why_not("plan", by, None, roster.courts_of(by), clock.today()))
    rules.check_span(first, last)
    known = queries.dates_of(place)
    planned = rules.plan_days(
        place.weekday, place.holiday_rule, first, last, holidays.arrangements(),
        taken={on for on, _ in known}, known={regular for _, regular in known},
    )  # fmt: skip
    return [_add(place, each, by) for each in planned]


def _add(place: ReceptionPlace, planned: PlannedDay, by: Actor) -> ReceptionDay:
    day = ReceptionDay(
        place=place,
        on=planned.on,
        regular_on=planned.regular_on,
        holiday=planned.holiday,
        status=DayStatus.SKIPPED if planned.is_skipped else DayStatus.PLANNED,
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        seats=place.seats,
        proposal={},
    )
    db.session.add(day)
    db.session.flush()
    move = DAY_MOVES["skip" if planned.is_skipped else "plan"]
    noting.note_day(day, move, by, on=planned.on.isoformat(), holiday=planned.holiday)
    return day
