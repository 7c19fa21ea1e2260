"""Reminders of resolutions: three days before the day, on it, a week after it; then to those who answer for them."""

from datetime import date, timedelta
from typing import Any, Final

from liaison.conferences.models import Milestone, Resolution, ResolutionEvent
from liaison.conferences.queries import resolutions as queries
from liaison.conferences.rules import resolutions as rules
from liaison.conferences.services import resolution_notices
from liaison.core import clock
from liaison.store import audit
from liaison.store.base import db

# From so many days after the due date on, this is what is sent. The last that has come counts: after a stand-still of
# the machine nobody gets three mails at once. A step on the way is only reminded of.
STAGES: Final = ((-3, "remind"), (0, "remind"), (7, "remind"), (14, "escalate"))
FIRST: Final = timedelta(days=-STAGES[0][0])


def chase(today: date) -> int:
    """Send what is due on this day, each once for each due date; gives how much it was.

    The notes of it and the mails are of one transaction: a machine that dies before its end has sent nothing and begins
    again. An extension begins anew.
    """
    waiting = [row for row in queries.lock_due(today + FIRST) if not rules.is_resting(row, today)]
    ids = [row.id for row in waiting]
    sent, steps = queries.chased(ids), queries.milestones_due(ids, today + FIRST)
    by_id = {row.id: row for row in waiting}
    asked = [(row, None, row.due_on) for row in waiting] + [
        (by_id[one.resolution_id], one, one.due_on) for one in steps
    ]
    count = 0
    for resolution, milestone, due_on in asked:
        stage = _stage(due_on, today, is_step=milestone is not None)
        step_id = milestone.id if milestone is not None else None
        if stage is not None and (resolution.id, step_id, str(due_on), stage[0]) not in sent:
            _send(resolution, milestone, *stage)
            count += 1
    db.session.flush()
    return count


def _send(resolution: Resolution, milestone: Milestone | None, day: int, verb: str) -> None:
    """Note that it is sent, and send it; the audit entry holds days alone."""
    due = str(milestone.due_on if milestone is not None else resolution.due_on)
    mark: dict[str, Any] = {"due": due, "day": day}
    step = f":m{milestone.id}" if milestone is not None else ""
    event = ResolutionEvent(resolution_id=resolution.id, verb=verb, at=clock.now(), facts=mark)
    if milestone is not None:
        event.note, event.facts = milestone.title, {**mark, "milestone": milestone.id}
    db.session.add(event)
    audit.record(rules.RESOLUTION_MOVES[verb].action, resolution, None, **mark)
    send = resolution_notices.remind if verb == "remind" else resolution_notices.escalate
    send(resolution, f"resolution:{resolution.id}{step}:{due}:{day}")


def _stage(due_on: date | None, today: date, *, is_step: bool) -> tuple[int, str] | None:
    """The last stage that has come; None before the first."""
    if due_on is None:
        return None
    since = (today - due_on).days
    come = [stage for stage in STAGES if since >= stage[0] and not (is_step and stage[1] == "escalate")]
    return come[-1] if come else None
