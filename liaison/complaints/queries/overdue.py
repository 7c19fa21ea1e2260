"""Clocks that ran out, and complaints whose last clock did."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import Row, exists, func, select

from liaison.complaints.models import Complaint, ComplaintClock, Status
from liaison.core import clock
from liaison.store.base import db

HEAD_AFTER = timedelta(days=3)
"""How long after the end of a clock the head is told."""
CLOSING = "complaint_close"
_LATE = (
    ComplaintClock.ended_on.is_(None),
    ComplaintClock.paused_on.is_(None),
    ComplaintClock.side.is_not(None),
    ComplaintClock.key != CLOSING,
)


def to_remind() -> Sequence[Row[ComplaintClock, Complaint]]:
    """What is late and nobody was reminded of."""
    late = (ComplaintClock.due_on < clock.today(), ComplaintClock.reminded_on.is_(None))
    return _pairs(*late)


def to_escalate() -> Sequence[Row[ComplaintClock, Complaint]]:
    """What is late for some days, and whose head was not told."""
    late = (ComplaintClock.due_on < clock.today() - HEAD_AFTER, ComplaintClock.head_told_on.is_(None))
    return _pairs(*late, ComplaintClock.reminded_on.is_not(None))


def count_overdue() -> int:
    """How many complaints have a clock that ran out: one total, as the agenda of a conference gives it."""
    late = exists().where(ComplaintClock.complaint_id == Complaint.id, *_LATE, ComplaintClock.due_on < clock.today())
    return db.session.scalar(select(func.count()).select_from(Complaint).where(late)) or 0


def running_clocks() -> Sequence[ComplaintClock]:
    """All time limits that run now."""
    is_running = ComplaintClock.ended_on.is_(None) & ComplaintClock.paused_on.is_(None)
    return db.session.scalars(select(ComplaintClock).where(is_running).order_by(ComplaintClock.id)).all()


def with_ids(ids: Collection[int]) -> Sequence[Row[ComplaintClock, Complaint]]:
    """These time limits with their complaints."""
    statement = select(ComplaintClock, Complaint).join(Complaint, Complaint.id == ComplaintClock.complaint_id)
    return db.session.execute(statement.where(ComplaintClock.id.in_(ids)).order_by(ComplaintClock.id)).all()


def to_close() -> Sequence[Complaint]:
    """What was answered, and whose clock of closing ran out with no re-examination under way."""
    over = exists().where(
        ComplaintClock.complaint_id == Complaint.id,
        ComplaintClock.key == CLOSING,
        ComplaintClock.ended_on.is_(None),
        ComplaintClock.due_on < clock.today(),
    )
    is_answered = Complaint.status.in_((Status.REPLIED, Status.FED_BACK))
    return db.session.scalars(select(Complaint).where(is_answered, over).order_by(Complaint.id)).all()


def _pairs(*clauses: object) -> Sequence[Row[ComplaintClock, Complaint]]:
    statement = select(ComplaintClock, Complaint).join(Complaint, Complaint.id == ComplaintClock.complaint_id)
    return db.session.execute(statement.where(*_LATE, *clauses).order_by(ComplaintClock.id)).all()  # type: ignore[arg-type]
