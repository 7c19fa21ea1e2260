"""Days of reception: generated around holidays, amended, moved, cancelled, restored, held."""

from dataclasses import dataclass
from datetime import date, time

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception import notices
from liaison.reception.models import DayStatus, DutyStatus, ReceptionDay, ReceptionPlace
from liaison.reception.queries import days as queries
from liaison.reception.queries import roster, visits
from liaison.reception.rules import days as rules
from liaison.reception.rules.days import PlannedDay
from liaison.reception.rules.moves import DAY_MOVES
from liaison.reception.services import duties, noting
from liaison.store import holidays
from liaison.store.base import db, expect_version


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


@dataclass(frozen=True, slots=True)
class Times:
    """When a day begins and ends, and how many lawyers it has."""

    starts_at: time
    ends_at: time
    seats: int


def amend(day: ReceptionDay, times: Times, by: Actor, seen: int | None = None) -> ReceptionDay:
    """Change times and seats of one day; those on duty are told of new times.

    Raises Stale, Forbidden, or RuleBroken on `ends_at`, `seats`.
    """
    expect_version(day, seen)
    refuse(rules.why_not("amend", by, day, roster.courts_of(by), clock.today()))
    rules.check_times(times.starts_at, times.ends_at)
    rules.check_seats(times.seats, len(day.on_duty))
    has_new_times = (day.starts_at, day.ends_at) != (times.starts_at, times.ends_at)
    day.starts_at, day.ends_at, day.seats = times.starts_at, times.ends_at, times.seats
    db.session.flush()
    text = f"{times.starts_at:%H:%M}-{times.ends_at:%H:%M}"
    noting.note_day(day, DAY_MOVES["amend"], by, text=text, seats=times.seats)
    if has_new_times:
        notices.tell_team("day_changed", day, day.on_duty, by)
    return day


def move(day: ReceptionDay, on: date, reason: str, by: Actor, seen: int | None = None) -> ReceptionDay:
    """Put a day on another date, with the reason. Those on duty are told and confirm anew; appointments come along.

    Raises Stale, Forbidden, or RuleBroken on `on`, `reason`.
    """
    queries.hold(day)
    expect_version(day, seen)
    refuse(rules.why_not("move", by, day, roster.courts_of(by), clock.today()))
    rules.check_moved_to(on, day, clock.today(), holidays.arrangements())
    if queries.find_on(day.place_id, on) is not None:
        raise RuleBroken(N_("该地点在新日期已有接访日。"), field="on")
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    before, day.on, day.reason = day.on, on, reason
    for duty in day.on_duty:
        duty.status, duty.confirmed_at = DutyStatus.PROPOSED, None
    for visit in visits.booked_on(day):
        visit.on = on
    db.session.flush()
    noting.note_day(day, DAY_MOVES["move"], by, text=reason, before=before.isoformat(), after=on.isoformat())
    notices.tell_team("day_changed", day, day.on_duty, by)
    return day


def cancel(day: ReceptionDay, reason: str, by: Actor, seen: int | None = None) -> ReceptionDay:
    """Cancel a day, with the reason: those on duty are free and told.

    Raises Stale, Forbidden, RuleBroken on `reason`.
    """
    queries.hold(day)
    expect_version(day, seen)
    refuse(rules.why_not("cancel", by, day, roster.courts_of(by), clock.today()))
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    day.status, day.reason = DayStatus.CANCELLED, reason
    db.session.flush()
    noting.note_day(day, DAY_MOVES["cancel"], by, text=reason)
    told = day.on_duty
    for duty in told:
        duties.release(duty, reason, by)
    notices.tell_team("day_cancelled", day, told, by)
    return day


def restore(day: ReceptionDay, reason: str, by: Actor, seen: int | None = None) -> ReceptionDay:
    """Hold a cancelled or skipped day after all; its seats are open.

    Raises Stale, Forbidden, RuleBroken on `reason`.
    """
    expect_version(day, seen)
    refuse(rules.why_not("restore", by, day, roster.courts_of(by), clock.today()))
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    day.status, day.reason, day.holiday = DayStatus.PLANNED, reason, ""
    db.session.flush()
    noting.note_day(day, DAY_MOVES["restore"], by, text=reason)
    return day


def make(day: ReceptionDay, verb: str, by: Actor, *, reason: str = "", seen: int | None = None) -> ReceptionDay:
    """Make one of the simple moves of the table: cancel, restore, hold. KeyError for any other verb."""
    if verb == "hold":
        return duties.hold_with_attendance(day, by, seen)
    return {"cancel": cancel, "restore": restore}[verb](day, reason, by, seen)
