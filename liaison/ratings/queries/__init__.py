"""Every select of court cases and ratings."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, select, true
from sqlalchemy.orm import aliased

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.moves import Move
from liaison.core.sides import Actor, Role, Side
from liaison.ratings.models import (
    CourtCase,
    CourtCaseKind,
    CourtCasePerson,
    CourtCaseStatus,
    Rating,
    RatingCount,
    RatingStatus,
)
from liaison.ratings.rules import CASE_MOVES, OVERDUE_WITHIN
from liaison.store import searching
from liaison.store.base import db
from liaison.store.searching import Finds
from liaison.store.users import User

S = CourtCaseStatus
R = RatingStatus
MOST_WAITING = 50
ORDER: dict[str, Sequence[Any]] = {
    "number": (CourtCase.number, CourtCase.id),
    "closed": (CourtCase.closed_on, CourtCase.id),
    "filed": (CourtCase.id,),
}
NEWEST = "-filed"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" and None: not at all."""

    q: str = ""
    status: str = ""
    court_id: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Filters()


def visible_to(user: Actor) -> ColumnElement[bool]:
    """The register of court cases is for the officers of both sides."""
    return true() if user.side is not None and user.has(Role.OFFICER) else false()


def get_visible(user: Actor, id: int) -> CourtCase:
    """One court case that the person may see. Raises NotFound."""
    found = db.session.scalar(select(CourtCase).where(CourtCase.id == id, visible_to(user)))
    if found is None:
        raise NotFound
    return found


def get_with_move(user: Actor, id: int, verb: str) -> tuple[CourtCase, Move]:
    """The court case and the one-field move that an address names. Raises NotFound."""
    if verb not in CASE_MOVES or not CASE_MOVES[verb].is_simple:
        raise NotFound
    return get_visible(user, id), CASE_MOVES[verb]


def get_own_rating(user: Actor, id: int) -> Rating:
    """A rating that this person is asked for. Nobody else ever sees one. Raises NotFound."""
    if user.person_id is None:
        raise NotFound
    found = db.session.scalar(select(Rating).where(Rating.id == id, Rating.rater_id == user.person_id))
    if found is None:
        raise NotFound
    return found


def listed(user: Actor, filters: Filters) -> Select[CourtCase]:
    """The court cases of a list."""
    statement = select(CourtCase).where(visible_to(user))
    if filters.q:
        statement = statement.where(searching.holds(filters.q, [CourtCase.number]))
    if filters.status:
        is_known = filters.status in set(S)
        statement = statement.where(CourtCase.status == S(filters.status) if is_known else false())
    if filters.court_id is not None:
        statement = statement.where(CourtCase.court_id == filters.court_id)
    return statement


def find(user: Actor, q: str) -> Finds[CourtCase]:
    """The newest court cases with these signs in their number, for the search across features."""
    return searching.find(listed(user, Filters(q=q)), CourtCase.id, [CourtCase.id.desc()])


def find_case(court_id: int, number: str) -> CourtCase | None:
    """The court case of that number at that court, or None."""
    return db.session.scalar(select(CourtCase).where(CourtCase.court_id == court_id, CourtCase.number == number))


def find_cases(numbers: Collection[str]) -> set[tuple[int, str]]:
    """Which of these numbers are there already, as (court, number)."""
    statement = select(CourtCase.court_id, CourtCase.number).where(CourtCase.number.in_(numbers))
    return {(court_id, number) for court_id, number in db.session.execute(statement)}


def count_ratings(court_case_id: int) -> dict[RatingStatus, int]:
    """How many ratings of a court case stand where; never by whom."""
    statement = select(Rating.status, func.count()).where(Rating.court_case_id == court_case_id)
    return dict(db.session.execute(statement.group_by(Rating.status)).all())


def ratings_of(court_case_id: int) -> Sequence[Rating]:
    """The ratings of a court case, for those who withdraw it."""
    return db.session.scalars(select(Rating).where(Rating.court_case_id == court_case_id)).all()


