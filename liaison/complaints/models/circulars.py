"""Circulars (通报): drafted by one side from closed complaints, signed by the heads of both, published to members."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.papers import Paper
from liaison.store.sealed import Sealed


class CircularStatus(StrEnum):
    """Where a circular stands."""

    DRAFTED = "drafted"
    PROPOSED = "proposed"
    HALF_SIGNED = "half_signed"
    SIGNED = "signed"
    PUBLISHED = "published"
    DISCARDED = "discarded"
    REVOKED = "revoked"


C = CircularStatus
CIRCULAR_LABELS: Final = {
    C.DRAFTED: N_("起草中"),
    C.PROPOSED: N_("待会签"),
    C.HALF_SIGNED: N_("一方已会签"),
    C.SIGNED: N_("双方已会签"),
    C.PUBLISHED: N_("已发布"),
    C.DISCARDED: N_("已作废"),
    C.REVOKED: N_("已撤销"),
}
CIRCULAR_TONES: Final[dict[CircularStatus, Tone]] = {
    C.DRAFTED: "neutral",
    C.PROPOSED: "warn",
    C.HALF_SIGNED: "warn",
    C.SIGNED: "info",
    C.PUBLISHED: "good",
    C.DISCARDED: "neutral",
    C.REVOKED: "neutral",
}


class Circular(Versioned, Base):
    """One circular. Title and text are sealed until it is published, and stay so: the paper is what members read.

    `is_named`: names of persons complained of may stand in it, for `naming_reason`. `origin`: the ids of the complaints
    it tells of, sealed JSON, once it is published; before that they are rows of `CircularItem`, so that whoever must
    keep away from one of them is kept away from the draft.
    """

    __tablename__ = "complaint_circular"

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[Side] = mapped_column(Word(Side))
    status: Mapped[CircularStatus] = mapped_column(Word(CircularStatus), index=True)
    title: Mapped[str] = mapped_column(Sealed)
    text: Mapped[str] = mapped_column(Sealed)
    is_named: Mapped[bool] = mapped_column(default=False)
    naming_reason: Mapped[str] = mapped_column(Sealed, default="")
    origin: Mapped[str] = mapped_column(Sealed, default="")
    reason: Mapped[str] = mapped_column(Sealed, default="")
    drafted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    bar_signed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    bar_signed_by: Mapped[str] = mapped_column(Sealed, default="")
    bench_signed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    bench_signed_by: Mapped[str] = mapped_column(Sealed, default="")
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), index=True)
    paper: Mapped[Paper | None] = relationship()
    items: Mapped[list["CircularItem"]] = relationship(cascade="all, delete-orphan", order_by="CircularItem.position")

    def signed_at(self, side: Side) -> datetime | None:
        """When the head of a side signed."""
        return self.bar_signed_at if side is Side.BAR else self.bench_signed_at

    def signed_by(self, side: Side) -> str:
        """Who signed for a side."""
        return self.bar_signed_by if side is Side.BAR else self.bench_signed_by


class CircularItem(Base):
    """A complaint that a circular under way tells of."""

    __tablename__ = "complaint_circular_item"

    circular_id: Mapped[int] = mapped_column(ForeignKey("complaint_circular.id"), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), primary_key=True, index=True)
    position: Mapped[int]
