"""What was resolved, and how it comes on."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word

if TYPE_CHECKING:
    from liaison.conferences.models.agenda import AgendaItem
    from liaison.conferences.models.conferences import Conference


class ResolutionStatus(StrEnum):
    """Where a resolution stands. What is open or under way is carried to the next conference of its kind.

    Extended, resting and overdue are no states: dates and counts tell them.
    """

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


RESOLUTION_LABELS = {
    ResolutionStatus.OPEN: N_("待办理"),
    ResolutionStatus.UNDER_WAY: N_("办理中"),
    ResolutionStatus.DONE: N_("已落实"),
    ResolutionStatus.CANCELLED: N_("已取消"),
}
RESOLUTION_TONES: dict[ResolutionStatus, Tone] = {
    ResolutionStatus.OPEN: "neutral",
    ResolutionStatus.UNDER_WAY: "info",
    ResolutionStatus.DONE: "good",
    ResolutionStatus.CANCELLED: "neutral",
}


UNSETTLED = frozenset({ResolutionStatus.OPEN, ResolutionStatus.UNDER_WAY})


class Resolution(Versioned, Base):
    """What was resolved, who leads it and by when. Its number is given when the conference counts as held.
    `full_number` (议定〔2026〕3号) is empty until then.

    `done_on` and `done_note` tell of its end, by confirmation or by cancellation. Before `rest_until` it rests: nobody
    is reminded and it is not overdue. `is_reported`: a later conference of its kind has heard of its end; until then it
    stands on the agenda of the next one. `lead_side` None: a unit of neither side, or one known by its name alone.
    """

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_resolution_status_due", "status", "due_on", "id"),
        # The tabs of the ledger and its list of units count and read from these alone, however many rows there are.
        Index("ix_resolution_tabs", "status", "lead_side", "number", "due_on", "rest_until", "extensions"),
        Index("ix_resolution_leads", "lead_name", "number", "due_on", "id"),
        Index("ix_resolution_unreported", "is_reported", "conference_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]
    year: Mapped[int | None]
    number: Mapped[int | None]
    full_number: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    lead_name: Mapped[str] = mapped_column(String(80), default="")
    lead_side: Mapped[Side | None] = mapped_column(Word(Side))
    joint_names: Mapped[list[str]] = mapped_column(JSON, default=list)
    person: Mapped[str] = mapped_column(String(40), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None]
    extensions: Mapped[int] = mapped_column(default=0, server_default="0")
    rest_until: Mapped[date | None]
    status: Mapped[ResolutionStatus] = mapped_column(Word(ResolutionStatus), default=ResolutionStatus.OPEN)
    done_on: Mapped[date | None]
    done_note: Mapped[str] = mapped_column(String(500), default="")
    confirmed_by: Mapped[str] = mapped_column(String(40), default="")
    is_reported: Mapped[bool] = mapped_column(default=False, server_default=false())
    conference: Mapped["Conference"] = relationship(back_populates="resolutions")
    item: Mapped["AgendaItem | None"] = relationship()
    joint_units: Mapped[list["JointUnit"]] = relationship(cascade="all, delete-orphan", order_by="JointUnit.unit_id")
    milestones: Mapped[list["Milestone"]] = relationship(
        cascade="all, delete-orphan", order_by="Milestone.due_on, Milestone.id", back_populates="resolution"
    )
    events: Mapped[list["ResolutionEvent"]] = relationship(
        cascade="all, delete-orphan", order_by="ResolutionEvent.id", back_populates="resolution"
    )

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is expected."""
        return self.status not in UNSETTLED


class JointUnit(Base):
    """A joint unit of the directory; its name as it was stands in `joint_names`."""

    __tablename__ = "resolution_joint_unit"

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, index=True)


class Milestone(Base):
    """A step on the way, with its day; `reached_on` once it was taken."""

    __tablename__ = "resolution_milestone"

    id: Mapped[int] = mapped_column(primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    due_on: Mapped[date]
    reached_on: Mapped[date | None]
    resolution: Mapped[Resolution] = relationship(back_populates="milestones")


class ResolutionEvent(Base):
    """A line of the timeline: which verb, when, by whom, with what note; `facts` hold days and names before and after.

    A line of the verb "report" is a note on progress and takes files of its own.
    """

    __tablename__ = "resolution_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), index=True)
    verb: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    resolution: Mapped[Resolution] = relationship(back_populates="events")


class CarriedResolution(Base):
    """A resolution in item 1 of a conference that was held, as that conference found it. Never changed afterwards."""

    __tablename__ = "carried_resolution"

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), primary_key=True, index=True)
    status: Mapped[ResolutionStatus] = mapped_column(Word(ResolutionStatus))
    due_on: Mapped[date | None]
    rest_until: Mapped[date | None]
    age: Mapped[int]
    progress: Mapped[str] = mapped_column(Text, default="")
    resolution: Mapped[Resolution] = relationship()
    conference: Mapped["Conference"] = relationship()
