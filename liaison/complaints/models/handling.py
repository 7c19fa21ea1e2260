"""What is done with a complaint: events, notes, messages, assignments, clocks, papers, disclosures, recusals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.complaints.models.complaints import KEY
from liaison.complaints.models.words import DisclosureStatus, PaperSort, Part
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.files import StoredFile
from liaison.store.jobs import Job
from liaison.store.sealed import Sealed


class ComplaintEvent(Base):
    """One verb that was done, with the text that went with it. Who reads it says the table of steps, by `verb`.

    `side` None: the complainant, the person complained of, or the system; `part` says which ("complainant", …).
    `data` holds open words only: a finding, a measure, a day.
    """

    __tablename__ = "complaint_event"
    __table_args__ = (Index("ix_complaint_event_complaint", "complaint_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    verb: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    side: Mapped[Side | None] = mapped_column(Word(Side))
    part: Mapped[str] = mapped_column(String(20))
    round: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Sealed, default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class ComplaintNote(Base):
    """An inner note of one side; the other never learns that it exists."""

    __tablename__ = "complaint_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    side: Mapped[Side] = mapped_column(Word(Side))
    text: Mapped[str] = mapped_column(Sealed)
    by: Mapped[str] = mapped_column(Sealed)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class ComplaintMessage(Base):
    """A message between the complainant and the own side's intake."""

    __tablename__ = "complaint_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    is_from_complainant: Mapped[bool]
    text: Mapped[str] = mapped_column(Sealed)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Assignment(Base):
    """Somebody has a part in a complaint, in one round; `ended_at` when it was given to another."""

    __tablename__ = "complaint_assignment"
    __table_args__ = (Index("ix_complaint_assignment_user", "user_id", "part", "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    part: Mapped[Part] = mapped_column(Word(Part))
    round: Mapped[int] = mapped_column(default=1)
    assigned_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ComplaintClock(Base):
    """One time limit that runs or ran: held by `side` (None: complainant or person complained of).

    `paused_on`: stopped since; `paused_days` what was given back before. `extension` sealed words of who asked.
    """

    __tablename__ = "complaint_clock"
    __table_args__ = (Index("ix_complaint_clock_open", "ended_on", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    side: Mapped[Side | None] = mapped_column(Word(Side))
    started_on: Mapped[date]
    due_on: Mapped[date]
    paused_on: Mapped[date | None]
    paused_days: Mapped[int] = mapped_column(default=0)
    extension_asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    extension_reason: Mapped[str] = mapped_column(Sealed, default="")
    extension_asked_by_id: Mapped[int | None]
    extended_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    head_told_on: Mapped[date | None]
    agenda_on: Mapped[date | None]


class ComplaintPaper(Base):
    """An issued paper; its facts are sealed, for they hold names. `number` is the reference with a running part."""

    __tablename__ = "complaint_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    sort: Mapped[PaperSort] = mapped_column(Word(PaperSort))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    facts: Mapped[str] = mapped_column(Sealed)
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    job_id: Mapped[str | None] = mapped_column(ForeignKey("job.id"))
    pdf_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    docx_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    job: Mapped[Job | None] = relationship()
    pdf: Mapped[StoredFile | None] = relationship(foreign_keys=[pdf_id])
    docx: Mapped[StoredFile | None] = relationship(foreign_keys=[docx_id])


class Disclosure(Versioned, Base):
    """The other side asks who the complainant is; a second person of the own side decides, for some days."""

    __tablename__ = "complaint_disclosure"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    status: Mapped[DisclosureStatus] = mapped_column(Word(DisclosureStatus))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(Sealed)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answer: Mapped[str] = mapped_column(Sealed, default="")
    until: Mapped[date | None]


class Recusal(Base):
    """Somebody steps back from one complaint, or was made to; the reason is sealed."""

    __tablename__ = "complaint_recusal"
    __table_args__ = (UniqueConstraint("complaint_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    reason: Mapped[str] = mapped_column(Sealed, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class DeclaredTie(Base):
    """Somebody declared a tie (relative, close friend, business) to a person of the roster; both as keyed hashes."""

    __tablename__ = "complaint_tie"
    __table_args__ = (UniqueConstraint("user_key", "person_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_key: Mapped[str] = mapped_column(KEY, index=True)
    person_key: Mapped[str] = mapped_column(KEY)
    about: Mapped[str] = mapped_column(Sealed)
    declared_at: Mapped[datetime] = mapped_column(UTCDateTime)