def to_answer(user: Actor) -> Sequence[Rating]:
    """What this person is asked and has not answered, the first due first."""
    if user.person_id is None:
        return []
    statement = select(Rating).where(
        Rating.rater_id == user.person_id, Rating.status == R.ASKED, Rating.due_on >= clock.today()
    )
    return db.session.scalars(statement.order_by(Rating.due_on, Rating.id).limit(MOST_WAITING)).all()


def own_ratings(person_id: int) -> Sequence[Rating]:
    """What this person was asked lately, the newest first: that it was answered, not what."""
    statement = select(Rating).where(Rating.rater_id == person_id)
    return db.session.scalars(statement.order_by(Rating.id.desc()).limit(MOST_WAITING)).all()


def counts_of(person_id: int) -> dict[tuple[str, str], int]:
    """The counters about somebody, by item and value; ("", "") is how many ratings are in them."""
    statement = select(RatingCount.item, RatingCount.value, RatingCount.count).where(RatingCount.person_id == person_id)
    return {(item, value): count for item, value, count in db.session.execute(statement)}


def count_lapsed(person_id: int) -> int:
    """How many ratings somebody let lapse within a year."""
    statement = (
        select(func.count())
        .select_from(Rating)
        .where(Rating.rater_id == person_id, Rating.status == R.LAPSED, Rating.due_on >= clock.today() - OVERDUE_WITHIN)
    )
    return db.session.scalar(statement) or 0


def counterpart(rating: Rating) -> Rating | None:
    """What the other one says in the same court case."""
    return db.session.scalar(
        select(Rating).where(
            Rating.court_case_id == rating.court_case_id,
            Rating.rater_id == rating.rated_id,
            Rating.rated_id == rating.rater_id,
        )
    )


def lapsing(today: date) -> Sequence[Rating]:
    """What was not answered in time."""
    return db.session.scalars(select(Rating).where(Rating.status == R.ASKED, Rating.due_on < today)).all()


def unsettled(today: date) -> Sequence[Rating]:
    """What was answered while the other one let the time go by."""
    statement = select(Rating).where(Rating.status == R.ANSWERED, Rating.is_settled.is_(False), Rating.due_on < today)
    return db.session.scalars(statement).all()


def finished(today: date) -> Sequence[CourtCase]:
    """Court cases whose time is up, or of which nothing is open any more."""
    is_open = exists().where(Rating.court_case_id == CourtCase.id, Rating.status == R.ASKED, Rating.due_on >= today)
    return db.session.scalars(select(CourtCase).where(CourtCase.status == S.ASKED, ~is_open)).all()


def pending_people() -> Sequence[Row[int, int]]:
    """Of whom settled ratings wait to be summed, and how many."""
    statement = (
        select(Rating.rated_id, func.count())
        .where(Rating.is_settled.is_(True), Rating.is_counted.is_(False), Rating.status == R.ANSWERED)
        .group_by(Rating.rated_id)
    )
    return db.session.execute(statement.order_by(Rating.rated_id)).all()


def pending_of(person_id: int) -> Sequence[Rating]:
    """Those of one person."""
    statement = select(Rating).where(
        Rating.rated_id == person_id,
        Rating.is_settled.is_(True),
        Rating.is_counted.is_(False),
        Rating.status == R.ANSWERED,
    )
    return db.session.scalars(statement).all()


def count_counted(person_ids: Collection[int]) -> dict[int, int]:
    """How many ratings are in the sums about these people."""
    statement = select(RatingCount.person_id, RatingCount.count).where(
        RatingCount.person_id.in_(person_ids), RatingCount.item == ""
    )
    return dict(db.session.execute(statement).all())


def reminding() -> Sequence[Rating]:
    """What is open and may be due for a reminder."""
    statement = select(Rating).where(Rating.status == R.ASKED, Rating.reminders < 2, Rating.due_on >= clock.today())
    return db.session.scalars(statement).all()


