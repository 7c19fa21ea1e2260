"""Parts in complaints of somebody who leaves: only counted on the page, and never given to the wrong person.

The same rules say who may have a part as on the page that gives it: recusal first (rules.parts), and nobody holds two.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from liaison.complaints.models import Assignment, Complaint
from liaison.complaints.queries.standing import standings_of
from liaison.complaints.rules.parts import why_not_part
from liaison.complaints.rules.relations import Standing, is_recused
from liaison.complaints.rules.states import ENDED
from liaison.core import clock
from liaison.core.handing_over import Holding
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import audit
from liaison.store.base import db


def ids(leaver: Actor, by: Actor) -> Sequence[int]:
    """The complaints in which the leaver has a part now, without those of which `by` may not even know."""
    who = standings_of([by])[by.id]
    return sorted({complaint.id for _part, complaint in _parts_of(leaver) if not _keeps_away(who, complaint)})


def hand_over(leaver: Actor, successor: Actor, by: Actor, _reason: str) -> None:
    """Each part that may be the successor's changes hands, with the end of the old one noted."""
    who = standings_of([successor])[successor.id]
    for held, complaint in _parts_of(leaver):
        has_part = any(number == complaint.round for _part, number in who.parts.get(complaint.id, frozenset()))
        if has_part or is_recused(who, complaint) or why_not_part(who, complaint, held.part):
            continue
        held.ended_at = clock.now()
        db.session.add(
            Assignment(
                complaint_id=complaint.id, user_id=successor.id, part=held.part, round=held.round,
                assigned_at=clock.now(),
            )
        )  # fmt: skip
        audit.record("complaint.handed_over", complaint, by, part=held.part)
    db.session.flush()


def _parts_of(leaver: Actor) -> Sequence[tuple[Assignment, Complaint]]:
    statement = select(Assignment, Complaint).join(Complaint, Complaint.id == Assignment.complaint_id)
    held = (Assignment.user_id == leaver.id) & Assignment.ended_at.is_(None) & Complaint.status.not_in(ENDED)
    return [(part, complaint) for part, complaint in db.session.execute(statement.where(held).order_by(Assignment.id))]


def _keeps_away(who: Standing, complaint: Complaint) -> bool:
    is_party = who.person_key == complaint.respondent_key or who.user_key == complaint.complainant_key
    return is_party or is_recused(who, complaint)


HOLDING: Final = Holding(N_("监督投诉中的任务"), ids, hand_over)
