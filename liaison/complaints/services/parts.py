"""Give somebody a part in a complaint, take it away, and keep away who must keep away."""

from collections.abc import Sequence

from sqlalchemy import select

from liaison.complaints.models import Assignment, Complaint, Part, Recusal
from liaison.complaints.queries import people
from liaison.complaints.rules.parts import check_count, why_not_part
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.store.base import db, ensure_row


def holders(complaint: Complaint, part: Part) -> list[Assignment]:
    """Who has the part now."""
    is_it = (Assignment.complaint_id == complaint.id) & (Assignment.part == part) & Assignment.ended_at.is_(None)
    return list(db.session.scalars(select(Assignment).where(is_it)))


def appoint(complaint: Complaint, part: Part, user_ids: Sequence[int], field: str) -> None:
    """Give the part to these people in place of whoever has it.

    Recusal is computed again now: the page may be a minute old. Raises RuleBroken on the field.
    """
    check_count(part, len(set(user_ids)), field)
    offered = {candidate.user.id: candidate for candidate in people.candidates(complaint, part)}
    for id in user_ids:
        candidate = offered.get(id)
        if candidate is None or why_not_part(candidate.standing, complaint, part):
            raise RuleBroken(N_("所选人员中有人应当回避或不能担任，请重新选择。"), field=field)
    give(complaint, part, user_ids)


def give(complaint: Complaint, part: Part, user_ids: Sequence[int]) -> None:
    """The part changes hands; who had it before is noted with the end."""
    now = clock.now()
    for row in holders(complaint, part):
        row.ended_at = now
    for id in dict.fromkeys(user_ids):
        db.session.add(
            Assignment(
                complaint_id=complaint.id, user_id=id, part=part, round=complaint.round, assigned_at=now, ended_at=None
            )
        )
    db.session.flush()


def recuse(complaint: Complaint, user_id: int, reason: str) -> None:
    """Somebody steps back from a complaint for good: it is gone from every list of theirs."""
    for row in db.session.scalars(
        select(Assignment).where(
            Assignment.complaint_id == complaint.id, Assignment.user_id == user_id, Assignment.ended_at.is_(None)
        )
    ):
        row.ended_at = clock.now()
    ensure_row(db.session(), Recusal, complaint_id=complaint.id, user_id=user_id, reason=reason, at=clock.now())
