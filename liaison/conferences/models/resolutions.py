"""What was resolved."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.numbers import document_number
from liaison.store.base import Base, Versioned, Word

if TYPE_CHECKING:
    from liaison.conferences.models.agenda import AgendaItem
    from liaison.conferences.models.conferences import Conference


class ResolutionStatus(StrEnum):
    """Where a resolution stands. What is open is carried to the next conference's first item."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


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
    conference: Mapped["Conference"] = relationship(back_populates="resolutions")
    item: Mapped["AgendaItem | None"] = relationship()

    @property
    def full_number(self) -> str:
        """议定〔2026〕3号, or "" before the conference counts as held."""
        return document_number("议定", self.year, self.number) if self.year and self.number else ""
