"""PostgreSQL: once a questionnaire is closed neither the place of a row nor its system columns tell an order."""

import pytest
from sqlalchemy import text

from liaison.core.sides import Role, Side
from liaison.questionnaires import tasks
from liaison.questionnaires.models import Mode, Questionnaire
from liaison.questionnaires.services import fielding
from liaison.questionnaires.services.mixing import MIXED
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.conftest import IS_POSTGRESQL
from tests.makers.accounts import make_user
from tests.makers.questionnaires import answer_signed_in, open_questionnaire


@pytest.mark.skipif(not IS_POSTGRESQL, reason="SQLite keeps no such columns, and these rows in the order of their keys")
def test_rows_tell_no_order_after_closing(officer: User) -> None:
    lawyers = [make_user(f"lawyer{number}", side=Side.BAR, roles=(Role.LAWYER,)) for number in range(8)]
    made, _codes = open_questionnaire(officer, mode=Mode.CONFIDENTIAL)
    for number, lawyer in enumerate(lawyers):
        answer_signed_in(made, lawyer, k2=f"文字{number}")
    assert len(_writers("questionnaire_response")) == len(lawyers), "before: each answer has a transaction of its own"
    with unit.transaction():
        fielding.close(db.session.get_one(Questionnaire, made.id), officer)
    writers = {next(iter(_writers(model.__tablename__)), None) for model, _name in MIXED} - {None}
    assert len(writers) == 1, "all rows were written by the closing"
    with unit.transaction():
        tasks.sort_rows()
    for table in ("questionnaire_response", "questionnaire_text"):
        ids = [id for (id,) in _rows(f"select id from {table} order by ctid")]
        assert len(ids) == len(lawyers)
        assert ids == sorted(ids), table


def _writers(table: str) -> set[str]:
    return {str(writer) for (writer,) in _rows(f"select distinct xmin::text from {table}")}


def _rows(statement: str) -> list[tuple[str, ...]]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(text(statement))]
