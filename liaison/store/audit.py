"""The audit trail: who did what to which record, in a chain of hashes that shows any later change."""

import hashlib
import json
import os
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Index, Row, String, event, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from liaison.core import clock
from liaison.core.sides import Actor
from liaison.store.base import Base, UTCDateTime, db, ensure_row, kind_of

GENESIS = "0" * 64
HEADS = "audit-heads.jsonl"
PENDING = "audit"
HASHED = ("id", "at", "actor_id", "action", "thing_kind", "thing_id", "detail", "previous")


class AuditEntry(Base):
    """One thing done. `detail` holds field names and states, never personal or confidential text."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_thing", "thing_kind", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(64), index=True)
    thing_kind: Mapped[str | None] = mapped_column(String(40))
    thing_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The end of the chain: one row, locked while entries are appended."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, slots=True)
class Break:
    """Where a check of the chain failed, and how."""

    entry_id: int
    reason: str


def record(action: str, thing: Any, by: Actor | None, *, session: Session | None = None, **detail: Any) -> None:
    """Note that `by` (None: the system) did `action` ("thing.past_participle") to `thing`.

    The entry is written with the transaction that did it, at its commit, and forgotten by a rollback; `detail` must be
    JSON.
    """
    pending = (session or db.session()).info.setdefault(PENDING, [])
    pending.append((clock.now(), by.id if by else None, action, thing, detail))


@event.listens_for(Session, "before_commit")
def _append(session: Session) -> None:
    pending = session.info.pop(PENDING, [])
    if not pending:
        return
    session.flush()
    ensure_row(session, AuditHead, id=1, last=0, hash=GENESIS)
    last, tip = session.execute(select(AuditHead.last, AuditHead.hash).where(AuditHead.id == 1).with_for_update()).one()
    rows = []
    for at, actor_id, action, thing, detail in pending:
        last += 1
        row = {
            "id": last,
            "at": at.astimezone(UTC),
            "actor_id": actor_id,
            "action": action,
            "thing_kind": kind_of(thing) if thing is not None else None,
            "thing_id": getattr(thing, "id", None),
            "detail": json.loads(json.dumps(detail, default=str)),
            "previous": tip,
        }
        tip = _digest(row)
        rows.append({**row, "hash": tip})
    session.execute(insert(AuditEntry), rows)
    session.execute(update(AuditHead).where(AuditHead.id == 1).values(last=last, hash=tip))


def _digest(row: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of the entry; each value carries its type so that 1 and "1" differ."""
    values = [row[name].isoformat() if name == "at" else row[name] for name in HASHED]
    tagged = [[name, type(value).__name__, value] for name, value in zip(HASHED, values, strict=True)]
    return hashlib.sha256(json.dumps(tagged, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def verify(heads: Path | None = None) -> Break | None:
    """The first broken entry, or None when the chain holds.

    Finds edited, deleted, inserted and reordered entries; with the file of recorded heads also a database rolled back
    to an earlier day. Entries may be added meanwhile: the head is read before them, and again after them.
    """
    tip, last = GENESIS, 0
    try:
        recorded = _read_heads(heads) if heads else {}
    except ValueError:
        return Break(0, "the file of recorded heads cannot be read")
    if (head := _head()) is not None:
        recorded.setdefault(head.last, set()).add(head.hash)
    statement = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=1000)
    # PostgreSQL reads through a cursor of its server, which a break in the chain would leave open.
    with closing(db.session.scalars(statement)) as entries:
        for entry in entries:
            if entry.id != last + 1:
                return Break(last + 1, "missing")
            row = {name: getattr(entry, name) for name in (*HASHED, "hash")}
            if entry.previous != tip or entry.hash != _digest(row):
                return Break(entry.id, "changed")
            if recorded.get(entry.id, {entry.hash}) != {entry.hash}:
                return Break(entry.id, "differs from the recorded head")
            tip, last = entry.hash, entry.id
    if recorded and max(recorded) > last:
        return Break(last + 1, "the chain ends before a recorded head")
    head = _head()
    if last > (head.last if head else 0):
        return Break(last, "the chain goes on after its head")
    return None


def _head() -> Row[int, str] | None:
    return db.session.execute(select(AuditHead.last, AuditHead.hash).where(AuditHead.id == 1)).one_or_none()


def record_head(heads: Path) -> None:
    """Append the end of the chain to a file outside the database: what a rolled-back database cannot take back."""
    head = _head()
    if head is None or head.hash in _read_heads(heads).get(head.last, set()):
        return
    with heads.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": clock.now().isoformat(), "last": head.last, "hash": head.hash}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _read_heads(heads: Path) -> dict[int, set[str]]:
    """The recorded hashes by entry: two of one entry are a chain that was rolled back and grew again.

    Raises ValueError for a file that is not what `record_head` writes.
    """
    found: dict[int, set[str]] = {}
    if heads.exists():
        for line in heads.read_text(encoding="utf-8").splitlines():
            try:
                head = json.loads(line)
                found.setdefault(head["last"], set()).add(head["hash"])
            except (ValueError, TypeError, LookupError):
                raise ValueError(f"{heads}: not a recorded head: {line}") from None
    return found
