"""The desk: lists under filters, counts by tab, finds, what waits and what is due."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, false, func, select, union_all

from liaison.complaints.models import Assignment, Complaint, Direction, Identity, Part, Status
from liaison.complaints.queries.complaints import OTHER, counted_as, visible_to
from liaison.complaints.queries.standing import standing_of
from liaison.complaints.rules.moves import ENDED, OPEN
from liaison.core import clock
from liaison.core.sides import Actor
from liaison.store import searching
from liaison.store.base import db
from liaison.store.searching import Finds

MOST_WAITING = 100
ORDER: dict[str, Sequence[ColumnElement[object]]] = {
    "received": (Complaint.received_on, Complaint.id),  # type: ignore[dict-item]
    "due": (func.coalesce(Complaint.due_on, date.max), Complaint.id),  # type: ignore[dict-item]
    "reference": (Complaint.reference,),  # type: ignore[dict-item]
}
NEWEST = "-received"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" and None: not at all. `state` is a word of `in_state`."""

    q: str = ""
    state: str = ""
    direction: str = ""
    identity: str = ""
    category_id: int | None = None
    body_id: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Filters()


def listed(user: Actor, filters: Filters) -> Select[Complaint]:
    """The complaints of a list."""
    statement = select(Complaint).where(visible_to(user), *_narrowed(filters))
    return statement.where(in_state(filters.state)) if filters.state else statement


def in_state(word: str) -> ColumnElement[bool]:
    """What a tab stands for; an unknown word finds nothing."""
    words: dict[str, ColumnElement[bool]] = {
        "intake": Complaint.status.in_(INTAKE_STATES),
        "handling": Complaint.status.in_(HANDLING_STATES),
        "reply": Complaint.status.in_(REPLY_STATES),
        "overdue": _is_overdue(),
        # Most are: the list walks them in its own order instead of gathering and sorting them all.
        "ended": Complaint.status.not_in(sorted(OPEN)),
        **{status.value: Complaint.status == status for status in Status},
    }
    return words.get(word, false())


INTAKE_STATES = (Status.LODGED, Status.SUPPLEMENT_ASKED, Status.ACCEPTED)
REPLY_STATES = (
    Status.CONCLUDED, Status.ANSWERED, Status.DECIDED, Status.SERVED, Status.REPLIED, Status.FED_BACK, Status.REFERRED,
)  # fmt: skip
HANDLING_STATES = tuple(
    status for status in Status if status not in INTAKE_STATES and status not in REPLY_STATES and status not in ENDED
)


def count_by_state(user: Actor, filters: Filters) -> dict[str, int]:
    """How many there are by tab, by state and in all (""), under the other filters; one statement."""
    late = func.sum(case((Complaint.due_on < clock.today(), 1), else_=0))
    narrow, sets = list(_narrowed(filters)), counted_as(standing_of(user))
    parts = (
        select(Complaint.status, sign * func.count(), sign * late).where(seen, *narrow).group_by(Complaint.status)
        for sign, seen in sets
    )
    found: Counter[str] = Counter()
    overdue = 0
    for status, count, is_late in db.session.execute(union_all(*parts)):
        found[status] += count
        overdue += is_late if status in OPEN else 0

    def total(states: Collection[Status]) -> int:
        return sum(found.get(status, 0) for status in states)

    return {
        **found,
        "": sum(found.values()),
        "intake": total(INTAKE_STATES),
        "handling": total(HANDLING_STATES),
        "reply": total(REPLY_STATES),
        "ended": total(ENDED),
        "overdue": overdue,
    }


def find(user: Actor, q: str) -> Finds[Complaint]:
    """Complaints by their reference: nothing of a sealed text is searched."""
    found = select(Complaint).where(visible_to(user), _matches(q))
    return searching.find(found, Complaint.id, (Complaint.received_on.desc(), Complaint.id.desc()))


def waiting(user: Actor) -> Sequence[Complaint]:
    """What is open and visible, the most urgent first; the rules say which of them wait for this person."""
    statement = select(Complaint).where(visible_to(user), Complaint.status.in_(sorted(OPEN)))
    order = (func.coalesce(Complaint.due_on, date.max), Complaint.id)
    return db.session.scalars(statement.order_by(*order).limit(MOST_WAITING)).all()


def unassigned(ids: Collection[int]) -> frozenset[int]:
    """Those of these complaints that nobody checks or investigates now: one statement for a whole list."""
    held = select(Assignment.complaint_id).join(Complaint, Complaint.id == Assignment.complaint_id)
    is_current = Assignment.ended_at.is_(None) & (Assignment.round == Complaint.round)
    parts = Assignment.part.in_((Part.HANDLER, Part.INVESTIGATOR))
    found = db.session.scalars(held.where(Assignment.complaint_id.in_(ids), is_current, parts)) if ids else ()
    return frozenset(ids) - set(found)


def due_between(user: Actor, first: date, last: date) -> Sequence[Complaint]:
    """Visible complaints that are open and whose clock ends on these days."""
    is_due = Complaint.status.in_(sorted(OPEN)) & Complaint.due_on.between(first, last)
    statement = select(Complaint).where(visible_to(user), is_due)
    return db.session.scalars(statement.order_by(Complaint.due_on, Complaint.id).limit(MOST_WAITING)).all()


def _is_overdue() -> ColumnElement[bool]:
    return and_(Complaint.status.in_(sorted(OPEN)), Complaint.due_on < clock.today())


def _matches(q: str) -> ColumnElement[bool]:
    """By the reference: the few found in its index are then held against what the person sees."""
    return Complaint.id.in_(select(OTHER.id).where(searching.holds(q, [OTHER.reference])))


def _narrowed(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Every filter but the state."""
    if filters.q:
        yield _matches(filters.q)
    if filters.direction:
        known = filters.direction in set(Direction)
        yield Complaint.direction == filters.direction if known else false()
    if filters.identity:
        yield Complaint.identity == filters.identity if filters.identity in set(Identity) else false()
    if filters.category_id is not None:
        yield Complaint.category_id == filters.category_id
    if filters.body_id is not None:
        yield Complaint.body_id == filters.body_id
    if filters.since is not None:
        yield Complaint.received_on >= filters.since
    if filters.until is not None:
        yield Complaint.received_on <= filters.until
