"""PostgreSQL notes with every row which transaction wrote it and keeps rows in the order of writing: both are undone.

Responses, what was written, who has answered and the counters are written together, so that on that database whoever
reads the system's own columns could put them side by side. SQLite keeps these tables in the order of their random keys
and notes no transaction.
"""

from typing import Any, Final

from sqlalchemy import text, update

from liaison.questionnaires.models import (
    QuestionnaireCount,
    QuestionnaireParticipant,
    QuestionnaireResponse,
    QuestionnaireTarget,
    QuestionnaireText,
)
from liaison.store.base import db

# table -> a column that is written once more as it is
MIXED: Final[tuple[tuple[Any, str], ...]] = (
    (QuestionnaireCount, "count"),
    (QuestionnaireParticipant, "has_answered"),
    (QuestionnaireResponse, "on"),
    (QuestionnaireTarget, "is_struck"),
    (QuestionnaireText, "question"),
)


def mix(questionnaire_id: int) -> None:
    """Write all rows of a round once more, in the closing transaction: all then say that this one wrote them."""
    if not _is_postgresql():
        return
    for model, name in MIXED:
        step = update(model).where(model.questionnaire_id == questionnaire_id)
        db.session.execute(step.values({name: getattr(model, name)}), execution_options={"synchronize_session": False})


def sort() -> None:
    """Lay the tables out anew in the order of their keys; what stood before is gone from their files."""
    if not _is_postgresql():
        return
    for model, _name in MIXED:
        table = model.__tablename__
        db.session.execute(text(f"CLUSTER {table} USING {model.__table__.primary_key.name}"))


def _is_postgresql() -> bool:
    return bool(db.session.get_bind().dialect.name == "postgresql")
