"""Disclosure: the other side asks who complains, a second person of the own side decides, for some days only."""

from datetime import timedelta
from typing import Final

from liaison.complaints.models import Complaint, Disclosure, DisclosureStatus
from liaison.complaints.queries import complaints as queries
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.store.base import db

LASTS: Final = timedelta(days=7)


def ask(complaint: Complaint, reason: str, user_id: int) -> Disclosure:
    """Note that somebody of the other side asks, and why."""
    asked = Disclosure(
        complaint_id=complaint.id,
        status=DisclosureStatus.ASKED,
        asked_by_id=user_id,
        asked_at=clock.now(),
        reason=reason,
    )
    db.session.add(asked)
    db.session.flush()
    return asked


def settle(complaint: Complaint, answer: str, user_id: int, *, is_granted: bool) -> Disclosure:
    """Grant it for some days, or not; never by who asked. Raises RuleBroken."""
    asked = next(one for one in queries.disclosures_of(complaint) if one.status is DisclosureStatus.ASKED)
    if asked.asked_by_id == user_id:
        raise RuleBroken(N_("申请人不能自己决定。"))
    asked.status = DisclosureStatus.GRANTED if is_granted else DisclosureStatus.DENIED
    asked.decided_by_id, asked.decided_at, asked.answer = user_id, clock.now(), answer
    asked.until = clock.today() + LASTS if is_granted else None
    db.session.flush()
    return asked
