"""Imports of old ledgers: the workbook and its files until they are confirmed, then where each record came from."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.files import StoredFile
from liaison.store.held_imports import HeldImport, ImportStatus
from liaison.store.jobs import Job

STATUS_LABELS: Final = {
    ImportStatus.PREVIEWED: N_("待确认"),
    ImportStatus.IMPORTED: N_("已导入"),
    ImportStatus.DISCARDED: N_("已放弃"),
    ImportStatus.UNDONE: N_("已撤销"),
}
STATUS_TONES: Final[dict[ImportStatus, Tone]] = {
    ImportStatus.PREVIEWED: "warn",
    ImportStatus.IMPORTED: "good",
    ImportStatus.DISCARDED: "neutral",
    ImportStatus.UNDONE: "neutral",
}


class LedgerImport(HeldImport, Versioned, Base):
    """One workbook of one side. `counts`: by kind of ledger, how many records it made. `job`: the one that makes them.

    `first_on`, `last_on`: the days that its records are of. What is undone keeps who undid it, when and why.
    """

    __tablename__ = "ledger_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[Side] = mapped_column(Word(Side), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    uploaded_by: Mapped[str] = mapped_column(String(40))
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    imported_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    job_id: Mapped[str | None] = mapped_column(ForeignKey("job.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    job: Mapped[Job | None] = relationship()
    files: Mapped[list["LedgerFile"]] = relationship(cascade="all, delete-orphan", order_by="LedgerFile.file_id")


class LedgerFile(Base):
    """A file that came along with a workbook, such as old minutes; gone once the workbook is dealt with."""

    __tablename__ = "ledger_file"

    import_id: Mapped[int] = mapped_column(ForeignKey("ledger_import.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), primary_key=True)
    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)


class LedgerRecord(Base):
    """A record that an import made: of which kind of ledger, and the row of its sheet. Gone when it is undone."""

    __tablename__ = "ledger_record"
    __table_args__ = (Index("ix_ledger_record_import", "import_id", "kind", "row"),)

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    import_id: Mapped[int] = mapped_column(ForeignKey("ledger_import.id"))
    row: Mapped[int]
