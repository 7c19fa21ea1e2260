"""Selects of counters: as many rows as there are possible answers, whatever the number of responses."""

from collections.abc import Sequence

from sqlalchemy import func, select

from liaison.questionnaires.models import (
    Questionnaire,
    QuestionnaireCount,
    QuestionnaireDesign,
    QuestionnaireNamed,
    QuestionnaireResponse,
    QuestionnaireStatus,
)
from liaison.questionnaires.rules.counting import BASE
from liaison.questionnaires.rules.design import Design, from_data
from liaison.store.base import db
from liaison.store.users import User

C = QuestionnaireCount


def counts_of(questionnaire_id: int, person_id: int = 0) -> dict[tuple[str, str], int]:
    """The counters of a questionnaire, or of what speaks of one person in it."""
    statement = select(C.question, C.value, C.count).where(
        C.questionnaire_id == questionnaire_id, C.person_id == person_id
    )
    return {(question, value): count for question, value, count in db.session.execute(statement)}


def people(questionnaire_id: int, least: int) -> dict[int, int]:
    """Of whom at least so many responses speak, with how many: the largest count that a question of theirs has."""
    statement = (
        select(C.person_id, func.max(C.count))
        .where(C.questionnaire_id == questionnaire_id, C.person_id != 0, C.value == BASE)
        .group_by(C.person_id)
        .having(func.max(C.count) >= least)
    )
    return {person_id: count for person_id, count in db.session.execute(statement)}


def count_responses(questionnaire_id: int, person_id: int) -> int:
    """How many responses speak of somebody."""
    statement = (
        select(func.count())
        .select_from(QuestionnaireResponse)
        .where(QuestionnaireResponse.questionnaire_id == questionnaire_id, QuestionnaireResponse.person_id == person_id)
    )
    return db.session.scalar(statement) or 0


def rounds(questionnaire: Questionnaire) -> list[tuple[Questionnaire, Design, dict[tuple[str, str], int]]]:
    """The released rounds up to this one with their designs and counters, the first first; three statements."""
    first = questionnaire.lineage_id or questionnaire.id
    is_round = (Questionnaire.id == first) | (Questionnaire.lineage_id == first)
    statement = (
        select(Questionnaire, QuestionnaireDesign.data)
        .join(QuestionnaireDesign, QuestionnaireDesign.id == Questionnaire.design_id)
        .where(
            is_round, Questionnaire.status == QuestionnaireStatus.RELEASED, Questionnaire.round <= questionnaire.round
        )
    )
    found = db.session.execute(statement.order_by(Questionnaire.round)).all()
    counted: dict[int, dict[tuple[str, str], int]] = {one.id: {} for one, _ in found}
    rows = select(C.questionnaire_id, C.question, C.value, C.count).where(
        C.questionnaire_id.in_(counted), C.person_id == 0
    )
    for id, question, value, count in db.session.execute(rows):
        counted[id][question, value] = count
    return [(one, from_data(data), counted[one.id]) for one, data in found]


def named_responses(questionnaire: Questionnaire) -> Sequence[tuple[User, dict[str, object], str]]:
    """Who answered what, in the named mode alone."""
    named, response = QuestionnaireNamed, QuestionnaireResponse
    statement = (
        select(User, response.answers, named.texts)
        .join(named, named.user_id == User.id)
        .join(
            response,
            (response.id == named.response_id) & (response.questionnaire_id == named.questionnaire_id),
        )
        .where(named.questionnaire_id == questionnaire.id)
    )
    return [(user, answers, texts) for user, answers, texts in db.session.execute(statement.order_by(User.name))]
