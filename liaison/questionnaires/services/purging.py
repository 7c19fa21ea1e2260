"""Purge of what single people said and who was asked; the counters, and what was let pass, stay as the results."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import delete

from liaison.core import clock
from liaison.core.sides import Actor
from liaison.questionnaires.models import (
    Questionnaire,
    QuestionnaireCount,
    QuestionnaireGuess,
    QuestionnaireNamed,
    QuestionnaireParticipant,
    QuestionnaireResponse,
    QuestionnaireTarget,
    QuestionnaireText,
    QuestionnaireTicket,
)
from liaison.questionnaires.queries import asked, retaining, texts
from liaison.questionnaires.rules import striking
from liaison.store import audit, purges
from liaison.store.base import db

PURGE: Final = "questionnaire_answers"
SINGLE: Final = (
    QuestionnaireResponse, QuestionnaireNamed, QuestionnaireParticipant, QuestionnaireTarget, QuestionnaireTicket,
    QuestionnaireGuess,
)  # fmt: skip


def purge(ids: Collection[int], by: Actor | None) -> None:
    """Take the single responses away for good, in the caller's transaction, noted in the ledger under the code."""
    for questionnaire in retaining.with_ids(ids):
        purges.note(PURGE, questionnaire.code)
        audit.record("questionnaire.purged", questionnaire, by, returned=questionnaire.returned)
        _empty(questionnaire)


def erase(code: str) -> None:
    """Do so again after an older backup was restored; nothing where there is no such questionnaire."""
    found = retaining.find_id(code)
    for questionnaire in retaining.with_ids([found] if found is not None else []):
        _empty(questionnaire)


def _empty(questionnaire: Questionnaire) -> None:
    """How many were asked is kept for the rate; counters that speak of one person go too."""
    if questionnaire.is_signed_in and questionnaire.answers_purged_on is None:
        questionnaire.issued = asked.count_participants(questionnaire)[0]
    questionnaire.answers_purged_on = questionnaire.answers_purged_on or clock.today()
    for model in SINGLE:
        db.session.execute(delete(model).where(model.questionnaire_id == questionnaire.id))
    is_of_one = QuestionnaireCount.person_id != 0
    db.session.execute(
        delete(QuestionnaireCount).where(QuestionnaireCount.questionnaire_id == questionnaire.id, is_of_one)
    )
    passed = {text.id for text in texts.delivered(questionnaire)}
    for text in texts.texts_of(questionnaire):
        _reduce(text, is_passed=text.id in passed)
    db.session.flush()


def _reduce(text: QuestionnaireText, *, is_passed: bool) -> None:
    """Only what was let pass stays; of what was withheld the row, which is counted, and of what nobody read nothing."""
    if is_passed:
        text.text = striking.struck(text.text, text.bar_struck, text.bench_struck)
    elif text.is_withheld_bar or text.is_withheld_bench:
        text.text = ""
    else:
        db.session.delete(text)
        return
    text.bar_struck = text.bench_struck = ""
