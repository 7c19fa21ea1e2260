"""The markers of questionnaires stand where they are registered, and are sealed where that is promised."""

from liaison.core import clock
from liaison.demo.canaries import Canaries
from liaison.demo.cast import Cast
from liaison.demo.questionnaires import plant_questionnaires
from liaison.questionnaires.models import Questionnaire, QuestionnaireText
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User


def test_markers_are_planted_and_registered(officer: User, other_officer: User) -> None:
    canaries = Canaries(clock.today())
    with unit.transaction():
        plant_questionnaires(Cast(users={user.username: user for user in (officer, other_officer)}), canaries)
    text, title = canaries.planted
    assert db.session.query(QuestionnaireText).one().text == text.marker
    assert (text.accounts, text.is_sealed) == (("bar.officer", "bench.officer"), True)
    assert db.session.query(Questionnaire).filter_by(title=title.marker).one()
    assert title.accounts == ("bar.officer",)
