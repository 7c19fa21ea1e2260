"""What SQL lets somebody see is what the rules say, over all sides, roles and states."""

from types import SimpleNamespace

import pytest

from liaison.core.sides import Role, Side
from liaison.questionnaires import queries
from liaison.questionnaires.models import Questionnaire, QuestionnaireStatus
from liaison.questionnaires.rules import standing
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.questionnaires import make_questionnaire


def test_visible_in_the_database_is_visible_by_the_rules(officer: User, other_officer: User) -> None:
    with unit.transaction():
        for by in (officer, other_officer):
            for status in QuestionnaireStatus:
                make_questionnaire(by, title=f"{by.side} {status}").status = status
    everything = db.session.query(Questionnaire).all()
    for side in (*Side, None):
        for role in Role:
            user = SimpleNamespace(
                id=99, side=side, roles=frozenset({role}), has=lambda asked, role=role: asked is role
            )
            found = {one.id for one in queries.find_visible(user, [one.id for one in everything])}
            assert found == {one.id for one in everything if standing.is_visible(user, one)}, (side, role)


@pytest.mark.usefixtures("database")
def test_no_table_can_hold_who_gave_an_anonymous_answer_or_when() -> None:
    """The schema itself: no user, clock or address beside a ticket or a response, and no number that tells an order."""
    allowed = {
        "questionnaire_ticket": {"questionnaire_id", "code_hash"},
        "questionnaire_response": {"questionnaire_id", "id", "design_id", "on", "person_id", "answers"},
        "questionnaire_text": {
            "questionnaire_id", "id", "question", "text", "bar_struck", "bench_struck", "is_withheld_bar",
            "is_withheld_bench", "read_by_bar_id", "read_by_bench_id",
        },
        "questionnaire_count": {"questionnaire_id", "person_id", "question", "value", "count"},
        "questionnaire_guess": {"questionnaire_id", "on", "count"},
    }  # fmt: skip
    for name, columns in allowed.items():
        table = db.metadata.tables[name]
        assert {column.name for column in table.c} == columns, f"{name} grew a column: what does it tell, and of whom?"
        assert not any("user_account" in key.target_fullname for key in table.foreign_keys)
        assert not any("DATETIME" in str(column.type) or "TIMESTAMP" in str(column.type) for column in table.c)
    for name in ("questionnaire_ticket", "questionnaire_response", "questionnaire_text"):
        assert db.metadata.tables[name].dialect_options["sqlite"]["with_rowid"] is False, name
