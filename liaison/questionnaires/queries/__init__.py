"""Every select of questionnaires: what somebody may see, lists, what waits."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, case, exists, false, func, or_, select

from liaison.core.errors import NotFound
from liaison.core.moves import Move
from liaison.core.sides import Actor, Role, Side
from liaison.questionnaires.models import (
    Questionnaire,
    QuestionnaireDesign,
    QuestionnaireParticipant,
    QuestionnaireStatus,
    QuestionnaireText,
)
from liaison.questionnaires.rules.standing import MOVES
from liaison.store import searching
from liaison.store.base import db
from liaison.store.searching import Finds

S = QuestionnaireStatus
MOST_WAITING = 50
ORDER = {
    "title": (Questionnaire.title, Questionnaire.id),
    "closes": (Questionnaire.closes_at, Questionnaire.id),
    "made": (Questionnaire.id,),
}
NEWEST = "-made"
READ_BY = {Side.BAR: QuestionnaireText.read_by_bar_id, Side.BENCH: QuestionnaireText.read_by_bench_id}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" means not at all."""

    q: str = ""
    status: str = ""
    side: str = ""
    mode: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Filters()


def visible_to(user: Actor) -> ColumnElement[bool]:
    """What somebody may see: the twin of `rules.standing.is_visible`, held equal by a property test."""
    is_released = Questionnaire.status == S.RELEASED
    if user.side is None:
        return is_released if user.has(Role.OBSERVER) else false()
    if not user.has(Role.OFFICER):
        return is_released
    return or_(Questionnaire.side == user.side, Questionnaire.status.not_in((S.DRAFT, S.CANCELLED)))


def get_visible(user: Actor, id: int) -> Questionnaire:
    """One questionnaire that the person may see. Raises NotFound."""
    found = db.session.scalar(select(Questionnaire).where(Questionnaire.id == id, visible_to(user)))
    if found is None:
        raise NotFound
    return found


def get_with_move(user: Actor, id: int, verb: str) -> tuple[Questionnaire, Move]:
    """The questionnaire and the one-field move that an address names. Raises NotFound, for an unknown verb too."""
    if verb not in MOVES or not MOVES[verb].is_simple:
        raise NotFound
    return get_visible(user, id), MOVES[verb]


def find_visible(user: Actor, ids: Collection[int]) -> Sequence[Questionnaire]:
    """Those of them that the person may see, for cards."""
    return db.session.scalars(select(Questionnaire).where(Questionnaire.id.in_(ids), visible_to(user))).all()


def listed(user: Actor, filters: Filters) -> Select[Questionnaire]:
    """The questionnaires of a list."""
    statement = select(Questionnaire).where(*_narrowed(user, filters))
    return statement.where(_in_status(filters.status)) if filters.status else statement


def count_by_status(user: Actor, filters: Filters) -> dict[str, int]:
    """How many there are by status and in all (""), under the other filters; one statement."""
    statement = select(Questionnaire.status, func.count()).where(*_narrowed(user, filters))
    found = {str(status): count for status, count in db.session.execute(statement.group_by(Questionnaire.status))}
    return {**found, "": sum(found.values())}


def find(user: Actor, q: str) -> Finds[Questionnaire]:
    """The newest with these words in their title, for the search across features."""
    found = select(Questionnaire).where(visible_to(user), _has_words(q))
    return searching.find(found, Questionnaire.id, [Questionnaire.id.desc()])


def design_of(questionnaire: Questionnaire) -> QuestionnaireDesign:
    """The version that counts."""
    return db.session.get_one(QuestionnaireDesign, questionnaire.design_id)


def rounds_of(questionnaire: Questionnaire) -> Sequence[Questionnaire]:
    """All rounds of the same questionnaire, the first first; released ones hold their results."""
    first = questionnaire.lineage_id or questionnaire.id
    is_round = or_(Questionnaire.id == first, Questionnaire.lineage_id == first)
    return db.session.scalars(select(Questionnaire).where(is_round).order_by(Questionnaire.round)).all()


def last_round(questionnaire: Questionnaire) -> int:
    """The number of the last round there is."""
    first = questionnaire.lineage_id or questionnaire.id
    is_round = or_(Questionnaire.id == first, Questionnaire.lineage_id == first)
    return db.session.scalar(select(func.max(Questionnaire.round)).where(is_round)) or 1


def has_code(code: str) -> bool:
    """Whether a code is taken."""
    return db.session.scalar(select(Questionnaire.id).where(Questionnaire.code == code)) is not None