def addresses(person_ids: Collection[int]) -> Sequence[Row[int | None, int, str, str | None]]:
    """Where to write to these people, as (person, user, address, language): those who can sign in."""
    statement = select(User.person_id, User.id, User.email, User.language).where(
        User.person_id.in_(person_ids), User.is_enabled, User.email != ""
    )
    return db.session.execute(statement.order_by(User.id)).all()


def people_met(person_ids: Collection[int]) -> dict[int, list[int]]:
    """For each of these people, those of the other side in their closed court cases, the latest first.

    Offered to questionnaires ("judges I met").
    """
    mine, other = aliased(CourtCasePerson), aliased(CourtCasePerson)
    statement = (
        select(mine.person_id, other.person_id, func.max(CourtCase.closed_on))
        .join(other, and_(other.court_case_id == mine.court_case_id, other.side != mine.side))
        .join(CourtCase, CourtCase.id == mine.court_case_id)
        .where(mine.person_id.in_(person_ids), CourtCase.closed_on.is_not(None), CourtCase.status != S.WITHDRAWN)
        .group_by(mine.person_id, other.person_id)
        .order_by(mine.person_id, func.max(CourtCase.closed_on).desc(), other.person_id)
    )
    found: dict[int, list[int]] = {}
    for person_id, other_id, _latest in db.session.execute(statement):
        found.setdefault(person_id, []).append(other_id)
    return found


def count_concluded(first: date, last: date) -> dict[Side, int]:
    """How many ratings were answered in court cases closed in the span, by side; both days included."""
    found: Counter[Side] = Counter()
    for side, _on, _court_id, _kind, number in concluded(first, last):
        found[side] += number
    return dict(found)


def concluded(first: date, last: date) -> list[tuple[Side, date, int, CourtCaseKind, int]]:
    """The same by side, day on which the court case closed, court and kind of case; one grouped statement."""
    groups = (Rating.rater_side, CourtCase.closed_on, CourtCase.court_id, CourtCase.kind)
    statement = (
        select(*groups, func.count())
        .join(CourtCase, CourtCase.id == Rating.court_case_id)
        .where(Rating.status == R.ANSWERED, CourtCase.closed_on.between(first, last))
    )
    rows = db.session.execute(statement.group_by(*groups))
    return [(side, on, court_id, kind, number) for side, on, court_id, kind, number in rows if on is not None]


def ratings_with(person_ids: Collection[int]) -> Sequence[Row[int, int, int, int, RatingStatus, bool]]:
    """All that these people said or heard: (id, court_case_id, rater_id, rated_id, status, is_counted)."""
    theirs = Rating.rater_id.in_(person_ids) | Rating.rated_id.in_(person_ids)
    return db.session.execute(select(*_OF_RATING).where(theirs)).all()


def ratings_in(court_case_ids: Collection[int]) -> Sequence[Row[int, int, int, int, RatingStatus, bool]]:
    """All ratings of these court cases, in the same columns."""
    return db.session.execute(select(*_OF_RATING).where(Rating.court_case_id.in_(court_case_ids))).all()


def people_in(court_case_ids: Collection[int], last: Collection[int]) -> Sequence[Row[int, int]]:
    """(court_case_id, person_id) of these court cases; those of `last` behind the others."""
    P = CourtCasePerson
    statement = select(P.court_case_id, P.person_id).where(P.court_case_id.in_(court_case_ids))
    return db.session.execute(statement.order_by(P.court_case_id.in_(last), P.court_case_id, P.person_id)).all()


def same_cases(court_id: int, other_id: int) -> Sequence[Row[Any, Any]]:
    """The court cases of one number that both courts have: those of the one, and of the other."""
    its = aliased(CourtCase)
    both = select(CourtCase, its).join(its, its.number == CourtCase.number)
    return db.session.execute(both.where(CourtCase.court_id == court_id, its.court_id == other_id)).all()


_OF_RATING: Any = (
    Rating.id, Rating.court_case_id, Rating.rater_id, Rating.rated_id, Rating.status, Rating.is_counted,
)  # fmt: skip
