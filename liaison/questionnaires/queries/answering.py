"""The one select behind the answering page, and the design behind it."""

from typing import Any

from sqlalchemy import bindparam, select

from liaison.core import clock
from liaison.questionnaires.models import Questionnaire, QuestionnaireDesign, QuestionnaireGuess
from liaison.store.base import db

COLUMNS = ("id", "code", "title", "side", "mode", "status", "opens_at", "closes_at", "design_id", "has_targets")
# Made once and of the table itself: many open this page at once, and a mapped select costs half a millisecond more.
_TABLE: Any = Questionnaire.__table__
BY_CODE: Any = select(*(_TABLE.c[name] for name in COLUMNS)).where(_TABLE.c.code == bindparam("code"))


def find_by_code(code: str) -> Any:
    """What the page has to know of a questionnaire, as plain columns (a Row); None where there is no such code."""
    with db.engine.connect() as connection:
        return connection.execute(BY_CODE, {"code": code}).fetchone()


def design_data(design_id: int) -> dict[str, Any]:
    """The stored design."""
    return db.session.scalars(select(QuestionnaireDesign.data).where(QuestionnaireDesign.id == design_id)).one()


def count_guesses(questionnaire_id: int) -> int:
    """How many wrong codes were tried today."""
    statement = select(QuestionnaireGuess.count).where(
        QuestionnaireGuess.questionnaire_id == questionnaire_id, QuestionnaireGuess.on == clock.today()
    )
    return db.session.scalar(statement) or 0
