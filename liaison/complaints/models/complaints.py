"""The complaint itself: what is open (states, days, sides), and what only the key opens (texts, names)."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.complaints.models.words import Channel, CopyStatus, Direction, Finding, Identity, Status
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.sealed import Sealed

KEY = String(64)


class Category(Base):
    """What complaints are about: code, label, where it stands. `mirror` is the code of its pair in the other list."""

    __tablename__ = "complaint_category"

    id: Mapped[int] = mapped_column(primary_key=True)
    direction: Mapped[Direction] = mapped_column(Word(Direction), index=True)
    code: Mapped[str] = mapped_column(String(4), unique=True)
    group: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(80), default="")
    mirror: Mapped[str] = mapped_column(String(4), default="")
    position: Mapped[int] = mapped_column(default=0)
    is_retired: Mapped[bool] = mapped_column(default=False, server_default=false())


class Complaint(Versioned, Base):
    """One complaint. People are in no open column.

    `complainant_key`, `respondent_key` are keyed hashes of a user and of a person of the roster ("" where unknown),
    `respondent_unit_key` one of the chamber or firm, `pair_key` one of both persons together: equal for equal people,
    nothing to anybody without the key. `due_on` is the day of the clock `due_key` that ends first; `months` how long a
    suspension lasts. `round` is 2 while and after a re-examination. `merged_into_id` leads to the
    complaint that goes on for this one.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        # What tells whether an office sees a row stands in the indexes: lists are counted and leafed through in them.
        Index("ix_complaint_received", "received_on", "id", "direction", "transferred_at"),
        Index("ix_complaint_status", "status", "due_on", "direction", "transferred_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    register_number: Mapped[int | None]
    direction: Mapped[Direction] = mapped_column(Word(Direction))
    status: Mapped[Status] = mapped_column(Word(Status))
    category_id: Mapped[int] = mapped_column(ForeignKey("complaint_category.id"), index=True)
    identity: Mapped[Identity] = mapped_column(Word(Identity))
    channel: Mapped[Channel] = mapped_column(Word(Channel), default=Channel.ONLINE)
    complainant_key: Mapped[str] = mapped_column(KEY, default="", index=True)
    respondent_key: Mapped[str] = mapped_column(KEY, default="", index=True)
    respondent_unit_key: Mapped[str] = mapped_column(KEY, default="", index=True)
    pair_key: Mapped[str] = mapped_column(KEY, default="", index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    received_on: Mapped[date]
    lodged_at: Mapped[datetime] = mapped_column(UTCDateTime)
    transferred_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    notified_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    replied_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    due_on: Mapped[date | None] = mapped_column(index=True)
    due_key: Mapped[str] = mapped_column(String(40), default="", server_default="")
    finding: Mapped[Finding | None] = mapped_column(Word(Finding))
    measure: Mapped[str] = mapped_column(String(20), default="")
    months: Mapped[int | None]
    satisfaction: Mapped[int | None]
    round: Mapped[int] = mapped_column(default=1)
    is_supplemented: Mapped[bool] = mapped_column(default=False)
    is_ex_officio: Mapped[bool] = mapped_column(default=False)
    is_held: Mapped[bool] = mapped_column(default=False, server_default=false())
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(200), default="")
    category: Mapped[Category] = relationship(lazy="joined", innerjoin=True)

    @property
    def side(self) -> Side:
        """The side of origin."""
        return self.direction.side

    @property
    def is_transferred(self) -> bool:
        """Whether the other side knows of it."""
        return self.transferred_at is not None

    @property
    def is_notified(self) -> bool:
        """Whether the person complained of knows of it."""
        return self.notified_at is not None


class ComplaintContent(Base):
    """What was written, sealed as JSON: `words` (see services.lodging.Words), `identity` (None for anonymous)."""

    __tablename__ = "complaint_content"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Sealed)
    identity: Mapped[str | None] = mapped_column(Sealed)


class RedactedCopy(Base):
    """What the other side gets: a text of its own, `words` as in the content. The last `revision` counts.

    `file_ids`: the files for the other side that the complainant saw when he or she approved.
    """

    __tablename__ = "complaint_copy"
    __table_args__ = (Index("ix_complaint_copy_complaint", "complaint_id", "revision", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    revision: Mapped[int]
    status: Mapped[CopyStatus] = mapped_column(Word(CopyStatus))
    words: Mapped[str] = mapped_column(Sealed)
    reason: Mapped[str] = mapped_column(Sealed, default="")
    file_ids: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ComplaintDraft(Base):
    """A form on its way; `user_key` a keyed hash, `words` sealed JSON of all steps, `saved_on` without an hour."""

    __tablename__ = "complaint_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_key: Mapped[str] = mapped_column(KEY, unique=True)
    words: Mapped[str] = mapped_column(Sealed)
    saved_on: Mapped[date] = mapped_column(index=True)

    def __repr__(self) -> str:
        """Nothing of its words: drafts reach no log."""
        return f"<ComplaintDraft {self.id}>"
