"""The items of an agenda."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word

if TYPE_CHECKING:
    from liaison.conferences.models.conferences import Conference


class ItemKind(StrEnum):
    """The first ones are the system's own: ledger of resolutions, fate of the opinions, figures of features."""

    LEDGER = "ledger"
    OPINIONS = "opinions"
    FIGURES = "figures"
    REPORT = "report"
    TOPIC = "topic"


ITEM_KIND_LABELS = {
    ItemKind.LEDGER: N_("议定事项落实"),
    ItemKind.OPINIONS: N_("意见建议办理"),
    ItemKind.FIGURES: N_("数据通报"),
    ItemKind.REPORT: N_("情况通报"),
    ItemKind.TOPIC: N_("议题"),
}


class AgendaItem(Versioned, Base):
    """One item with what was said and what came of it. `outcome` must be there before the conference counts as held.

    `started_at` and `ended_at` are when it really was up. `source` is the feature whose figures stand in `note`, ""
    for all other items.
    """

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(Word(ItemKind), default=ItemKind.TOPIC)
    title: Mapped[str] = mapped_column(String(80))
    presenter: Mapped[str] = mapped_column(String(80), default="")
    minutes_planned: Mapped[int] = mapped_column(default=15)
    source: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    record: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    conference: Mapped["Conference"] = relationship(back_populates="items")

    @property
    def is_current(self) -> bool:
        """Whether it is being spoken of now."""
        return self.started_at is not None and self.ended_at is None


class AgendaChange(Base):
    """A change of an agenda after it had closed, with its reason. `how`: added, amended, removed or reordered."""

    __tablename__ = "agenda_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(40))
    side: Mapped[Side | None] = mapped_column(Word(Side))
    how: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(String(200))
    conference: Mapped["Conference"] = relationship(back_populates="agenda_changes")
