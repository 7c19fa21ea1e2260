"""Joint conferences: agenda, attendance, resolutions, minutes and countersignatures."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.numbers import document_number
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.papers import Paper


class ConferenceKind(StrEnum):
    """Each kind has its own running ordinal."""

    REGULAR = "regular"
    SPECIAL = "special"
    FORUM = "forum"


class ConferenceStatus(StrEnum):
    """Where a conference stands."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    IN_SESSION = "in_session"
    HELD = "held"
    CIRCULATED = "circulated"
    COUNTERSIGNED = "countersigned"
    ISSUED = "issued"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class ItemKind(StrEnum):
    """The first two items are made by the system: the ledger of resolutions and the fate of the opinions."""

    LEDGER = "ledger"
    OPINIONS = "opinions"
    REPORT = "report"
    TOPIC = "topic"


class Presence(StrEnum):
    """How somebody invited took part."""

    INVITED = "invited"
    PRESENT = "present"
    IN_ATTENDANCE = "in_attendance"
    EXCUSED = "excused"


class ResolutionStatus(StrEnum):
    """Where a resolution stands. What is open is carried to the next conference's first item."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


KIND_LABELS = {
    ConferenceKind.REGULAR: N_("联席会议"),
    ConferenceKind.SPECIAL: N_("专题联席会议"),
    ConferenceKind.FORUM: N_("座谈会"),
}
STATUS_LABELS = {
    ConferenceStatus.PLANNED: N_("筹备中"),
    ConferenceStatus.ANNOUNCED: N_("已通知"),
    ConferenceStatus.IN_SESSION: N_("会议中"),
    ConferenceStatus.HELD: N_("已召开"),
    ConferenceStatus.CIRCULATED: N_("纪要征求意见"),
    ConferenceStatus.COUNTERSIGNED: N_("已会签"),
    ConferenceStatus.ISSUED: N_("纪要已印发"),
    ConferenceStatus.POSTPONED: N_("已延期"),
    ConferenceStatus.CANCELLED: N_("已取消"),
}
STATUS_TONES: dict[ConferenceStatus, Tone] = {
    ConferenceStatus.PLANNED: "neutral",
    ConferenceStatus.ANNOUNCED: "info",
    ConferenceStatus.IN_SESSION: "info",
    ConferenceStatus.HELD: "warn",
    ConferenceStatus.CIRCULATED: "warn",
    ConferenceStatus.COUNTERSIGNED: "info",
    ConferenceStatus.ISSUED: "good",
    ConferenceStatus.POSTPONED: "warn",
    ConferenceStatus.CANCELLED: "neutral",
}
ITEM_KIND_LABELS = {
    ItemKind.LEDGER: N_("议定事项落实"),
    ItemKind.OPINIONS: N_("意见建议办理"),
    ItemKind.REPORT: N_("情况通报"),
    ItemKind.TOPIC: N_("议题"),
}
PRESENCE_LABELS = {
    Presence.INVITED: N_("应到"),
    Presence.PRESENT: N_("出席"),
    Presence.IN_ATTENDANCE: N_("列席"),
    Presence.EXCUSED: N_("请假"),
}
PRESENCE_TONES: dict[Presence, Tone] = {
    Presence.INVITED: "neutral",
    Presence.PRESENT: "good",
    Presence.IN_ATTENDANCE: "info",
    Presence.EXCUSED: "warn",
}
RESOLUTION_LABELS = {
    ResolutionStatus.OPEN: N_("办理中"),
    ResolutionStatus.DONE: N_("已落实"),
    ResolutionStatus.CANCELLED: N_("已取消"),
}
RESOLUTION_TONES: dict[ResolutionStatus, Tone] = {
    ResolutionStatus.OPEN: "info",
    ResolutionStatus.DONE: "good",
    ResolutionStatus.CANCELLED: "neutral",
}


class Conference(Versioned, Base):
    """One conference. `circulated_at` starts the clock of comments on the minutes; they get their number at issue."""

    __tablename__ = "conference"
    __table_args__ = (UniqueConstraint("kind", "ordinal"), UniqueConstraint("minutes_year", "minutes_number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ConferenceKind] = mapped_column(Word(ConferenceKind))
    ordinal: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    convening_side: Mapped[Side] = mapped_column(Word(Side))
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time]
    ends_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(80))
    chair: Mapped[str] = mapped_column(String(60))
    recorder: Mapped[str] = mapped_column(String(60), default="")
    status: Mapped[ConferenceStatus] = mapped_column(Word(ConferenceStatus), index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    minutes_year: Mapped[int | None]
    minutes_number: Mapped[int | None]
    circulated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    paper: Mapped[Paper | None] = relationship()
    items: Mapped[list["AgendaItem"]] = relationship(
        order_by="AgendaItem.position", back_populates="conference", cascade="all, delete-orphan"
    )
    attendances: Mapped[list["Attendance"]] = relationship(
        order_by="Attendance.position", back_populates="conference", cascade="all, delete-orphan"
    )
    resolutions: Mapped[list["Resolution"]] = relationship(order_by="Resolution.position", back_populates="conference")
    revisions: Mapped[list["MinutesRevision"]] = relationship(
        order_by="MinutesRevision.number", back_populates="conference"
    )

    @property
    def begins_at(self) -> datetime:
        """The moment it begins, aware."""
        return datetime.combine(self.held_on, self.starts_at, tzinfo=clock.LOCAL)


class AgendaItem(Versioned, Base):
    """One item with what was said and what came of it. `outcome` must be there before the conference counts as held."""

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(Word(ItemKind), default=ItemKind.TOPIC)
    title: Mapped[str] = mapped_column(String(80))
    presenter: Mapped[str] = mapped_column(String(80), default="")
    minutes_planned: Mapped[int] = mapped_column(default=15)
    record: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    conference: Mapped[Conference] = relationship(back_populates="items")


class Attendance(Base):
    """Somebody invited, with name, unit and office as they were on the day."""

    __tablename__ = "attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(80))
    office: Mapped[str] = mapped_column(String(40), default="")
    side: Mapped[Side | None] = mapped_column(Word(Side))
    presence: Mapped[Presence] = mapped_column(Word(Presence), default=Presence.INVITED)
    reason: Mapped[str] = mapped_column(String(80), default="")
    conference: Mapped[Conference] = relationship(back_populates="attendances")


class Resolution(Versioned, Base):
    """What was resolved, who leads it and by when. Its number is given when the conference counts as held.

    `done_on` and `done_note` tell of its end, by confirmation or by cancellation.
    """

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_resolution_status_due", "status", "due_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]
    year: Mapped[int | None]
    number: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    lead_name: Mapped[str] = mapped_column(String(80), default="")
    joint_names: Mapped[list[str]] = mapped_column(JSON, default=list)
    person: Mapped[str] = mapped_column(String(40), default="")
    due_on: Mapped[date | None]
    status: Mapped[ResolutionStatus] = mapped_column(Word(ResolutionStatus), default=ResolutionStatus.OPEN)
    done_on: Mapped[date | None]
    done_note: Mapped[str] = mapped_column(String(500), default="")
    confirmed_by: Mapped[str] = mapped_column(String(40), default="")
    conference: Mapped[Conference] = relationship(back_populates="resolutions")
    item: Mapped[AgendaItem | None] = relationship()

    @property
    def full_number(self) -> str:
        """议定〔2026〕3号, or "" before the conference counts as held."""
        return document_number("议定", self.year, self.number) if self.year and self.number else ""


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
    conference: Mapped[Conference] = relationship(back_populates="revisions")
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
