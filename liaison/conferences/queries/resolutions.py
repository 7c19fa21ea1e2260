"""Selects of resolutions: who sees which, the ledger over all conferences, what is overdue, whom to write to."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, exists, extract, false, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from liaison.conferences.models import (
    UNSETTLED,
    CarriedResolution,
    Conference,
    JointUnit,
    Milestone,
    Resolution,
    ResolutionEvent,
    ResolutionStatus,
)
from liaison.conferences.queries import get_visible as get_conference
from liaison.conferences.queries import visible_to
from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role, Side
from liaison.store import searching
from liaison.store.base import db
from liaison.store.searching import Finds
from liaison.store.users import User, does_work_of
from liaison.web.frame import features

MOST_WAITING = 100
SOON_DAYS = 7
ORDER: dict[str, Sequence[Any]] = {
    "number": (Resolution.year, Resolution.number),
    "due": (Resolution.due_on, Resolution.id),
    "lead": (Resolution.lead_name, Resolution.due_on, Resolution.id),
    "status": (Resolution.status, Resolution.due_on, Resolution.id),
}


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """What the ledger is narrowed to; "" and None: not at all.

    `first` and `last` are due dates, `held_since` and `held_until` days of conferences. `status` also knows
    "unsettled", "overdue", "extended", "resting" and "unled" (the lead unit is no longer in use), `side` is that of the
    lead unit, `lead` a unit by the name it had, `mine` "1": what the person carries out.
    """

    q: str = ""
    status: str = ""
    side: str = ""
    lead: str = ""
    person: str = ""
    mine: str = ""
    conference_id: int | None = None
    first: date | None = None
    last: date | None = None
    held_since: date | None = None
    held_until: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == LedgerFilters()


def units_of(user: Actor) -> frozenset[int]:
    """The organisations whose resolutions concern somebody."""
    if user.person_id is None:
        return frozenset()
    return frozenset(features().offer("unit_ids_of")(user.person_id))


def concerning(user: Actor, units: Collection[int]) -> ColumnElement[bool]:
    """The numbered resolutions that somebody carries out: as the named person, in the lead or in a joint unit.

    The twin of `rules.resolutions.concerns`.
    """
    if user.person_id is None and not units:
        return false()
    is_joint = exists().where(JointUnit.resolution_id == Resolution.id, JointUnit.unit_id.in_(units))
    is_named = Resolution.person_id == user.person_id if user.person_id is not None else false()
    return Resolution.number.is_not(None) & or_(is_named, Resolution.lead_id.in_(units), is_joint)


def may_see(user: Actor) -> ColumnElement[bool]:
    """The resolutions that somebody may see: those of visible conferences, and those that concern the person.

    Everybody of the two sides sees the conferences anyway; so nobody of them is asked for a unit.
    """
    if user.side is not None:
        return visible_to(user)
    return or_(visible_to(user), concerning(user, units_of(user)))


def listed(user: Actor, filters: LedgerFilters, today: date) -> Select[Resolution]:
    """The numbered resolutions that the person may see, filtered; an unknown word finds nothing.

    Their conferences are loaded by themselves: joined, each row that a deep page passes over would look for its own.
    """
    statement = select(Resolution).options(selectinload(Resolution.conference))
    return numbered(user, statement).where(*_narrowed(user, filters, today))


def _bare(user: Actor, filters: LedgerFilters, today: date) -> Select[Resolution]:
    """The same without their conferences, for lines that tell nothing of these."""
    return numbered(user, select(Resolution)).where(*_narrowed(user, filters, today))


def numbered(user: Actor, statement: Select[Any]) -> Select[Any]:
    """Of the resolutions, the numbered ones that the person may see.

    A resolution has its number once its conference counts as held, and such a conference everybody of the two sides
    sees; so only others are asked about it.
    """
    statement = statement.where(Resolution.number.is_not(None))
    return statement if user.side is not None else statement.join(Resolution.conference).where(may_see(user))


def _narrowed(user: Actor, filters: LedgerFilters, today: date) -> Iterator[ColumnElement[bool]]:
    if filters.q:
        yield _mentions(filters.q)
    if filters.status:
        yield _in_state(filters.status, today)
    if filters.side:
        yield Resolution.lead_side == filters.side if filters.side in set(Side) else false()
    if filters.lead:
        yield Resolution.lead_name == filters.lead
    if filters.person:
        yield searching.holds(filters.person, [Resolution.person])
    if filters.mine:
        yield concerning(user, units_of(user))
    if filters.conference_id is not None:
        yield Resolution.conference_id == filters.conference_id
    yield from _within(filters)


def _within(filters: LedgerFilters) -> Iterator[ColumnElement[bool]]:
    if filters.first is not None:
        yield Resolution.due_on >= filters.first
    if filters.last is not None:
        yield Resolution.due_on <= filters.last
    if filters.held_since is not None or filters.held_until is not None:
        yield _of_conferences(filters.held_since or date.min, filters.held_until or date.max)


def _of_conferences(first: date, last: date) -> ColumnElement[bool]:
    return Resolution.conference_id.in_(select(Conference.id).where(Conference.held_on.between(first, last)))


def _in_state(word: str, today: date) -> ColumnElement[bool]:
    unsettled = Resolution.status.in_(UNSETTLED)
    if word == "unsettled":
        return unsettled
    if word == "overdue":
        return is_overdue(today)
    if word == "extended":
        return unsettled & (Resolution.extensions > 0)
    if word == "resting":
        return unsettled & (Resolution.rest_until > today)
    if word == "unled":
        return unsettled & Resolution.lead_id.in_(features().offer("retired_units")())
    return Resolution.status == word if word in set(ResolutionStatus) else false()


def is_overdue(today: date) -> ColumnElement[bool]:
    """Open, not resting, and its due date has passed."""
    is_awake = Resolution.rest_until.is_(None) | (Resolution.rest_until <= today)
    return Resolution.status.in_(UNSETTLED) & (Resolution.due_on < today) & is_awake


def _mentions(q: str) -> ColumnElement[bool]:
    return searching.holds(q, (Resolution.full_number, Resolution.text, Resolution.lead_name, Resolution.person))


def get_visible(user: Actor, id: int) -> Resolution:
    """A resolution that the person may see, numbered or still being written. Raises NotFound."""
    statement = select(Resolution).join(Resolution.conference).options(contains_eager(Resolution.conference))
    parts = selectinload(Resolution.joint_units), selectinload(Resolution.milestones), selectinload(Resolution.events)
    resolution = db.session.scalar(statement.where(Resolution.id == id, may_see(user)).options(*parts))
    if resolution is None:
        raise NotFound
    return resolution


def get_of(user: Actor, id: int, resolution_id: int) -> Resolution:
    """A resolution of this visible conference. Raises NotFound."""
    found = [row for row in get_conference(user, id).resolutions if row.id == resolution_id]
    if not found:
        raise NotFound
    return found[0]


def get_note(user: Actor, id: int, note_id: int) -> ResolutionEvent:
    """A note on the progress of a resolution that the person may see. Raises NotFound."""
    found = [row for row in get_visible(user, id).events if row.id == note_id and row.verb == "report"]
    if not found:
        raise NotFound
    return found[0]


def find_note(user: Actor, note_id: int) -> ResolutionEvent:
    """The same, known by its own number alone. Raises NotFound."""
    event = db.session.get(ResolutionEvent, note_id)
    if event is None:
        raise NotFound
    return get_note(user, event.resolution_id, note_id)


def get_milestone(user: Actor, id: int, milestone_id: int) -> Milestone:
    """A step of a resolution that the person may see. Raises NotFound."""
    found = [row for row in get_visible(user, id).milestones if row.id == milestone_id]
    if not found:
        raise NotFound
    return found[0]


def appearances(resolution: Resolution) -> Sequence[CarriedResolution]:
    """In which conferences it stood in item 1, and how they found it, the latest first."""
    statement = select(CarriedResolution).join(CarriedResolution.conference)
    statement = statement.options(contains_eager(CarriedResolution.conference))
    found = statement.where(CarriedResolution.resolution_id == resolution.id)
    return db.session.scalars(found.order_by(Conference.held_on.desc(), Conference.id.desc())).all()


def by_ids(user: Actor, ids: Collection[int]) -> list[Resolution]:
    """The visible ones of these resolutions."""
    statement = select(Resolution).join(Resolution.conference).options(contains_eager(Resolution.conference))
    return list(db.session.scalars(statement.where(Resolution.id.in_(ids), may_see(user))))


def leads(user: Actor) -> list[str]:
    """The units that lead a numbered resolution, by name."""
    known = numbered(user, select(Resolution.lead_name)).distinct()
    return list(db.session.scalars(known.order_by(Resolution.lead_name)))


def conferences_with(user: Actor) -> list[Conference]:
    """The conferences that came to a resolution, the latest first."""
    statement = select(Conference).where(visible_to(user), Conference.resolutions.any(Resolution.number.is_not(None)))
    return list(db.session.scalars(statement.order_by(Conference.held_on.desc(), Conference.id.desc())))


def overdue(user: Actor, today: date) -> list[Resolution]:
    """What should be done by now and is not, the oldest first."""
    statement = _bare(user, LedgerFilters(status="overdue"), today).order_by(Resolution.due_on, Resolution.id)
    return list(db.session.scalars(statement.limit(MOST_WAITING)))


def mine_due(user: Actor, until: date, today: date) -> list[Resolution]:
    """What somebody carries out that is due up to this day or late, the most urgent first."""
    filters = LedgerFilters(status="unsettled", mine="1", last=until)
    is_awake = Resolution.rest_until.is_(None) | (Resolution.rest_until <= today)
    statement = _bare(user, filters, today).where(is_awake).order_by(Resolution.due_on, Resolution.id)
    return list(db.session.scalars(statement.limit(MOST_WAITING)))


def due_between(user: Actor, first: date, last: date) -> list[Resolution]:
    """What is unsettled and due on these days: all of it for those who see to it, else what the person carries out."""
    sees_to_it = user.side is not None and user.roles & {Role.ORGANISER, Role.OFFICER, Role.HEAD_OF_SUPERVISION}
    filters = LedgerFilters(status="unsettled", first=first, last=last, mine="" if sees_to_it else "1")
    statement = _bare(user, filters, last).order_by(Resolution.due_on, Resolution.id)
    return list(db.session.scalars(statement.limit(MOST_WAITING)))


def count_by_status(user: Actor, today: date) -> dict[str, int]:
    """How many numbered resolutions stand where; "unsettled", "overdue", "extended", "resting" among them; all: "".

    One statement, each count by its own range of an index: nothing more is asked of the many that are settled.
    """
    words = (*ResolutionStatus, "overdue", "extended", "resting")
    counted = [
        numbered(user, select(func.count(Resolution.id)).where(_in_state(word, today))).scalar_subquery().label(word)
        for word in words
    ]
    counts = dict(db.session.execute(select(*counted)).one()._mapping)
    everything = sum(counts[word] for word in ResolutionStatus)
    return {**counts, "": everything, "unsettled": sum(counts[word] for word in UNSETTLED)}


def count_held(first: date, last: date, today: date) -> dict[str, int]:
    """Where the numbered resolutions of these days' conferences stand; "in_time": done by their due date; all: "".

    One statement.
    """
    is_in_time = (Resolution.status == ResolutionStatus.DONE) & (Resolution.done_on <= Resolution.due_on)
    states = {word: _in_state(word, today) for word in ("done", "unsettled", "overdue", "extended", "cancelled")}
    counted = [
        func.coalesce(func.sum(case((clause, 1), else_=0)), 0).label(word)
        for word, clause in {**states, "in_time": is_in_time}.items()
    ]
    statement = select(func.count().label("rows"), *counted).select_from(Resolution)
    row = db.session.execute(statement.where(Resolution.number.is_not(None), _of_conferences(first, last))).one()
    return {"": row.rows, **{word: getattr(row, word) for word in (*states, "in_time")}}


def numbered_of(first: date, last: date) -> Sequence[Resolution]:
    """The numbered resolutions of the conferences of these days, in the order of their numbers."""
    statement = select(Resolution).where(Resolution.number.is_not(None), _of_conferences(first, last))
    return db.session.scalars(statement.order_by(Resolution.year, Resolution.number)).all()


def by_month(user: Actor, first: date, last: date) -> tuple[dict[date, int], dict[date, int]]:
    """How many were to be done by a day of each month, and how many were done; one statement each."""
    counted = []
    for day, further in (
        (Resolution.due_on, Resolution.status != ResolutionStatus.CANCELLED),
        (Resolution.done_on, Resolution.status == ResolutionStatus.DONE),
    ):
        year, month = extract("year", day), extract("month", day)
        seen = numbered(user, select(Resolution.id)).where(day.between(first, last), further)
        statement = seen.with_only_columns(year, month, func.count()).group_by(year, month)
        counted.append({date(int(y), int(m), 1): count for y, m, count in db.session.execute(statement)})
    return counted[0], counted[1]


def find(user: Actor, q: str) -> Finds[Resolution]:
    """The latest resolutions with these words, for the search across features."""
    found = numbered(user, select(Resolution)).where(_mentions(q))
    return searching.find(found, Resolution.id, (Resolution.year.desc(), Resolution.number.desc()))


def lock_due(last: date) -> Sequence[Resolution]:
    """The open resolutions that are due up to this day, or have a step that is, locked until the transaction ends."""
    statement = select(Resolution).join(Resolution.conference).options(contains_eager(Resolution.conference))
    steps = select(Milestone.resolution_id).where(Milestone.reached_on.is_(None), Milestone.due_on <= last)
    due = or_(Resolution.due_on <= last, Resolution.id.in_(steps))
    locked = (
        statement.where(Resolution.number.is_not(None), Resolution.status.in_(UNSETTLED), due)
        .order_by(Resolution.id)
        .with_for_update(of=Resolution)
    )
    return db.session.scalars(locked).all()


def milestones_due(ids: Collection[int], last: date) -> Sequence[Milestone]:
    """The steps of these resolutions due up to this day that were not taken."""
    due = Milestone.resolution_id.in_(ids) & Milestone.reached_on.is_(None) & (Milestone.due_on <= last)
    return db.session.scalars(select(Milestone).where(due).order_by(Milestone.id)).all()


def chased(ids: Collection[int]) -> set[tuple[int, int | None, str, int]]:
    """What was sent for these resolutions: id, milestone (None: the resolution itself), due date and stage of each."""
    statement = select(ResolutionEvent.resolution_id, ResolutionEvent.facts)
    sent = ResolutionEvent.verb.in_(("remind", "escalate")) & ResolutionEvent.resolution_id.in_(ids)
    return {
        (id, facts.get("milestone"), facts["due"], facts["day"])
        for id, facts in db.session.execute(statement.where(sent))
    }


def addresses(
    person_id: int | None, sides: Collection[Side], role: Role, but: int | None
) -> Sequence[Row[int, str, str | None, int | None]]:
    """Whom to write to, as (user, address, language, person): the named person, and those of a side with the
    role, or who stand in for them today.
    """
    told = does_work_of(role) & User.side.in_(sides)
    if person_id is not None:
        told |= User.person_id == person_id
    statement = select(User.id, User.email, User.language, User.person_id).where(User.is_enabled, User.email != "")
    if but is not None:
        statement = statement.where(User.id != but)
    return db.session.execute(statement.where(told).order_by(User.id)).all()
