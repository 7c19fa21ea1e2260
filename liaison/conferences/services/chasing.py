"""Reminders of resolutions: three days before the day, on it, a week after it; then to those who answer for them."""

from datetime import date, timedelta
from typing import Final

from liaison.conferences.models import Resolution, ResolutionEvent
from liaison.conferences.queries import resolutions as queries
from liaison.conferences.rules import resolutions as rules
from liaison.conferences.services import resolution_notices
from liaison.core import clock
from liaison.store import audit
from liaison.store.base import db

# From so many days after the due date on, this is what is sent. The last that has come counts: after a stand-still of
# the machine nobody gets three mails at once.
STAGES: Final = ((-3, "remind"), (0, "remind"), (7, "remind"), (14, "escalate"))
FIRST: Final = timedelta(days=-STAGES[0][0])


def chase(today: date) -> int:
    """Send what is due on this day, each once for each due date; gives how much it was.

    The notes of it and the mails are of one transaction: a machine that dies before its end has sent nothing and begins
    again. An extension begins anew.
    """
    waiting = queries.lock_due(today + FIRST)
    sent = queries.chased([row.id for row in waiting])
    due = [(row, *stage) for row in waiting if (stage := _stage(row, today)) is not None]
    due = [one for one in due if (one[0].id, str(one[0].due_on), one[1]) not in sent]
    for resolution, day, verb in due:
        mark = {"due": str(resolution.due_on), "day": day}
        event = ResolutionEvent(resolution_id=resolution.id, verb=verb, at=clock.now(), facts=mark)
        db.session.add(event)
        audit.record(rules.RESOLUTION_MOVES[verb].action, resolution, None, due=mark["due"], day=day)
        send = resolution_notices.remind if verb == "remind" else resolution_notices.escalate
        send(resolution, f"resolution:{resolution.id}:{mark['due']}:{day}")
    db.session.flush()
    return len(due)


def _stage(resolution: Resolution, today: date) -> tuple[int, str] | None:
    """The last stage that has come; None before the first, and while it rests."""
    if resolution.due_on is None or rules.is_resting(resolution, today):
        return None
    since = (today - resolution.due_on).days
    come = [stage for stage in STAGES if since >= stage[0]]
    return come[-1] if come else None
