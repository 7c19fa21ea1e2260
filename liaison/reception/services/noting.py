"""What each verb leaves behind: a line of the day's timeline and one audit entry."""

from typing import Any

from liaison.core import clock
from liaison.core.moves import Move
from liaison.core.sides import Actor
from liaison.reception.models import Duty, ReceptionDay, ReceptionEvent, Swap, SwapStatus
from liaison.reception.rules.moves import SWAP_MOVES
from liaison.store import audit
from liaison.store.base import db


def note_day(day: ReceptionDay, move: Move, by: Actor | None, text: str = "", **detail: Any) -> ReceptionEvent:
    """Note a move of a day. `text` is for the timeline alone, `detail` holds no text that people typed."""
    event = _event(day, move.verb, by, text=text)
    audit.record(move.action, day, by, **detail)
    return event


def note_duty(duty: Duty, move: Move, by: Actor | None, text: str = "", **detail: Any) -> ReceptionEvent:
    """Note a move of a duty, in the timeline of its day."""
    event = _event(duty.day, f"duty_{move.verb}", by, text=text, lawyer=duty.lawyer.name)
    audit.record(move.action, duty, by, day_id=duty.day_id, lawyer_id=duty.lawyer_id, **detail)
    return event


def _event(day: ReceptionDay, verb: str, by: Actor | None, *, text: str, lawyer: str = "") -> ReceptionEvent:
    event = ReceptionEvent(
        day=day, verb=verb, at=clock.now(), by=by.name if by else "", side=by.side if by else None, lawyer=lawyer,
        note=text,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    return event


def settle_swap(swap: Swap, verb: str, by: Actor | None) -> None:
    """End an offer as the table says: accepted, refused, withdrawn or lapsed."""
    move = SWAP_MOVES[verb]
    before = swap.status
    swap.status, swap.settled_at = SwapStatus(str(move.target)), clock.now()
    db.session.flush()
    audit.record(move.action, swap, by, before=before, after=swap.status, duty_id=swap.duty_id)
