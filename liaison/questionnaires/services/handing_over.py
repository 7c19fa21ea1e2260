"""Questionnaires that somebody who leaves set up and that are not over."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from liaison.core.handing_over import Holding
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.questionnaires.models import Questionnaire, QuestionnaireStatus
from liaison.store import audit
from liaison.store.base import db

OVER: Final = (QuestionnaireStatus.RELEASED, QuestionnaireStatus.CANCELLED)


def ids(leaver: Actor, _by: Actor) -> Sequence[int]:
    """Those that are not published in the end, nor cancelled."""
    return [one.id for one in _open_of(leaver)]


def hand_over(leaver: Actor, successor: Actor, by: Actor, _reason: str) -> None:
    """The successor counts as the one who set them up."""
    for questionnaire in _open_of(leaver):
        questionnaire.created_by_id = successor.id
        audit.record("questionnaire.handed_over", questionnaire, by)


def _open_of(leaver: Actor) -> Sequence[Questionnaire]:
    mine = select(Questionnaire).where(Questionnaire.created_by_id == leaver.id, Questionnaire.status.not_in(OVER))
    return db.session.scalars(mine.order_by(Questionnaire.id)).all()


HOLDING: Final = Holding(N_("设计中和发放中的问卷"), ids, hand_over, card="questionnaire")
