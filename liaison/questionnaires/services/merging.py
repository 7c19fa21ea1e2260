"""What questionnaires ask and say of somebody whose two entries of the roster become one. Nobody is told of any."""

from typing import Final

from sqlalchemy import exists, select, update
from sqlalchemy.orm import aliased

from liaison.core.merging import Merging
from liaison.questionnaires.models import (
    Questionnaire,
    QuestionnaireCount,
    QuestionnaireResponse,
    QuestionnaireStatus,
    QuestionnaireTarget,
)
from liaison.store import merging
from liaison.store.base import db


def settle(gone: int, kept: int) -> None:
    """Who answered about either has answered; responses and their counters go over until the results are released.

    Released results stay as they were read: added up, a sheet of enough responses would tell those of too few that
    were withheld.
    """
    T, C, R = QuestionnaireTarget, QuestionnaireCount, QuestionnaireResponse
    twin = aliased(T)
    answered = exists().where(
        twin.person_id == gone, twin.questionnaire_id == T.questionnaire_id, twin.user_id == T.user_id,
        twin.has_answered,
    )  # fmt: skip
    noted = update(T).where(T.person_id == kept, answered).values(has_answered=True)
    db.session.execute(noted, execution_options=merging.AT_ONCE)
    merging.drop_twins(T.person_id, gone, kept, [T.questionnaire_id, T.user_id])
    released = select(Questionnaire.id).where(Questionnaire.status == QuestionnaireStatus.RELEASED)
    within = [C.questionnaire_id, C.question, C.value]
    merging.add_up(C.count, C.person_id, gone, kept, within, C.questionnaire_id.not_in(released))
    merging.move(R.person_id, gone, kept, R.questionnaire_id.not_in(released))


PERSON: Final = Merging(references=(QuestionnaireTarget.person_id,), settle=settle)
