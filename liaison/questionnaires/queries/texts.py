"""Selects of what was written, always in the order of its random ids."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from liaison.core.sides import Side
from liaison.questionnaires.models import Questionnaire, QuestionnaireText
from liaison.questionnaires.queries import READ_BY
from liaison.store.base import db

T = QuestionnaireText


def texts_of(questionnaire: Questionnaire) -> Sequence[QuestionnaireText]:
    """All of it, for the officers who read it."""
    statement = select(T).where(T.questionnaire_id == questionnaire.id)
    return db.session.scalars(statement.order_by(T.question, T.id)).all()


def unread_page(questionnaire: Questionnaire, side: Side, most: int) -> Sequence[QuestionnaireText]:
    """The next of them that a side has not read."""
    statement = select(T).where(T.questionnaire_id == questionnaire.id, READ_BY[side].is_(None))
    return db.session.scalars(statement.order_by(T.question, T.id).limit(most)).all()


def delivered(questionnaire: Questionnaire) -> Sequence[QuestionnaireText]:
    """What both sides let pass."""
    statement = select(T).where(
        T.questionnaire_id == questionnaire.id,
        T.read_by_bar_id.is_not(None),
        T.read_by_bench_id.is_not(None),
        T.is_withheld_bar.is_(False),
        T.is_withheld_bench.is_(False),
    )
    return db.session.scalars(statement.order_by(T.question, T.id)).all()


def count_unread(questionnaire: Questionnaire) -> dict[Side, int]:
    """How many of them each side has still to read."""
    counts = []
    for side in Side:
        statement = (
            select(func.count()).select_from(T).where(T.questionnaire_id == questionnaire.id, READ_BY[side].is_(None))
        )
        counts.append((side, db.session.scalar(statement) or 0))
    return dict(counts)


def count_all(questionnaire: Questionnaire) -> int:
    """How much was written in all."""
    statement = select(func.count()).select_from(T).where(T.questionnaire_id == questionnaire.id)
    return db.session.scalar(statement) or 0


def has_unread(questionnaire: Questionnaire) -> bool:
    """Whether either side has still to read something."""
    is_unread = or_(*(column.is_(None) for column in READ_BY.values()))
    statement = select(T.id).where(T.questionnaire_id == questionnaire.id, is_unread)
    return db.session.scalar(statement.limit(1)) is not None


def reader_of(questionnaire: Questionnaire, side: Side) -> int | None:
    """Who of a side has read, or None where nobody has begun."""
    column = READ_BY[side]
    statement = select(column).where(T.questionnaire_id == questionnaire.id, column.is_not(None))
    return db.session.scalar(statement.limit(1))
