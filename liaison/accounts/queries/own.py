"""Selects of what is kept about somebody who asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from liaison.store.users import StandIn


@dataclass(frozen=True, slots=True)
class Traces:
    """What the user left or was sent: recorded actions with the first and the last, mails, times as a stand-in."""

    actions: int
    first_at: datetime | None
    last_at: datetime | None
    mails: int
    stand_ins: int


def traces(user_id: int, email: str) -> Traces:
    """Count them."""
    mine = select(func.count(), func.min(AuditEntry.at), func.max(AuditEntry.at)).where(AuditEntry.actor_id == user_id)
    actions, first_at, last_at = db.session.execute(mine).one()
    mails = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.recipient == email)
    stood = select(func.count()).select_from(StandIn)
    stood = stood.where(or_(StandIn.absent_id == user_id, StandIn.stand_in_id == user_id))
    return Traces(
        actions, first_at, last_at, (db.session.scalar(mails) or 0) if email else 0, db.session.scalar(stood) or 0
    )
