"""The minutes of a conference: revisions, comments, countersignatures, issues, excerpts, and those of the archive."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Word
from liaison.store.files import StoredFile
from liaison.store.papers import Paper

if TYPE_CHECKING:
    from liaison.conferences.models.conferences import Conference


class MinutesRevision(Base):
    """One saved state of the minutes: plain text per section. Never changed; the next save is the next revision."""

    __tablename__ = "minutes_revision"
    __table_args__ = (UniqueConstraint("conference_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    sections: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    saved_by: Mapped[str] = mapped_column(String(40))
    conference: Mapped["Conference"] = relationship(back_populates="revisions")
    signatures: Mapped[list["Countersignature"]] = relationship(
        order_by="Countersignature.id", back_populates="revision"
    )


class Countersignature(Base):
    """One side's signature on one revision."""

    __tablename__ = "countersignature"
    __table_args__ = (UniqueConstraint("revision_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("minutes_revision.id"))
    side: Mapped[Side] = mapped_column(Word(Side))
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    signed_by: Mapped[str] = mapped_column(String(40))
    signed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revision: Mapped[MinutesRevision] = relationship(back_populates="signatures")


class MinutesComment(Base):
    """What somebody who was there says of a circulated revision, and the answer: taken up in a revision, or why not."""

    __tablename__ = "minutes_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    revision_number: Mapped[int]
    section: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    made_by_id: Mapped[int]
    made_by: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(80), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by: Mapped[str] = mapped_column(String(40), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    taken_up_in: Mapped[int | None]
    conference: Mapped["Conference"] = relationship(back_populates="comments")

    @property
    def is_answered(self) -> bool:
        """Whether it was said what came of it."""
        return self.answered_at is not None


class MinutesIssue(Base):
    """Minutes as they were issued once: the paper, and the revision that it was made of. The last one is in force."""

    __tablename__ = "minutes_issue"

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), unique=True)
    revision_number: Mapped[int | None]
    conference: Mapped["Conference"] = relationship(back_populates="issues")
    paper: Mapped[Paper] = relationship()


class Reopening(Base):
    """One side asks to reopen issued minutes, with a reason; the other one agrees or does not."""

    __tablename__ = "minutes_reopening"

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    side: Mapped[Side] = mapped_column(Word(Side))
    reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    asked_by: Mapped[str] = mapped_column(String(40))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by: Mapped[str] = mapped_column(String(40), default="")
    is_agreed: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(String(500), default="")
    conference: Mapped["Conference"] = relationship(back_populates="reopenings")


class MinutesExcerpt(Base):
    """What issued minutes say of one opinion, frozen at the issue, for its proposer. Nobody's name is in it.

    `paper` is the minutes, `sheet` the excerpt as a paper of its own, from the day that somebody first asked for it.
    """

    __tablename__ = "minutes_excerpt"

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True, index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), unique=True)
    paper: Mapped[Paper] = relationship(foreign_keys=[paper_id])
    sheet: Mapped[Paper | None] = relationship(foreign_keys=[sheet_id])


class ArchivedMinutes(Base):
    """Minutes of a conference from before this installation: the file as it was found, and the number on it.

    `file` None: nobody has found it yet.
    """

    __tablename__ = "archived_minutes"

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(60), default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    added_by: Mapped[str] = mapped_column(String(40))
    file: Mapped[StoredFile | None] = relationship()
    conference: Mapped["Conference"] = relationship(back_populates="archived")
    corrections: Mapped[list["ArchiveCorrection"]] = relationship(order_by="ArchiveCorrection.id.desc()")


class ArchiveCorrection(Base):
    """A slip in old minutes put right: why, what stood there by label, and the file that another one replaced."""

    __tablename__ = "archive_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("archived_minutes.conference_id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(500))
    before: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    file: Mapped[StoredFile | None] = relationship()


class CopyAddress(Base):
    """Where the notice goes that minutes were issued, for a body that gets a copy (抄送单位)."""

    __tablename__ = "minutes_copy_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    email: Mapped[str] = mapped_column(String(254))
