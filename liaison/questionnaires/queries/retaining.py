"""Which questionnaires are past the time that single responses are kept."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from liaison.questionnaires.models import Questionnaire, QuestionnaireStatus
from liaison.store.base import db

CLOSED: Final = (QuestionnaireStatus.CLOSED, QuestionnaireStatus.RELEASED)


def closed_before(day: date) -> Sequence[int]:
    """The ids of those that closed before a day and still hold single responses."""
    statement = select(Questionnaire.id).where(
        Questionnaire.status.in_(CLOSED), Questionnaire.closed_on < day, Questionnaire.answers_purged_on.is_(None)
    )
    return db.session.scalars(statement.order_by(Questionnaire.id)).all()


def with_ids(ids: Collection[int]) -> Sequence[Questionnaire]:
    """These questionnaires."""
    return db.session.scalars(select(Questionnaire).where(Questionnaire.id.in_(ids)).order_by(Questionnaire.id)).all()


def find_id(typed: str) -> int | None:
    """The id of the questionnaire whose code, or address, somebody typed."""
    code = typed.strip().rstrip("/").rpartition("/")[2].upper()
    return db.session.scalar(select(Questionnaire.id).where(Questionnaire.code == code))
