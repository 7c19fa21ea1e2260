"""Selects of who is asked, whom they speak of, and whom to write to."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, func, or_, select

from liaison.core.sides import Actor, Role, Side
from liaison.questionnaires.models import Questionnaire, QuestionnaireParticipant, QuestionnaireTarget
from liaison.questionnaires.rules.standing import ANSWERING_ROLES
from liaison.store.base import db
from liaison.store.users import User, UserRole

P = QuestionnaireParticipant
T = QuestionnaireTarget


def audience(side: Side) -> Sequence[Row[int, int | None]]:
    """The users of a side who are asked, as (user, person): its lawyers or judges who may sign in."""
    is_asked = User.role_rows.any(UserRole.role.in_(ANSWERING_ROLES))
    statement = select(User.id, User.person_id).where(User.is_enabled, User.side == side, is_asked)
    return db.session.execute(statement.order_by(User.id)).all()


def find_participant(user: Actor, questionnaire_id: int) -> QuestionnaireParticipant | None:
    """The person's own row, or None for who is not asked."""
    return db.session.get(P, (questionnaire_id, user.id))


def participants(questionnaire: Questionnaire) -> Select[User]:
    """Everybody who is asked, for the list."""
    return select(User).join(P, P.user_id == User.id).where(P.questionnaire_id == questionnaire.id)


def answered_ids(questionnaire: Questionnaire) -> set[int]:
    """Who of them has answered."""
    statement = select(P.user_id).where(P.questionnaire_id == questionnaire.id, P.has_answered.is_(True))
    return set(db.session.scalars(statement))


def count_participants(questionnaire: Questionnaire) -> tuple[int, int]:
    """How many are asked, and how many of them have answered; once that was purged, the sums that were kept."""
    if questionnaire.answers_purged_on is not None:
        return questionnaire.issued, questionnaire.returned
    statement = select(P.has_answered, func.count()).where(P.questionnaire_id == questionnaire.id)
    counts = {bool(has): count for has, count in db.session.execute(statement.group_by(P.has_answered))}
    return sum(counts.values()), counts.get(True, 0)


def addresses(questionnaire: Questionnaire, *, unanswered_only: bool) -> Sequence[Row[int, str, str | None]]:
    """Whom to write to, as (user, address, language)."""
    statement = (
        select(User.id, User.email, User.language)
        .join(P, P.user_id == User.id)
        .where(P.questionnaire_id == questionnaire.id, User.is_enabled, User.email != "")
    )
    if unanswered_only:
        statement = statement.where(P.has_answered.is_(False))
    return db.session.execute(statement.order_by(User.id)).all()


def officers(sides: Sequence[Side]) -> Sequence[Row[int, str, str | None]]:
    """The officers of these sides, as (user, address, language)."""
    is_officer = User.role_rows.any(UserRole.role == Role.OFFICER)
    statement = select(User.id, User.email, User.language).where(
        User.is_enabled, User.email != "", is_officer, or_(*(User.side == side for side in sides))
    )
    return db.session.execute(statement.order_by(User.id)).all()


def targets_of(user_id: int, questionnaire_id: int) -> Sequence[QuestionnaireTarget]:
    """Whom somebody may speak of in this round."""
    statement = select(T).where(T.questionnaire_id == questionnaire_id, T.user_id == user_id)
    return db.session.scalars(statement.order_by(T.person_id)).all()


def find_target(user_id: int, questionnaire_id: int, person_id: int) -> QuestionnaireTarget | None:
    """One of them, or None."""
    return db.session.get(T, (questionnaire_id, user_id, person_id))
