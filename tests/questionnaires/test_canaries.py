"""The markers of questionnaires stand where they are registered, and are sealed where that is promised."""

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.demo.canaries import Canaries
from liaison.demo.cast import Cast
from liaison.demo.questionnaires import plant_questionnaires
from liaison.questionnaires.models import Mode, Questionnaire, QuestionnaireText
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user


def test_markers_are_planted_and_registered(officer: User, other_officer: User) -> None:
    canaries = Canaries(clock.today())
    lawyer = make_user("lawyer", side=Side.BAR, roles=(Role.LAWYER,))
    with unit.transaction():
        people = (officer, other_officer, lawyer)
        plant_questionnaires(Cast(users={user.username: user for user in people}), canaries)
    *texts, title = canaries.planted
    assert {row.text for row in db.session.query(QuestionnaireText)} == {text.marker for text in texts}
    assert len(texts) == len(Mode)
    assert {(text.accounts, text.is_sealed) for text in texts} == {(("bar.officer", "bench.officer"), True)}
    assert db.session.query(Questionnaire).filter_by(title=title.marker).one()
    assert title.accounts == ("bar.officer",)
