"""What each verb on a visit leaves behind: a sealed line of its timeline, and one audit entry without any name."""

from typing import Any

from liaison.core import clock
from liaison.core.sides import Actor
from liaison.reception.models.visits import Visit, VisitEvent
from liaison.reception.rules.visits import VISIT_MOVES
from liaison.store import audit
from liaison.store.base import db

STOPPED = "visit.stopped"


def note(visit: Visit, verb: str, by: Actor | None, text: str = "", **detail: Any) -> None:
    """Note a move. `text` is for the timeline alone."""
    event = VisitEvent(visit_id=visit.id, verb=verb, at=clock.now(), by=by.name if by else "", note=text)
    db.session.add(event)
    db.session.flush()
    record(VISIT_MOVES[verb].action if verb in VISIT_MOVES else STOPPED, visit, by, **detail)


def record(action: str, visit: Visit, by: Actor | None, **detail: Any) -> None:
    """One audit entry; `detail` holds states and numbers, never a text."""
    audit.record(action, visit, by, **detail)
