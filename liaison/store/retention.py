"""How long records are kept as the office has set it, and single records that are held whatever the time."""

from datetime import datetime

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import audit
from liaison.store.base import Base, UTCDateTime, Versioned, db
from liaison.store.remembered import remembered
from liaison.store.sealed import Sealed


class Keeping(Versioned, Base):
    """How many days the records of a kind are kept, where that differs or once differed from the beginning."""

    __tablename__ = "keeping"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), unique=True)
    days: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")
    amended_by: Mapped[str] = mapped_column(String(40), default="")


class LegalHold(Base):
    """One record that is not purged while the hold stands: a court, a bureau or a complaint still needs it."""

    __tablename__ = "legal_hold"
    __table_args__ = (Index("ix_legal_hold_thing", "kind", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int]
    reason: Mapped[str] = mapped_column(Sealed)
    placed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    placed_by: Mapped[str] = mapped_column(String(40))
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    released_by: Mapped[str] = mapped_column(String(40), default="")
    release_reason: Mapped[str] = mapped_column(Sealed, default="")


def days(kind: str, first: int) -> int:
    """How many days records of the kind are kept; `first` where the office has set nothing."""

    def load() -> dict[str, int]:
        return {kind: days for kind, days in db.session.execute(select(Keeping.kind, Keeping.days))}

    return remembered("keeping", load).get(kind, first)


def held(kind: str) -> frozenset[int]:
    """The ids of the records of a kind that are held."""
    statement = select(LegalHold.thing_id).where(LegalHold.kind == kind, LegalHold.released_at.is_(None))
    return frozenset(db.session.scalars(statement))


def hold(kind: str, thing_id: int, reason: str, by: Actor) -> LegalHold:
    """Keep one record whatever its time. Raises RuleBroken on `reason`, or where it is held already."""
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    if thing_id in held(kind):
        raise RuleBroken(N_("这条记录已经在暂缓清除之列。"), field="number")
    placed = LegalHold(kind=kind, thing_id=thing_id, reason=reason, placed_at=clock.now(), placed_by=by.name)
    db.session.add(placed)
    db.session.flush()
    audit.record("hold.placed", placed, by, of=kind, of_id=thing_id)
    return placed


def release(placed: LegalHold, reason: str, by: Actor) -> None:
    """Let the record go when its time is over. Raises RuleBroken on `reason`, or where that was done already."""
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    if placed.released_at is not None:
        raise RuleBroken(N_("暂缓已经解除。"))
    placed.released_at, placed.released_by, placed.release_reason = clock.now(), by.name, reason
    audit.record("hold.released", placed, by, of=placed.kind, of_id=placed.thing_id)
