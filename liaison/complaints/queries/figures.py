"""Counts of complaints by direction and group of category; nothing of any single one."""

from collections.abc import Mapping
from datetime import date
from statistics import median

from sqlalchemy import case, func, select

from liaison.complaints.models import Category, Complaint, Direction, Finding, Status
from liaison.complaints.rules.figures import Counts
from liaison.core import clock
from liaison.store.base import db

TURNED_AWAY = (Status.LODGED, Status.SUPPLEMENT_ASKED, Status.DECLINED, Status.GUIDED, Status.MERGED)
FOUNDED = (Finding.FOUNDED, Finding.PARTLY)


def by_group(direction: Direction, first: date, last: date) -> Mapping[str, Counts]:
    """By the group of the category: received, accepted, replied, founded; days of receipt, both included."""
    span = (Complaint.direction == direction, Complaint.received_on.between(first, last))
    columns = (
        Category.group,
        func.count(),
        func.sum(case((Complaint.status.not_in(TURNED_AWAY), 1), else_=0)),
        func.sum(case((Complaint.replied_at.is_not(None), 1), else_=0)),
        func.sum(case((Complaint.replied_at.is_not(None) & Complaint.finding.in_(FOUNDED), 1), else_=0)),
    )
    statement = select(*columns).join(Category, Category.id == Complaint.category_id).where(*span)
    rows = db.session.execute(statement.group_by(Category.group)).all()
    return {
        group: Counts(group, received, accepted, replied, founded)
        for group, received, accepted, replied, founded in rows
    }


def days_to_reply(direction: Direction, first: date, last: date) -> int | None:
    """The median of the days from receipt to reply; None for none."""
    span = (Complaint.direction == direction, Complaint.received_on.between(first, last))
    rows = db.session.execute(
        select(Complaint.received_on, Complaint.replied_at).where(*span, Complaint.replied_at.is_not(None))
    )
    days = [(clock.local(at).date() - on).days for on, at in rows if at is not None]
    return round(median(days)) if days else None


def repeated(pair_key: str) -> int:
    """How many complaints there are of the same complainant about the same person; 0 where one is unknown."""
    if not pair_key:
        return 0
    return db.session.scalar(select(func.count()).select_from(Complaint).where(Complaint.pair_key == pair_key)) or 0


def of_category(category_id: int, first: date, last: date) -> int:
    """How many complaints of a category were received in a span."""
    span = (Complaint.category_id == category_id, Complaint.received_on.between(first, last))
    return db.session.scalar(select(func.count()).select_from(Complaint).where(*span)) or 0
