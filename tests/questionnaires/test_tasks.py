"""What the clock does: questionnaires open and close by themselves."""

from datetime import timedelta

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.questionnaires import tasks
from liaison.questionnaires.models import Mode, QuestionnaireStatus
from liaison.questionnaires.services import designing
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.questionnaires import make_questionnaire

S = QuestionnaireStatus


def test_it_opens_and_closes_at_its_time_and_waits_for_its_slips(officer: User) -> None:
    make_user("lawyer", side=Side.BAR, roles=(Role.LAWYER,))
    start = clock.now()
    opens, closes = start + timedelta(days=1), start + timedelta(days=2)
    with unit.transaction():
        # Nobody printed slips for the first: it waits, and the second opens all the same.
        waits, named = (
            make_questionnaire(officer, mode=mode, opens_at=opens, closes_at=closes)
            for mode in (Mode.ANONYMOUS, Mode.NAMED)
        )
        designing.publish(waits, officer)
        designing.publish(named, officer)
    for moment, expected in (
        (opens - timedelta(seconds=1), (S.PUBLISHED, S.PUBLISHED)),
        (opens, (S.PUBLISHED, S.OPEN)),
        (closes - timedelta(seconds=1), (S.PUBLISHED, S.OPEN)),
        (closes, (S.PUBLISHED, S.CLOSED)),
    ):
        with clock.travel(moment), unit.transaction():
            tasks.open_due()
            tasks.close_due()
        db.session.expire_all()
        assert (waits.status, named.status) == expected, moment
