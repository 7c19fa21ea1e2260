"""Every select of conferences: who sees which, the list, and what planning starts from."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, extract, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from liaison.conferences.models import (
    AgendaItem,
    Attendance,
    Conference,
    ConferenceKind,
    ConferenceStatus,
    MinutesRevision,
)
from liaison.conferences.rules import moves
from liaison.core.errors import NotFound
from liaison.core.moves import Move
from liaison.core.sides import Actor, Role, Side
from liaison.store import searching
from liaison.store.base import db
from liaison.store.numbering import NumberSeries
from liaison.store.searching import Finds

ORDER: dict[str, Sequence[Any]] = {
    "held_on": (Conference.held_on, Conference.id),
    "title": (Conference.kind, Conference.ordinal, Conference.id),
    "status": (Conference.status, Conference.held_on, Conference.id),
}
STAGES = {"coming": moves.BEFORE | moves.IN_ROOM, "convened": moves.CONVENED}


def visible_to(user: Actor) -> ColumnElement[bool]:
    """The conferences that somebody may see, as a where-clause; the twin of `rules.standing.is_visible`."""
    if user.side is not None and (user.has(Role.ORGANISER) or user.has(Role.OFFICER)):
        return Conference.id.is_not(None)
    if user.side is not None:
        return Conference.status.not_in([ConferenceStatus.PLANNED, ConferenceStatus.CANCELLED])
    issued = (Conference.status == ConferenceStatus.ISSUED) | Conference.paper_id.is_not(None)
    seen = issued if user.has(Role.OBSERVER) else false()
    if user.person_id is None:
        return seen
    on_the_list = exists().where(Attendance.conference_id == Conference.id, Attendance.person_id == user.person_id)
    announced = Conference.status.not_in([ConferenceStatus.PLANNED, ConferenceStatus.CANCELLED])
    return seen | (announced & on_the_list)


def with_papers(statement: Select[Conference]) -> Select[Conference]:
    """The same conferences, each with the paper of its minutes."""
    return statement.options(joinedload(Conference.paper))


def get_visible(user: Actor, id: int) -> Conference:
    """The conference with its agenda and attendance. Raises NotFound, for what may not be seen too."""
    statement = select(Conference).where(Conference.id == id, visible_to(user))
    loaded = selectinload(Conference.items), selectinload(Conference.attendances), selectinload(Conference.resolutions)
    conference = db.session.scalar(statement.options(*loaded))
    if conference is None:
        raise NotFound
    return conference


def get_with_move(user: Actor, id: int, verb: str) -> tuple[Conference, Move]:
    """The conference and the one-field move that an address names. Raises NotFound, for an unknown verb too."""
    if verb not in moves.MOVES or not moves.MOVES[verb].is_simple:
        raise NotFound
    return get_visible(user, id), moves.MOVES[verb]


def hold(conference: Conference) -> None:
    """Lock the row until the transaction ends, and read it anew: the state asked about is the state at the commit."""
    db.session.refresh(conference, with_for_update={"of": Conference})


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" and None: not at all. `stage` is "coming" or "convened", the span is inclusive."""

    q: str = ""
    kind: str = ""
    status: str = ""
    stage: str = ""
    year: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == Filters()


def search(user: Actor, filters: Filters) -> Select[Conference]:
    """The visible conferences that fit all filters; an unknown word finds nothing."""
    return select(Conference).where(visible_to(user), *_narrowed(filters))


