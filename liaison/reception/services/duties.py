"""Duties: put on, confirmed, declined, substituted, released, attended or missed."""

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception import notices
from liaison.reception.models import DayStatus, Duty, DutyLawyer, DutyStatus, ReceptionDay
from liaison.reception.queries import days as day_queries
from liaison.reception.queries import duties as queries
from liaison.reception.queries import roster
from liaison.reception.rules import days as day_rules
from liaison.reception.rules import duties as rules
from liaison.reception.rules.moves import DAY_MOVES, DUTY_MOVES
from liaison.reception.services import noting
from liaison.store.base import db, expect_version


def seat(
    day: ReceptionDay, lawyer: DutyLawyer, by: Actor | None, *, status: DutyStatus = DutyStatus.PROPOSED,
    reason: str = "", is_override: bool = False, replaces: Duty | None = None,
) -> Duty:  # fmt: skip
    """Give a lawyer a seat, in the row that he or she has on that day already or in a new one; asks no rule."""
    duty = next((each for each in day.duties if each.lawyer_id == lawyer.id), None)
    if duty is None:
        duty = Duty(day=day, lawyer=lawyer)
        db.session.add(duty)
    duty.status, duty.reason, duty.is_override = status, reason, is_override
    duty.confirmed_at = clock.now() if status is DutyStatus.CONFIRMED else None
    db.session.flush()
    duty.replaces_id = replaces.id if replaces is not None and replaces is not duty else None
    noting.note_duty(duty, DUTY_MOVES["assign"], by, text=reason, is_override=is_override)
    return duty


def assign(day: ReceptionDay, lawyer: DutyLawyer, reason: str, by: Actor, seen: int | None = None) -> Duty:
    """Put a lawyer on duty by hand, with the reason.

    Raises Stale, Forbidden, or RuleBroken on `lawyer_id`, `reason`.
    """
    day_queries.hold(day)
    expect_version(day, seen)
    refuse(day_rules.why_not("assign", by, day, roster.courts_of(by), clock.today()))
    rules.check_by_hand(lawyer, day, reason)
    duty = seat(day, lawyer, by, reason=reason, is_override=True)
    notices.tell_lawyer("duty_assigned", duty, by)
    return duty


def substitute(duty: Duty, lawyer: DutyLawyer, reason: str, by: Actor, seen: int | None = None) -> Duty:
    """Put another lawyer in the place of one, with the reason; gives the new duty.

    Who comes in on the day itself counts as confirmed: somebody spoke to him or her. Raises as `assign`.
    """
    day_queries.hold(duty.day)
    expect_version(duty, seen)
    refuse(rules.why_not("substitute", by, duty, roster.courts_of(by), clock.now()))
    rules.check_by_hand(lawyer, duty.day, reason, leaving=duty)
    _settle(duty, "substitute", by, reason)
    is_today = duty.day.on <= clock.today()
    status = DutyStatus.CONFIRMED if is_today else DutyStatus.PROPOSED
    new = seat(duty.day, lawyer, by, status=status, reason=reason, is_override=True, replaces=duty)
    notices.tell_lawyer("duty_released", duty, by)
    notices.tell_lawyer("duty_assigned", new, by)
    return new


def take_over(duty: Duty, lawyer: DutyLawyer, reason: str, by: Actor) -> Duty:
    """Another lawyer comes for good in the place of one who leaves: the system's own move, asks no relation.

    Raises RuleBroken on `lawyer_id` for who is on duty that day already or no longer on the rota.
    """
    day_queries.hold(duty.day)
    rules.check_by_hand(lawyer, duty.day, reason, leaving=duty)
    _settle(duty, "substitute", by, reason)
    new = seat(duty.day, lawyer, by, reason=reason, is_override=True, replaces=duty)
    notices.tell_lawyer("duty_assigned", new, by)
    return new


def move(duty: Duty, verb: str, by: Actor, *, reason: str = "", seen: int | None = None) -> Duty:
    """Make one of the simple moves of the table: confirm, decline, release, attend, miss.

    Raises Stale, Forbidden, or RuleBroken, on `reason` where the move needs one; KeyError for any other verb.
    """
    row = DUTY_MOVES[verb]
    if not row.is_simple:
        raise KeyError(verb)
    expect_version(duty, seen)
    refuse(rules.why_not(verb, by, duty, roster.courts_of(by), clock.now()))
    rules.check_reason(row, reason)
    _settle(duty, verb, by, reason)
    if verb == "decline":
        notices.tell_officers("seat_open", duty, by)
    if verb == "release":
        notices.tell_lawyer("duty_released", duty, by)
    return duty


def release(duty: Duty, reason: str, by: Actor | None) -> None:
    """Free a seat because the lawyer left the rota or the day is off: the system's own move, asks no rule."""
    if duty.status not in DUTY_MOVES["release"].sources:
        raise RuleBroken(N_("这次值班已有变动，不能解除。"))
    _settle(duty, "release", by, reason)
    if duty.day.published_at is not None and duty.day.status is DayStatus.PLANNED:
        notices.tell_lawyer("duty_released", duty, by)


def _settle(duty: Duty, verb: str, by: Actor | None, reason: str) -> None:
    row = DUTY_MOVES[verb]
    before = duty.status
    duty.status = DutyStatus(row.target or duty.status)
    if row.needs_reason:
        duty.reason = reason
    if verb == "confirm":
        duty.confirmed_at = clock.now()
    db.session.flush()
    noting.note_duty(duty, row, by, text=reason, before=before, after=duty.status)
    if not duty.is_on:
        for swap in queries.offers_of(duty):
            noting.settle_swap(swap, "lapse", by)


def hold_with_attendance(day: ReceptionDay, by: Actor, seen: int | None = None) -> ReceptionDay:
    """Record a day as held; whoever is still down for it counts as attended unless marked absent before.

    Raises Stale, Forbidden, RuleBroken.
    """
    expect_version(day, seen)
    refuse(day_rules.why_not("hold", by, day, roster.courts_of(by), clock.today()))
    for duty in day.on_duty:
        if duty.status is not DutyStatus.ATTENDED:
            _settle(duty, "attend", by, "")
    day.status = DayStatus.HELD
    db.session.flush()
    noting.note_day(day, DAY_MOVES["hold"], by, attended=sum(duty.status is DutyStatus.ATTENDED for duty in day.duties))
    return day
