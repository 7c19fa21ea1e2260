"""Issued minutes are opened again by both sides: one asks with a reason, the other agrees or does not."""

from liaison.conferences.models import Conference, Reopening
from liaison.conferences.queries import minutes as queries
from liaison.conferences.rules import minutes as rules
from liaison.conferences.services import minutes_notices
from liaison.conferences.services.moving import begin, finish
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.store.base import db


def ask_reopening(conference: Conference, reason: str, *, by: Actor, seen: int | None = None) -> Reopening:
    """Ask the other side to reopen the latest minutes of their kind. Raises Stale, Forbidden or RuleBroken."""
    begin("ask_reopening", conference, by, seen)
    refuse(rules.why_not_latest(queries.has_later_issue(conference)))
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    assert by.side is not None
    asked = Reopening(side=by.side, reason=reason, asked_at=clock.now(), asked_by=by.name)
    conference.reopenings.append(asked)
    db.session.flush()
    finish("ask_reopening", conference, by, reopening=asked.id, side=by.side)
    _tell("ask_reopening", conference, asked, by)
    return asked


def agree_reopening(conference: Conference, *, by: Actor, seen: int | None = None) -> Reopening:
    """Agree for the other side: the minutes are a draft again, and the issue stands until the next one.

    Raises Stale, Forbidden or RuleBroken.
    """
    begin("agree_reopening", conference, by, seen)
    refuse(rules.why_not_latest(queries.has_later_issue(conference)))
    asked = _answer(conference, by, is_agreed=True)
    conference.circulated_at = None
    finish("agree_reopening", conference, by, reopening=asked.id)
    db.session.flush()
    _tell("agree_reopening", conference, asked, by)
    return asked


def decline_reopening(conference: Conference, reason: str, *, by: Actor, seen: int | None = None) -> Reopening:
    """Leave the minutes as they are: the other side does not agree, or the one that asked takes it back.

    Raises Stale, Forbidden, or RuleBroken on `reason`.
    """
    begin("decline_reopening", conference, by, seen)
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    asked = _answer(conference, by, is_agreed=False, text=reason)
    finish("decline_reopening", conference, by, reopening=asked.id)
    db.session.flush()
    _tell("decline_reopening", conference, asked, by)
    return asked


def _answer(conference: Conference, by: Actor, *, is_agreed: bool, text: str = "") -> Reopening:
    asked = rules.pending(conference)
    assert asked is not None, "the rules let nobody answer what was not asked"
    asked.is_agreed, asked.answer = is_agreed, text
    asked.answered_at, asked.answered_by = clock.now(), by.name
    return asked


def _tell(verb: str, conference: Conference, asked: Reopening, by: Actor) -> None:
    revision = queries.latest(conference)
    if revision is not None:
        minutes_notices.send(verb, conference, revision, by, f"r{asked.id}")