def _narrowed(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.q:
        yield _mentions(filters.q)
    if filters.kind:
        yield Conference.kind == filters.kind if filters.kind in set(ConferenceKind) else false()
    if filters.status:
        yield Conference.status == filters.status if filters.status in set(ConferenceStatus) else false()
    if filters.stage:
        yield Conference.status.in_(STAGES.get(filters.stage, ()))
    if filters.year is not None:
        yield extract("year", Conference.held_on) == filters.year
    if filters.first is not None:
        yield Conference.held_on >= filters.first
    if filters.last is not None:
        yield Conference.held_on <= filters.last


def _mentions(q: str) -> ColumnElement[bool]:
    in_agenda = exists().where(AgendaItem.conference_id == Conference.id, searching.holds(q, [AgendaItem.title]))
    return or_(searching.holds(q, (Conference.title, Conference.place, Conference.chair)), in_agenda)


def find(user: Actor, q: str) -> Finds[Conference]:
    """The latest conferences with these words, for the search across features."""
    found = search(user, Filters(q=q)).options(selectinload(Conference.items))
    return searching.find(found, Conference.id, (Conference.held_on.desc(), Conference.id.desc()))


def count_by_stage(user: Actor) -> dict[str, int]:
    """How many of the visible conferences are still to come or going on ("coming"), or were held ("convened")."""
    statement = select(Conference.status, func.count()).where(visible_to(user)).group_by(Conference.status)
    by_status = {status: number for status, number in db.session.execute(statement)}
    counts = {stage: sum(by_status.get(status, 0) for status in words) for stage, words in STAGES.items()}
    return {**counts, "": sum(by_status.values())}


def years(user: Actor) -> list[int]:
    """The years that have a visible conference, the latest first."""
    year = extract("year", Conference.held_on)
    found = db.session.scalars(select(year).where(visible_to(user)).distinct().order_by(year.desc()))
    return [int(one) for one in found]


def series_of(kind: ConferenceKind) -> str:
    """The series of the running ordinal of a kind."""
    return f"conference.{kind.value}"


def next_ordinals() -> dict[ConferenceKind, int]:
    """The ordinal that the next conference of each kind will get."""
    series = [series_of(kind) for kind in ConferenceKind]
    statement = select(NumberSeries.series, NumberSeries.last).where(NumberSeries.series.in_(series))
    taken = {name: last for name, last in db.session.execute(statement)}
    return {kind: taken.get(series_of(kind), 0) + 1 for kind in ConferenceKind}


def has_ordinal(kind: ConferenceKind, ordinal: int) -> bool:
    """Whether there is a conference of that running number."""
    known = exists().where(Conference.kind == kind, Conference.ordinal == ordinal)
    return bool(db.session.scalar(select(known)))


def next_convener() -> Side:
    """The side whose turn it is: the other one than last time; the lawyers' side begins."""
    latest = select(Conference.convening_side).where(Conference.status != ConferenceStatus.CANCELLED)
    side = db.session.scalar(latest.order_by(Conference.held_on.desc(), Conference.id.desc()).limit(1))
    return side.other if side else Side.BAR


def find_previous(conference: Conference) -> Conference | None:
    """The last conference held before this one, of whatever kind."""
    earlier = (Conference.held_on < conference.held_on) & Conference.status.in_(moves.CONVENED)
    statement = select(Conference).where(earlier).order_by(Conference.held_on.desc(), Conference.id.desc())
    return db.session.scalar(statement.limit(1))


def next_regular(today: date) -> Conference | None:
    """The next regular conference that is still being prepared, with its agenda."""
    is_next = (Conference.kind == ConferenceKind.REGULAR) & Conference.status.in_(moves.BEFORE)
    statement = select(Conference).where(is_next, Conference.held_on >= today).options(selectinload(Conference.items))
    return db.session.scalar(statement.order_by(Conference.held_on, Conference.id).limit(1))


def in_span(user: Actor, first: date, last: date) -> list[Conference]:
    """The visible conferences of the days from first to last, both included, without those that will not be."""
    off = (ConferenceStatus.CANCELLED, ConferenceStatus.POSTPONED)
    statement = search(user, Filters(first=first, last=last)).where(Conference.status.not_in(off))
    return list(db.session.scalars(statement.order_by(Conference.held_on, Conference.starts_at)))


def unfinished(user: Actor) -> list[Conference]:
    """The conferences on which something is still to be done, the earliest first, with what their next move asks."""
    over = (ConferenceStatus.ISSUED, ConferenceStatus.CANCELLED)
    revisions = selectinload(Conference.revisions)
    asked = (
        selectinload(Conference.items),
        selectinload(Conference.attendances),
        selectinload(Conference.resolutions),
        revisions.load_only(MinutesRevision.number, MinutesRevision.conference_id),
        revisions.selectinload(MinutesRevision.signatures),
        selectinload(Conference.comments),
    )
    statement = select(Conference).where(visible_to(user), Conference.status.not_in(over)).options(*asked)
    return list(db.session.scalars(statement.order_by(Conference.held_on, Conference.id)))


def count_held(first: date, last: date) -> int:
    """How many conferences were held from first to last, both included."""
    held = Conference.held_on.between(first, last) & Conference.status.in_(moves.CONVENED)
    return db.session.scalar(select(func.count()).select_from(Conference).where(held)) or 0


def held(first: date, last: date) -> list[Conference]:
    """The conferences held from first to last, both included, by day."""
    is_held = Conference.held_on.between(first, last) & Conference.status.in_(moves.CONVENED)
    return list(db.session.scalars(select(Conference).where(is_held).order_by(Conference.held_on, Conference.id)))


def visible_ids(user: Actor, ids: Collection[int]) -> frozenset[int]:
    """Which of these conferences the person may open."""
    return frozenset(db.session.scalars(select(Conference.id).where(Conference.id.in_(ids), visible_to(user))))


def by_ids(user: Actor, ids: Collection[int]) -> list[Conference]:
    """The visible ones of these conferences."""
    return list(db.session.scalars(select(Conference).where(Conference.id.in_(ids), visible_to(user))))
