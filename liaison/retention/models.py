"""What one person asked to take away for good, another confirmed, and the worker did."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.jobs import Job


class RunStatus(StrEnum):
    """Where a purge stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class PurgeRun(Versioned, Base):
    """One purge of one kind: the records whose time began before a day. It holds counts and no content.

    `found` and `held` are what was counted when it was asked for, `purged` what the worker took away.
    """

    __tablename__ = "purge_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    days: Mapped[int]
    before: Mapped[date]
    found: Mapped[int]
    held: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    status: Mapped[RunStatus] = mapped_column(Word(RunStatus), index=True)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    asked_by_id: Mapped[int]
    asked_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by_id: Mapped[int | None]
    decided_by: Mapped[str] = mapped_column(String(40), default="")
    purged: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    job_id: Mapped[str | None] = mapped_column(ForeignKey("job.id"))
    job: Mapped[Job | None] = relationship()
