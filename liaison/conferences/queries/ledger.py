"""Selects of what is carried over: item 1 of a conference, and how old a resolution is in conferences of its kind."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from liaison.conferences.models import (
    AgendaItem,
    CarriedResolution,
    Conference,
    ConferenceKind,
    ConferenceStatus,
    ItemKind,
    Resolution,
    ResolutionEvent,
    ResolutionStatus,
)
from liaison.conferences.rules import moves
from liaison.conferences.rules import resolutions as rules
from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.store.base import db

COMING = moves.BEFORE | moves.IN_ROOM


@dataclass(frozen=True, slots=True)
class Entry:
    """A resolution in item 1 of a conference, as that conference finds or found it. `age` counts conferences."""

    resolution: Resolution
    status: ResolutionStatus
    age: int
    due_on: date | None
    is_overdue: bool
    rest_until: date | None = None
    progress: str = ""

    @property
    def is_open(self) -> bool:
        return self.status not in rules.SETTLED

    @property
    def tone(self) -> Tone:
        return rules.resolution_tone(self.status, self.is_overdue)


def ledger(conference: Conference) -> list[Entry]:
    """Item 1: what earlier conferences of its kind resolved and none of them has seen the end of.

    For a conference that was held it is what was kept that day, whatever became of it later.
    """
    if conference.status in moves.CONVENED:
        return [_as_found(row, conference.held_on) for row in _carried(conference)]
    return found_today(conference, clock.today())


def found_today(conference: Conference, today: date) -> list[Entry]:
    """What a conference that is still to be held, or going on, has in its item 1 on this day."""
    statement = (
        select(Resolution)
        .join(Resolution.conference)
        .where(
            Resolution.is_reported.is_(False),
            Resolution.number.is_not(None),
            Resolution.conference_id != conference.id,
            Conference.kind == conference.kind,
        )
        .options(contains_eager(Resolution.conference))
        .order_by(Resolution.year, Resolution.number)
    )
    rows = db.session.scalars(statement).all()
    days = held_days([conference.kind])[conference.kind]
    notes = last_notes([row.id for row in rows])
    return [
        Entry(
            row,
            row.status,
            len(days) - bisect_right(days, row.conference.held_on) + 1,
            row.due_on,
            rules.is_overdue(row, today),
            row.rest_until if rules.is_resting(row, today) else None,
            notes.get(row.id, ""),
        )
        for row in rows
    ]


def last_notes(ids: Sequence[int]) -> dict[int, str]:
    """The latest note on the progress of each resolution that has one."""
    last = select(func.max(ResolutionEvent.id)).where(
        ResolutionEvent.resolution_id.in_(ids), ResolutionEvent.verb == "report"
    )
    statement = select(ResolutionEvent.resolution_id, ResolutionEvent.note)
    rows = db.session.execute(statement.where(ResolutionEvent.id.in_(last.group_by(ResolutionEvent.resolution_id))))
    return {id: note for id, note in rows} if ids else {}


def ages(resolutions: Iterable[Resolution]) -> dict[int, int]:
    """How many conferences of its kind have been held since each open resolution; a settled one has no age."""
    open_ones = [row for row in resolutions if not row.is_settled]
    if not open_ones:
        return {}
    days = held_days({row.conference.kind for row in open_ones})
    return {
        row.id: len(days[row.conference.kind]) - bisect_right(days[row.conference.kind], row.conference.held_on)
        for row in open_ones
    }


def held_days(kinds: Iterable[ConferenceKind]) -> dict[ConferenceKind, list[date]]:
    """The days on which conferences of these kinds were held, in order."""
    wanted = list(kinds)
    held = select(Conference.kind, Conference.held_on).where(
        Conference.status.in_(moves.CONVENED), Conference.kind.in_(wanted)
    )
    found: dict[ConferenceKind, list[date]] = {kind: [] for kind in wanted}
    for kind, day in db.session.execute(held.order_by(Conference.held_on)):
        found[kind].append(day)
    return found


def next_of(resolution: Resolution) -> Conference | None:
    """The coming conference in whose item 1 an open resolution stands; None where none of its kind is planned."""
    if resolution.is_reported or resolution.number is None:
        return None
    return first_coming(resolution.conference.kind)


def first_coming(kind: ConferenceKind) -> Conference | None:
    """The next conference of a kind that is still to be held, or going on."""
    coming = select(Conference).where(Conference.kind == kind, Conference.status.in_(COMING))
    return db.session.scalar(coming.order_by(Conference.held_on, Conference.id).limit(1))


def coming_without_ledger(kind: ConferenceKind) -> Sequence[Conference]:
    """The conferences of a kind still to be held whose agenda does not open with earlier resolutions.

    One that is in session keeps the agenda that it began with.
    """
    has_one = exists().where(AgendaItem.conference_id == Conference.id, AgendaItem.kind == ItemKind.LEDGER)
    still_to_begin = Conference.status.in_(COMING) & (Conference.status != ConferenceStatus.IN_SESSION)
    coming = select(Conference).where(Conference.kind == kind, still_to_begin, ~has_one)
    return db.session.scalars(coming.order_by(Conference.id)).all()


def has_earlier(kind: ConferenceKind, held_on: date) -> bool:
    """Whether item 1 of a conference of that day has, or may come to have, something to tell.

    A conference of its kind stands before it, or an earlier one left something.
    """
    before = exists().where(
        Conference.kind == kind, Conference.held_on < held_on, Conference.status != ConferenceStatus.CANCELLED
    )
    left = exists().where(
        Resolution.is_reported.is_(False),
        Resolution.number.is_not(None),
        Resolution.conference_id == Conference.id,
        Conference.kind == kind,
    )
    return bool(db.session.scalar(select(before | left)))


def _carried(conference: Conference) -> Sequence[CarriedResolution]:
    resolution = joinedload(CarriedResolution.resolution, innerjoin=True)
    statement = select(CarriedResolution).join(CarriedResolution.resolution)
    statement = statement.where(CarriedResolution.conference_id == conference.id)
    in_order = statement.order_by(Resolution.year, Resolution.number)
    return db.session.scalars(in_order.options(resolution.joinedload(Resolution.conference))).all()


def _as_found(row: CarriedResolution, on: date) -> Entry:
    is_open = row.status not in rules.SETTLED
    is_resting = is_open and row.rest_until is not None and on < row.rest_until
    late = is_open and not is_resting and row.due_on is not None and row.due_on < on
    rest_until = row.rest_until if is_resting else None
    return Entry(row.resolution, row.status, row.age, row.due_on, late, rest_until, row.progress)
