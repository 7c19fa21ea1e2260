"""Which complaints are past the time that their outcome is kept for."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select

from liaison.complaints.models import Complaint, Finding, Status
from liaison.complaints.services.lodging import PREFIX
from liaison.core import clock
from liaison.core.references import find_reference
from liaison.store.base import db

FOUNDED, UNFOUNDED, TURNED_AWAY = "complaint_founded", "complaint_unfounded", "complaint_turned_away"
_CLOSED = Complaint.status == Status.CLOSED
_IS_FOUNDED = Complaint.finding.in_((Finding.FOUNDED, Finding.PARTLY))
KINDS: Final[Mapping[str, ColumnElement[bool]]] = {
    FOUNDED: _CLOSED & _IS_FOUNDED,
    UNFOUNDED: _CLOSED & Complaint.finding.not_in((Finding.FOUNDED, Finding.PARTLY)),
    TURNED_AWAY: Complaint.status.in_((Status.DECLINED, Status.GUIDED, Status.WITHDRAWN, Status.MERGED)),
}
"""What each kind of retention covers."""


def closed_before(kind: str, day: date) -> Sequence[int]:
    """The ids of the complaints of a kind that ended before a day."""
    ended = Complaint.closed_at < clock.midnight(day)
    return db.session.scalars(select(Complaint.id).where(KINDS[kind], ended).order_by(Complaint.id)).all()


def find_id(typed: str) -> int | None:
    """The id of the complaint that a reference names; None where there is none."""
    reference = find_reference(typed, PREFIX)
    return db.session.scalar(select(Complaint.id).where(Complaint.reference == reference)) if reference else None


def with_ids(ids: Collection[int]) -> Sequence[Complaint]:
    """These complaints."""
    return db.session.scalars(select(Complaint).where(Complaint.id.in_(ids)).order_by(Complaint.id)).all()
