"""Counts of reception days: one grouped statement a table, whatever the number of visits."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, case, extract, func, select

from liaison.reception.models import DayStatus, Duty, DutyLawyer, DutyStatus, OldDay, ReceptionDay
from liaison.reception.models.following import LegalOpinion, Referral, ReferralStatus, VisitSatisfaction
from liaison.reception.models.visits import GROUP_FROM, CheckResult, ConflictCheck, Visit, VisitStatus
from liaison.store.base import db


def days(first: date, last: date) -> dict[str, int]:
    """Days of the span by status, and how many of them were moved ("moved") by a holiday or the office."""
    moved = func.sum(case((ReceptionDay.on != ReceptionDay.regular_on, 1), else_=0))
    statement = select(ReceptionDay.status, func.count(), moved).where(ReceptionDay.on.between(first, last))
    rows = db.session.execute(statement.group_by(ReceptionDay.status)).all()
    found = {str(status): number for status, number, _ in rows}
    return {**found, "moved": sum(number or 0 for _, _, number in rows)}


def held_by_day(first: date, last: date) -> dict[date, int]:
    """How many reception days were held on each day."""
    is_held = ReceptionDay.status == DayStatus.HELD
    statement = select(ReceptionDay.on, func.count()).where(is_held, ReceptionDay.on.between(first, last))
    return {on: number for on, number in db.session.execute(statement.group_by(ReceptionDay.on))}


def totals(first: date, last: date) -> Row[Any]:
    """Visits that ended in a talk, counted in one pass over the index `ix_visit_figures`, where all of it stands.

    A row (visits, times, people, matters, advised, groups, repeats); people and matters are those that come new.
    """
    counted = {
        "times": Visit.received,
        "people": case((Visit.is_repeat, 0), else_=Visit.received),
        "matters": case((Visit.is_same_matter, 0), else_=1),
        "advised": case((Visit.is_advised, 1), else_=0),
        "groups": case((Visit.people >= GROUP_FROM, 1), else_=0),
        "repeats": case((Visit.is_repeat, 1), else_=0),
    }
    sums = [func.coalesce(func.sum(column), 0).label(name) for name, column in counted.items()]
    return db.session.execute(select(func.count().label("visits"), *sums).where(*_ended(first, last))).one()


def old_totals(first: date, last: date) -> Any:
    """What the ledgers of the days before this installation count: (people, attendances, matters, advised)."""
    columns = (OldDay.people, OldDay.attendances, OldDay.matters, OldDay.advised)
    sums = [func.coalesce(func.sum(column), 0).label(column.key) for column in columns]
    days = select(*sums).join(ReceptionDay, ReceptionDay.id == OldDay.day_id)
    return db.session.execute(days.where(ReceptionDay.on.between(first, last))).one()


def visits_by(column: str, first: date, last: date) -> dict[Any, int]:
    """How many visits ended in a talk, by kind, court_id, outcome or way."""
    told_apart = getattr(Visit, column)
    statement = select(told_apart, func.count()).where(*_ended(first, last)).group_by(told_apart)
    return {value: number for value, number in db.session.execute(statement)}


def people_by_day(first: date, last: date) -> dict[date, int]:
    """How many people were received on each day, of old days by their ledger."""
    statement = select(Visit.on, func.sum(Visit.received)).where(*_ended(first, last)).group_by(Visit.on)
    old = select(ReceptionDay.on, func.sum(OldDay.attendances)).join(OldDay, OldDay.day_id == ReceptionDay.id)
    old = old.where(ReceptionDay.on.between(first, last)).group_by(ReceptionDay.on)
    found: dict[date, int] = {}
    for on, number in db.session.execute(statement.union_all(old)):
        found[on] = found.get(on, 0) + int(number)
    return found


def people_by_month(first: date, last: date) -> dict[date, int]:
    """How many people were received in each month, each time they came."""
    found: dict[date, int] = {}
    for on, number in people_by_day(first, last).items():
        found[on.replace(day=1)] = found.get(on.replace(day=1), 0) + number
    return found


def days_by_month(first: date, last: date) -> dict[date, int]:
    """How many days were held in each month."""
    year, month = extract("year", ReceptionDay.on), extract("month", ReceptionDay.on)
    is_held = (ReceptionDay.status == DayStatus.HELD) & ReceptionDay.on.between(first, last)
    rows = db.session.execute(select(year, month, func.count()).where(is_held).group_by(year, month))
    return {date(int(y), int(m), 1): number for y, m, number in rows}


def first_seen_before(first: date, last: date) -> tuple[int, int]:
    """Of the repeat visits of the span: how many people, and how many matters, came first before the span.

    They count once in the span, though their visits are repeats.
    """
    is_new_here = Visit.earlier_id.in_(select(Visit.id).where(Visit.on < first)) | Visit.earlier_id.is_(None)
    statement = select(
        func.coalesce(func.sum(Visit.received), 0),
        func.coalesce(func.sum(case((Visit.is_same_matter, 1), else_=0)), 0),
    ).where(*_ended(first, last), Visit.is_repeat, is_new_here)
    people, matters = db.session.execute(statement).one()
    return int(people), int(matters)


def times(first: date, last: date) -> dict[str, int | None]:
    """The mean minutes that visitors waited, and that the talk took; None where nobody noted them."""
    columns = (func.avg(_minutes(Visit.arrived_at, Visit.began_at)), func.avg(_minutes(Visit.began_at, Visit.ended_at)))
    waited, talked = db.session.execute(select(*columns).where(*_ended(first, last))).one()
    return {"waited": None if waited is None else round(waited), "talked": None if talked is None else round(talked)}


def follow_ups(first: date, last: date, today: date) -> tuple[int, int, dict[str, int]]:
    """Visits of the span whose follow-up has fallen due, how many of these were followed up, and with what result."""
    statement = (
        select(Visit.follow_up_result, func.count())
        .where(Visit.on.between(first, last), Visit.status == VisitStatus.DONE, Visit.follow_up_due_on <= today)
        .group_by(Visit.follow_up_result)
    )
    rows = db.session.execute(statement).all()
    results = {str(result): number for result, number in rows if result is not None}
    return sum(number for _, number in rows), sum(results.values()), results


def satisfaction(first: date, last: date) -> dict[str, int]:
    """What the visitors of the span answered."""
    statement = (
        select(VisitSatisfaction.answer, func.count())
        .join(Visit, Visit.id == VisitSatisfaction.visit_id)
        .where(Visit.on.between(first, last))
        .group_by(VisitSatisfaction.answer)
    )
    return {str(answer): number for answer, number in db.session.execute(statement)}


def referrals(first: date, last: date) -> Sequence[Row[Any]]:
    """Referrals sent in the span by body: (body_kind, sent, receipts in time, answered)."""
    in_time = func.sum(case((Referral.received_on <= Referral.receipt_due_on, 1), else_=0))
    answered = func.sum(case((Referral.answered_on.is_not(None), 1), else_=0))
    columns = (func.count().label("sent"), in_time.label("in_time"), answered.label("answered"))
    statement = select(Referral.body_kind, *columns).where(
        Referral.sent_on.between(first, last), Referral.status != ReferralStatus.WITHDRAWN
    )
    return db.session.execute(statement.group_by(Referral.body_kind)).all()


def legal_opinions(first: date, last: date) -> dict[str, int]:
    """Legal opinions handed to courts in the span, by what became of them."""
    statement = select(LegalOpinion.status, func.count()).where(LegalOpinion.submitted_on.between(first, last))
    return {str(status): number for status, number in db.session.execute(statement.group_by(LegalOpinion.status))}


def conflicts(first: date, last: date) -> tuple[int, int, int]:
    """Checks of the visits of the span, conflicts that somebody decided to be such, visits that a colleague took on."""
    is_conflict = (ConflictCheck.result == CheckResult.CONFLICT) & ConflictCheck.decided_at.is_not(None)
    is_replaced = is_conflict & Visit.lawyer_id.is_not(None) & (Visit.lawyer_id != ConflictCheck.lawyer_id)
    statement = (
        select(
            func.count(ConflictCheck.id),
            func.coalesce(func.sum(case((is_conflict, 1), else_=0)), 0),
            func.coalesce(func.sum(case((is_replaced, 1), else_=0)), 0),
        )
        .select_from(ConflictCheck)
        .join(Visit, Visit.id == ConflictCheck.visit_id)
        .where(Visit.on.between(first, last))
    )
    checks, found, replaced = db.session.execute(statement).one()
    return int(checks), int(found), int(replaced)


def on_register(on: date) -> list[DutyLawyer]:
    """Who was on the register of duty lawyers on a day."""
    was_there = (DutyLawyer.enrolled_on <= on) & (DutyLawyer.disabled_on.is_(None) | (DutyLawyer.disabled_on > on))
    return list(db.session.scalars(select(DutyLawyer).where(was_there)))


def duties(first: date, last: date) -> Sequence[Row[Any]]:
    """Duties on the days held in a span: (lawyer_id, attended, absent, swapped or substituted)."""
    given = Duty.status.in_((DutyStatus.SWAPPED, DutyStatus.SUBSTITUTED))
    clauses = {
        "attended": Duty.status == DutyStatus.ATTENDED,
        "absent": Duty.status == DutyStatus.ABSENT,
        "given": given,
    }
    columns = [func.sum(case((clause, 1), else_=0)).label(word) for word, clause in clauses.items()]
    statement = (
        select(Duty.lawyer_id, *columns)
        .join(ReceptionDay, ReceptionDay.id == Duty.day_id)
        .where(ReceptionDay.on.between(first, last), ReceptionDay.status == DayStatus.HELD)
        .group_by(Duty.lawyer_id)
    )
    return db.session.execute(statement).all()


def _ended(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return Visit.status == VisitStatus.DONE, Visit.on.between(first, last)


def _minutes(begin: Any, end: Any) -> ColumnElement[Any]:
    """The minutes between two moments, on both databases."""
    if db.engine.dialect.name == "postgresql":
        return func.extract("epoch", end - begin) / 60
    return (func.julianday(end) - func.julianday(begin)) * 1440
