"""In the field: tickets, opening, reminding, extending, closing."""

import secrets
from datetime import datetime

from sqlalchemy import insert

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.references import Draw, normal_code, secret_code
from liaison.core.sides import Actor
from liaison.questionnaires import notices
from liaison.questionnaires.models import (
    Questionnaire,
    QuestionnaireParticipant,
    QuestionnaireStatus,
    QuestionnaireTarget,
    QuestionnaireTicket,
)
from liaison.questionnaires.queries import asked
from liaison.questionnaires.rules import standing
from liaison.questionnaires.services import mixing
from liaison.store import audit
from liaison.store.base import db, expect_version
from liaison.store.sealed import keyed_hash
from liaison.web.frame import features

S = QuestionnaireStatus
MOST_TICKETS = 2000
MOST_TARGETS = 9


def issue(
    questionnaire: Questionnaire, number: int, by: Actor, seen: int | None = None, draw: Draw = secrets.randbelow
) -> list[str]:
    """Make so many one-use codes and give them, this once: only their keyed hashes are kept.

    Raises Stale, Forbidden, RuleBroken on `number`.
    """
    expect_version(questionnaire, seen)
    refuse(standing.why_not("issue", by, questionnaire))
    if not 1 <= number <= MOST_TICKETS:
        raise RuleBroken(N_("每次可印制 1 至 %(n)s 张。"), field="number", n=MOST_TICKETS)
    made = [secret_code(draw) for _ in range(number)]
    hashes = sorted(ticket_hash(questionnaire.id, code) for code in made)
    rows = [{"questionnaire_id": questionnaire.id, "code_hash": code_hash} for code_hash in hashes]
    db.session.execute(insert(QuestionnaireTicket), rows)
    questionnaire.issued += number
    audit.record("questionnaire.issued", questionnaire, by, number=number)
    return made


def ticket_hash(questionnaire_id: int, code: str) -> str:
    """What is kept of a ticket. The one place that knows how: a later stage may check blind signatures instead."""
    return keyed_hash(normal_code(code), f"ticket:{questionnaire_id}")


def open(questionnaire: Questionnaire, by: Actor | None, seen: int | None = None) -> Questionnaire:
    """Let people answer; those who sign in are listed and told. `by` None: the opening time has come.

    Raises Stale, Forbidden, RuleBroken.
    """
    expect_version(questionnaire, seen)
    if by is not None:
        refuse(standing.why_not("open", by, questionnaire))
    else:
        refuse(standing.why_not_now("open", questionnaire))
    if questionnaire.closes_at is not None and questionnaire.closes_at <= clock.now():
        raise RuleBroken(N_("截止时间已过，请先改出新版本并调整截止时间。"))
    if questionnaire.is_signed_in:
        _ask(questionnaire)
    questionnaire.status, questionnaire.opened_on = S.OPEN, clock.today()
    db.session.flush()
    audit.record("questionnaire.opened", questionnaire, by, mode=questionnaire.mode)
    if questionnaire.is_signed_in:
        notices.opened(questionnaire)
    return questionnaire


def remind(questionnaire: Questionnaire, by: Actor, seen: int | None = None) -> Questionnaire:
    """Write to those who have not answered; twice at most, and once a day. Raises Stale, Forbidden, RuleBroken."""
    expect_version(questionnaire, seen)
    refuse(standing.why_not("remind", by, questionnaire))
    if not standing.may_remind_on(questionnaire.reminded_on, clock.today()):
        raise RuleBroken(N_("今天已经提醒过，请改日再提醒。"))
    questionnaire.reminders += 1
    questionnaire.reminded_on = clock.today()
    audit.record("questionnaire.reminded", questionnaire, by, number=questionnaire.reminders)
    notices.reminded(questionnaire)
    return questionnaire


def extend(questionnaire: Questionnaire, closes_at: datetime, by: Actor, seen: int | None = None) -> Questionnaire:
    """Set another closing time while people answer. Raises Stale, Forbidden, RuleBroken on `closes_at`."""
    expect_version(questionnaire, seen)
    refuse(standing.why_not("extend", by, questionnaire))
    refusal = standing.check_times(None, closes_at, clock.now())
    if refusal is not None:
        raise RuleBroken(refusal.message, field="closes_at", **refusal.params)
    before, questionnaire.closes_at = questionnaire.closes_at, closes_at
    audit.record("questionnaire.extended", questionnaire, by, before=before, after=closes_at)
    return questionnaire


def close(questionnaire: Questionnaire, by: Actor | None, seen: int | None = None) -> Questionnaire:
    """Take no more answers; both offices are told. Raises Stale, Forbidden, RuleBroken."""
    expect_version(questionnaire, seen)
    if by is not None:
        refuse(standing.why_not("close", by, questionnaire))
    questionnaire.status, questionnaire.closed_on = S.CLOSED, clock.today()
    db.session.flush()
    # On PostgreSQL answers may have been counted while this waited for the row; from here on none is.
    db.session.refresh(questionnaire, ["returned"])
    mixing.mix(questionnaire.id)
    audit.record("questionnaire.closed", questionnaire, by, returned=questionnaire.returned)
    notices.closed(questionnaire)
    return questionnaire


def _ask(questionnaire: Questionnaire) -> None:
    """List everybody of the audience, and for each the judges (or lawyers) met in court cases on file."""
    people = asked.audience(questionnaire.audience)
    if not people:
        raise RuleBroken(N_("填答方还没有可以登录的律师或法官账户，无法开放。"))
    # What was listed before a revision stays.
    known = {
        row.user_id for row in db.session.query(QuestionnaireParticipant).filter_by(questionnaire_id=questionnaire.id)
    }
    new = [row for row in people if row.id not in known]
    rows = [{"questionnaire_id": questionnaire.id, "user_id": row.id, "has_answered": False} for row in new]
    if rows:
        db.session.execute(insert(QuestionnaireParticipant), rows)
    if questionnaire.takes_feedback:
        _list_targets(questionnaire, {row.person_id: row.id for row in new if row.person_id is not None})


def _list_targets(questionnaire: Questionnaire, users: dict[int, int]) -> None:
    met = features().offer("people_met")(set(users))
    rows = [
        {
            "questionnaire_id": questionnaire.id,
            "user_id": users[person_id],
            "person_id": other_id,
            "is_struck": False,
            "has_answered": False,
        }
        for person_id, others in met.items()
        for other_id in others[:MOST_TARGETS]
    ]
    if rows:
        db.session.execute(insert(QuestionnaireTarget), rows)