def due_to_open(now: datetime) -> Sequence[Questionnaire]:
    """What is to open by now."""
    return db.session.scalars(
        select(Questionnaire).where(Questionnaire.status == S.PUBLISHED, Questionnaire.opens_at <= now)
    ).all()


def has_closed_since(day: date) -> bool:
    """Whether a questionnaire closed on that day or later."""
    return db.session.scalar(select(Questionnaire.id).where(Questionnaire.closed_on >= day).limit(1)) is not None


def due_to_close(now: datetime) -> Sequence[Questionnaire]:
    """What is to close by now."""
    return db.session.scalars(
        select(Questionnaire).where(Questionnaire.status == S.OPEN, Questionnaire.closes_at <= now)
    ).all()


def to_answer(user: Actor) -> Sequence[Questionnaire]:
    """The open questionnaires that ask this person and are not answered."""
    mine = exists().where(
        QuestionnaireParticipant.questionnaire_id == Questionnaire.id,
        QuestionnaireParticipant.user_id == user.id,
        QuestionnaireParticipant.has_answered.is_(False),
    )
    statement = select(Questionnaire).where(Questionnaire.status == S.OPEN, mine)
    return db.session.scalars(statement.order_by(Questionnaire.closes_at).limit(MOST_WAITING)).all()


def to_read(user: Actor) -> Sequence[Row[Questionnaire, int]]:
    """The closed questionnaires with writing that the officer's side has not read, and how much of it."""
    if user.side is None:
        return []
    statement = (
        select(Questionnaire, func.count())
        .join(QuestionnaireText, QuestionnaireText.questionnaire_id == Questionnaire.id)
        .where(Questionnaire.status == S.CLOSED, READ_BY[user.side].is_(None))
        .group_by(Questionnaire.id)
    )
    return db.session.execute(statement.order_by(Questionnaire.id).limit(MOST_WAITING)).all()


def to_release(user: Actor) -> Sequence[Questionnaire]:
    """The closed questionnaires of the officer's side of which all writing was read by both."""
    unread = exists().where(
        QuestionnaireText.questionnaire_id == Questionnaire.id,
        or_(QuestionnaireText.read_by_bar_id.is_(None), QuestionnaireText.read_by_bench_id.is_(None)),
    )
    statement = select(Questionnaire).where(Questionnaire.status == S.CLOSED, Questionnaire.side == user.side, ~unread)
    return db.session.scalars(statement.order_by(Questionnaire.id).limit(MOST_WAITING)).all()


def closing_between(user: Actor, first: datetime, last: datetime) -> Sequence[Questionnaire]:
    """Open questionnaires that close in the span, of those the person may see."""
    statement = select(Questionnaire).where(
        visible_to(user), Questionnaire.status == S.OPEN, Questionnaire.closes_at.between(first, last)
    )
    return db.session.scalars(statement.order_by(Questionnaire.closes_at)).all()


def opening_between(user: Actor, first: datetime, last: datetime) -> Sequence[Questionnaire]:
    """Published questionnaires that open in the span, of those the person may see."""
    statement = select(Questionnaire).where(
        visible_to(user), Questionnaire.status == S.PUBLISHED, Questionnaire.opens_at.between(first, last)
    )
    return db.session.scalars(statement.order_by(Questionnaire.opens_at)).all()


def count_returned(first: date, last: date) -> tuple[int, int]:
    """How many questionnaires closed in the span, and how many responses they had."""
    is_closed = case((Questionnaire.id.is_not(None), 1), else_=0)
    statement = select(func.sum(is_closed), func.sum(Questionnaire.returned)).where(
        Questionnaire.closed_on.between(first, last)
    )
    count, returned = db.session.execute(statement).one()
    return count or 0, returned or 0


def _narrowed(user: Actor, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Every filter but the status, with what the person may see at all."""
    yield visible_to(user)
    if filters.q:
        yield _has_words(filters.q)
    if filters.side:
        yield Questionnaire.side == filters.side if filters.side in set(Side) else false()
    if filters.mode:
        yield Questionnaire.mode == filters.mode if filters.mode in {"named", "confidential", "anonymous"} else false()


def _in_status(word: str) -> ColumnElement[bool]:
    return Questionnaire.status == S(word) if word in set(S) else false()


def _has_words(q: str) -> ColumnElement[bool]:
    return searching.holds(q, [Questionnaire.title])
