"""Selects of visits: who may know of which, the queue of a day, lists, what waits."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import lazyload, selectinload

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.moves import Move
from liaison.core.references import find_reference
from liaison.core.sides import Actor
from liaison.reception.models.days import ON_DUTY, Duty, ReceptionDay
from liaison.reception.models.lawyers import DutyLawyer
from liaison.reception.models.visits import (
    CheckResult,
    ConflictCheck,
    DeskDraft,
    Talk,
    Visit,
    VisitEvent,
    VisitKey,
    VisitStatus,
)
from liaison.reception.queries import lawyers, traits
from liaison.reception.rules import standing
from liaison.reception.rules.visits import VISIT_MOVES
from liaison.store import searching
from liaison.store.base import db
from liaison.store.remembered import remembered
from liaison.store.sealed import keyed_hash
from liaison.store.searching import Finds

PREFIX: Final = "访"
MOST_WAITING: Final = 100
ORDER: dict[str, Sequence[ColumnElement[object]]] = {
    "on": (Visit.on, Visit.id),  # type: ignore[dict-item]
    "number": (Visit.number, Visit.id),  # type: ignore[dict-item]
}
NEWEST: Final = "-on"
V = VisitStatus


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" and None: not at all. `keys`: of a name that is looked for."""

    status: str = ""
    kind: str = ""
    outcome: str = ""
    trait: str = ""
    reference: str = ""
    phone: str = ""
    court_id: int | None = None
    since: date | None = None
    until: date | None = None
    keys: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Filters()


def me(user: Actor) -> int | None:
    """The id of the person's own row of the register of duty lawyers; one look a transaction."""
    person_id = user.person_id
    if person_id is None:
        return None
    return getattr(remembered(("row of the register", person_id), lambda: lawyers.find_mine(user)), "id", None)


def visible_to(user: Actor) -> ColumnElement[bool]:
    """The visits that somebody may know of: the twin of `rules.visits.is_visible`."""
    mine = me(user)
    parts: list[ColumnElement[bool]] = []
    if standing.is_bar_officer(user):
        parts.append(Visit.id.is_not(None))
    if mine is None:
        return or_(*parts) if parts else false()
    on_duty = exists().where(Duty.day_id == Visit.day_id, Duty.lawyer_id == mine, Duty.status.in_(ON_DUTY))
    # Lists that join the days themselves must not take them for the ones asked about here.
    is_today = exists().where(ReceptionDay.id == Visit.day_id, ReceptionDay.on == clock.today()).correlate(Visit)
    typed_in = and_(Visit.is_from_paper, Visit.registered_by_id == user.id)
    parts += [Visit.lawyer_id == mine, and_(on_duty, or_(is_today, typed_in))]
    has_conflict = exists().where(
        ConflictCheck.visit_id == Visit.id,
        ConflictCheck.lawyer_id == mine,
        ConflictCheck.result == CheckResult.CONFLICT,
        ConflictCheck.decided_at.is_not(None),
    )
    return and_(or_(*parts), ~has_conflict)


def get_visible(user: Actor, id: int) -> Visit:
    """One visit that the person may know of. Raises NotFound."""
    visit = db.session.scalar(select(Visit).where(Visit.id == id, visible_to(user)))
    if visit is None:
        raise NotFound
    return visit


def get_with_move(user: Actor, id: int, verb: str) -> tuple[Visit, Move]:
    """The visit and the simple move that an address names. Raises NotFound, for an unknown verb too."""
    name = verb.replace("-", "_")
    if name not in VISIT_MOVES or not VISIT_MOVES[name].is_simple:
        raise NotFound
    return get_visible(user, id), VISIT_MOVES[name]


def find_visible(user: Actor, ids: Collection[int]) -> Sequence[Visit]:
    """Those of the visits that the person may know of."""
    return db.session.scalars(select(Visit).where(Visit.id.in_(ids), visible_to(user))).all()


def find_by_code(code_hash: str) -> Visit | None:
    """The visit whose note bears this secret code."""
    return db.session.scalar(select(Visit).where(Visit.code_hash == code_hash))


def queue_of(user: Actor, day: ReceptionDay) -> list[Visit]:
    """The visits of a day that the person may know of: by number, appointments that have not come last."""
    statement = select(Visit).where(Visit.day_id == day.id, visible_to(user))
    return list(
        db.session.scalars(statement.order_by(Visit.number.is_(None), Visit.number, Visit.booked_for, Visit.id))
    )


def board_of(day: ReceptionDay) -> list[tuple[int, VisitStatus]]:
    """The numbers of a day with where each stands, and nothing else: for the wall."""
    statement = select(Visit.number, Visit.status).where(Visit.day_id == day.id, Visit.number.is_not(None))
    rows = db.session.execute(statement.order_by(Visit.number)).all()
    return [(number, status) for number, status in rows if number is not None]


def next_waiting(user: Actor, day: ReceptionDay) -> Visit | None:
    """Who is called next: appointments whose time has come first, then by number."""
    waiting = [visit for visit in queue_of(user, day) if visit.status is V.WAITING]
    now = clock.local(clock.now()).time()
    return min(
        waiting,
        key=lambda visit: (not (visit.booked_for is not None and visit.booked_for <= now), visit.number or 0),
        default=None,
    )


def booked_on(day: ReceptionDay) -> list[Visit]:
    """The appointments of a day that still stand."""
    statement = select(Visit).where(Visit.day_id == day.id, Visit.status == V.BOOKED)
    return list(db.session.scalars(statement.order_by(Visit.booked_for, Visit.id)))


