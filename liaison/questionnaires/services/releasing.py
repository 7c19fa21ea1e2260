"""Releasing results: once, after closing, when both sides have read what was written."""

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.questionnaires import notices
from liaison.questionnaires.models import Questionnaire, QuestionnaireStatus
from liaison.questionnaires.queries import texts
from liaison.questionnaires.rules import standing
from liaison.store import audit
from liaison.store.base import expect_version


def release(questionnaire: Questionnaire, by: Actor, seen: int | None = None) -> Questionnaire:
    """Open the results to both sides. Nothing of them changes afterwards. Raises Stale, Forbidden, RuleBroken."""
    expect_version(questionnaire, seen)
    refuse(standing.why_not("release", by, questionnaire))
    if texts.has_unread(questionnaire):
        raise RuleBroken(N_("还有文字未经双方经办人审读，不能发布。"))
    questionnaire.status, questionnaire.released_on = QuestionnaireStatus.RELEASED, clock.today()
    audit.record("questionnaire.released", questionnaire, by, returned=questionnaire.returned)
    notices.released(questionnaire)
    return questionnaire


def note_reported(questionnaire: Questionnaire, by: Actor) -> None:
    """Note that somebody made the report."""
    audit.record("questionnaire.reported", questionnaire, by)
