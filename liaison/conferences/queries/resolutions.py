"""Selects of resolutions: the ledger over all conferences, what is carried over, how old, what is overdue."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, literal, or_, select
from sqlalchemy.orm import contains_eager

from liaison.conferences.models import Conference, Resolution, ResolutionStatus
from liaison.conferences.queries import find_previous, visible_to
from liaison.conferences.queries import get_visible as get_conference
from liaison.conferences.rules import moves
from liaison.conferences.rules import resolutions as resolution_rules
from liaison.core.declaration import Tone
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.core.text import like_escape
from liaison.store.base import db

NUMBER = literal("议定〔").concat(cast(Resolution.year, String)).concat("〕").concat(cast(Resolution.number, String))
FULL_NUMBER = NUMBER.concat("号")
MOST_WAITING = 100
ORDER: dict[str, Sequence[Any]] = {
    "number": (Resolution.year, Resolution.number),
    "due": (Resolution.due_on, Resolution.id),
    "lead": (Resolution.lead_name, Resolution.due_on, Resolution.id),
    "status": (Resolution.status, Resolution.due_on, Resolution.id),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A resolution in the ledger that opens a conference: as it stood that day, and how often it came up again."""

    resolution: Resolution
    status: ResolutionStatus
    age: int
    is_overdue: bool

    @property
    def tone(self) -> Tone:
        return resolution_rules.resolution_tone(self.status, self.is_overdue)


def listed(
    user: Actor, *, q: str = "", status: str = "", lead: str = "", conference_id: int | None = None, today: date
) -> Select[Resolution]:
    """The numbered resolutions of the conferences that the person may see; `status` also knows "overdue"."""
    statement = select(Resolution).join(Resolution.conference).options(contains_eager(Resolution.conference))
    statement = statement.where(Resolution.number.is_not(None), visible_to(user))
    if q:
        statement = statement.where(_mentions(q))
    if status == "overdue":
        statement = statement.where(is_overdue(today))
    elif status:
        statement = statement.where(Resolution.status.in_([word for word in ResolutionStatus if word == status]))
    if lead:
        statement = statement.where(Resolution.lead_name == lead)
    if conference_id is not None:
        statement = statement.where(Resolution.conference_id == conference_id)
    return statement


def is_overdue(today: date) -> ColumnElement[bool]:
    """Open, and its due date has passed."""
    return (Resolution.status == ResolutionStatus.OPEN) & (Resolution.due_on < today)


def _mentions(q: str) -> ColumnElement[bool]:
    pattern = f"%{like_escape(q)}%"
    columns = (FULL_NUMBER, Resolution.text, Resolution.lead_name, Resolution.person)
    return or_(*(column.ilike(pattern, escape="\\") for column in columns))


def get_visible(user: Actor, id: int) -> Resolution:
    """A resolution of a visible conference, numbered or still being written. Raises NotFound."""
    statement = select(Resolution).join(Resolution.conference).options(contains_eager(Resolution.conference))
    resolution = db.session.scalar(statement.where(Resolution.id == id, visible_to(user)))
    if resolution is None:
        raise NotFound
    return resolution


def get_of(user: Actor, id: int, resolution_id: int) -> Resolution:
    """A resolution of this visible conference. Raises NotFound."""
    found = [row for row in get_conference(user, id).resolutions if row.id == resolution_id]
    if not found:
        raise NotFound
    return found[0]


def by_ids(user: Actor, ids: Collection[int]) -> list[Resolution]:
    """The visible ones of these resolutions."""
    statement = select(Resolution).join(Resolution.conference).options(contains_eager(Resolution.conference))
    return list(db.session.scalars(statement.where(Resolution.id.in_(ids), visible_to(user))))


def leads(user: Actor) -> list[str]:
    """The units that lead a numbered resolution, by name."""
    statement = select(Resolution.lead_name).join(Resolution.conference)
    known = statement.where(Resolution.number.is_not(None), visible_to(user)).distinct()
    return list(db.session.scalars(known.order_by(Resolution.lead_name)))


def conferences_with(user: Actor) -> list[Conference]:
    """The conferences that came to a resolution, the latest first."""
    statement = select(Conference).where(visible_to(user), Conference.resolutions.any(Resolution.number.is_not(None)))
    return list(db.session.scalars(statement.order_by(Conference.held_on.desc(), Conference.id.desc())))


def overdue(user: Actor, today: date) -> list[Resolution]:
    """What should be done by now and is not, the oldest first."""
    statement = listed(user, status="overdue", today=today).order_by(Resolution.due_on, Resolution.id)
    return list(db.session.scalars(statement.limit(MOST_WAITING)))


def count_by_status(user: Actor, today: date) -> dict[str, int]:
    """How many numbered resolutions stand where, how many are "overdue", and how many there are in all ("")."""
    late = func.sum(case((is_overdue(today), 1), else_=0))
    statement = select(Resolution.status, func.count(), late).join(Resolution.conference)
    numbered = statement.where(Resolution.number.is_not(None), visible_to(user)).group_by(Resolution.status)
    rows = db.session.execute(numbered).all()
    counts = {str(status): number for status, number, _ in rows}
    return {**counts, "": sum(counts.values()), "overdue": sum(overdue for *_, overdue in rows)}


def newest(user: Actor, q: str, most: int) -> list[Resolution]:
    """The latest resolutions with these words."""
    statement = listed(user, q=q, today=date.max).order_by(Resolution.year.desc(), Resolution.number.desc())
    return list(db.session.scalars(statement.limit(most)))


def ledger(conference: Conference) -> list[Entry]:
    """What was resolved earlier, as the conference found or finds it: open, or settled since the conference before.

    For a conference of the past it is what it was that day, whatever became of it later.
    """
    before = find_previous(conference)
    since = before.held_on if before else date.min
    settled_since = or_(Resolution.done_on.is_(None), Resolution.done_on >= since)
    statement = (
        select(Resolution)
        .join(Resolution.conference)
        .where(Resolution.number.is_not(None), Conference.held_on < conference.held_on, settled_since)
        .options(contains_eager(Resolution.conference))
        .order_by(Resolution.year, Resolution.number)
    )
    rows = db.session.scalars(statement).all()
    days = [day for day in _convened_days() if day < conference.held_on] + [conference.held_on]
    return [_entry(row, conference.held_on, days) for row in rows]


def _entry(resolution: Resolution, on: date, days: list[date]) -> Entry:
    is_settled = resolution.done_on is not None and resolution.done_on <= on
    status = resolution.status if is_settled else ResolutionStatus.OPEN
    late = status is ResolutionStatus.OPEN and resolution.due_on is not None and resolution.due_on < on
    return Entry(resolution, status, _age(resolution, days), late)


def ages(resolutions: Iterable[Resolution]) -> dict[int, int]:
    """How many conferences have been held since each open resolution was taken; a settled one has no age."""
    days = _convened_days()
    return {row.id: _age(row, days) for row in resolutions if row.status is ResolutionStatus.OPEN}


def _convened_days() -> list[date]:
    """The days on which conferences were held, in order."""
    held = select(Conference.held_on).where(Conference.status.in_(moves.CONVENED))
    return list(db.session.scalars(held.order_by(Conference.held_on)))


def _age(resolution: Resolution, days: list[date]) -> int:
    return len(days) - bisect_right(days, resolution.conference.held_on)