def listed(user: Actor, filters: Filters) -> Select[Visit]:
    """The visits of a list: what it shows comes in batches, so that a deep page joins nothing that it skips."""
    shown = (
        lazyload(Visit.day),
        selectinload(Visit.lawyer).options(lazyload(DutyLawyer.leaves)),
        selectinload(Visit.checks).options(lazyload(ConflictCheck.lawyer)),
    )
    return select(Visit).options(*shown).where(*_narrowed(user, filters))


def find(user: Actor, filters: Filters) -> Finds[Visit]:
    """The latest visits under these filters, for the search across features."""
    statement = _bare().where(*_narrowed(user, filters))
    return searching.find(statement, Visit.id, (Visit.on.desc(), Visit.id.desc()))


def count_by_status(user: Actor, filters: Filters) -> dict[str, int]:
    """How many of the filtered visits are in each state; "" for all."""
    statement = select(Visit.status, func.count()).where(*_narrowed(user, filters, with_status=False))
    counts = {str(status): count for status, count in db.session.execute(statement.group_by(Visit.status)).all()}
    return {"": sum(counts.values()), **counts}


def talk_of(visit: Visit) -> Talk | None:
    """What was said, where anything was noted."""
    return db.session.get(Talk, visit.id)


def events_of(visit: Visit) -> list[VisitEvent]:
    """What happened to a visit, oldest first."""
    statement = select(VisitEvent).where(VisitEvent.visit_id == visit.id).order_by(VisitEvent.id)
    return list(db.session.scalars(statement))


def draft_of(user: Actor, day: ReceptionDay) -> DeskDraft | None:
    """What the person typed at the desk and has not registered."""
    return db.session.get(DeskDraft, (user.id, day.id))


def to_follow_up(user: Actor, today: date) -> Sequence[Visit]:
    """The visits whose follow-up is due, the oldest first."""
    statement = _bare().where(
        visible_to(user), Visit.follow_up_due_on <= today, Visit.followed_up_on.is_(None), Visit.anonymised_on.is_(None)
    )
    return db.session.scalars(statement.order_by(Visit.follow_up_due_on, Visit.id).limit(MOST_WAITING)).all()


def stranded(user: Actor, today: date) -> Sequence[Visit]:
    """Appointments whose day was cancelled or is over: somebody must tell the visitor."""
    day = ReceptionDay
    is_off = or_(day.status.not_in(("planned", "held")), day.on < today)
    statement = _bare().join(day, day.id == Visit.day_id).where(visible_to(user), Visit.status == V.BOOKED, is_off)
    return db.session.scalars(statement.order_by(Visit.on, Visit.id).limit(MOST_WAITING)).all()


def with_keys(side: str, keys: Collection[int], *, lawyer_id: int | None = None, but: int | None = None) -> list[Visit]:
    """The visits of which a name on that side ("visitor", "other") shares a key: those to compare, no more."""
    if not keys:
        return []
    found = select(VisitKey.visit_id).where(VisitKey.key.in_(keys), VisitKey.side == side)
    statement = select(Visit).where(Visit.id.in_(found), Visit.anonymised_on.is_(None))
    if lawyer_id is not None:
        statement = statement.where(Visit.lawyer_id == lawyer_id)
    if but is not None:
        statement = statement.where(Visit.id != but)
    return list(db.session.scalars(statement.order_by(Visit.on.desc(), Visit.id.desc()).limit(MOST_WAITING)))


def with_phone(phone_hash: str, but: int | None = None) -> list[Visit]:
    """The visits of somebody with this phone, the newest first."""
    statement = select(Visit).where(Visit.phone_hash == phone_hash, Visit.anonymised_on.is_(None))
    if but is not None:
        statement = statement.where(Visit.id != but)
    return list(db.session.scalars(statement.order_by(Visit.on.desc(), Visit.id.desc()).limit(MOST_WAITING)))


def with_id_number(id_hash: str) -> list[Visit]:
    """The visits of somebody with this ID number, the newest first."""
    statement = select(Visit).where(Visit.id_hash == id_hash, Visit.anonymised_on.is_(None))
    return list(db.session.scalars(statement.order_by(Visit.on.desc(), Visit.id.desc()).limit(MOST_WAITING)))


def days_for(user: Actor, first: date, last: date) -> list[ReceptionDay]:
    """The days to come to which an appointment may be moved."""
    statement = select(ReceptionDay).where(ReceptionDay.on.between(first, last), ReceptionDay.status == "planned")
    return list(db.session.scalars(statement.order_by(ReceptionDay.on, ReceptionDay.id)))


def reference_of(q: str) -> str:
    """The reference that was typed; "" for none."""
    return find_reference(q, PREFIX) or ""


def _bare() -> Select[Visit]:
    """Visits alone, for lines that tell no more than day, number and reference."""
    return select(Visit).options(lazyload(Visit.day), lazyload(Visit.lawyer), lazyload(Visit.checks))


def _narrowed(user: Actor, filters: Filters, *, with_status: bool = True) -> Iterator[ColumnElement[bool]]:
    yield visible_to(user)
    if with_status and filters.status:
        yield Visit.status == filters.status if filters.status in set(V) else false()
    for column, value in ((Visit.kind, filters.kind), (Visit.outcome, filters.outcome)):
        if value:
            yield column == value if value in set(column.type.words) else false()
    if filters.trait:
        yield traits.has(filters.trait)
    if filters.keys:
        yield Visit.id.in_(select(VisitKey.visit_id).where(VisitKey.key.in_(filters.keys)))
    yield from _exactly(filters)


def _exactly(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.reference:
        yield Visit.reference == filters.reference
    if filters.phone:
        yield Visit.phone_hash == keyed_hash(filters.phone, "phone")
    if filters.court_id is not None:
        yield Visit.court_id == filters.court_id
    if filters.since is not None:
        yield Visit.on >= filters.since
    if filters.until is not None:
        yield Visit.on <= filters.until
