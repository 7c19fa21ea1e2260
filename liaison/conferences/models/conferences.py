"""A conference and where it stands."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.papers import Paper

if TYPE_CHECKING:
    from liaison.conferences.models.agenda import AgendaChange, AgendaItem
    from liaison.conferences.models.attendance import Attendance
    from liaison.conferences.models.minutes import (
        ArchivedMinutes,
        MinutesComment,
        MinutesIssue,
        MinutesRevision,
        Reopening,
    )
    from liaison.conferences.models.resolutions import Resolution


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


class Conference(Versioned, Base):
    """One conference. `circulated_at` starts the clock of comments on the minutes; they get their number at issue.

    `paper` is the issue in force, also while the minutes are reopened. `is_from_archive`: entered from old minutes,
    held before this installation.
    `ordinal` is None once a cancelled one gave it back to the next. `door_token` is the secret in the address of the
    self check-in. `contact` is whom to ask, as the notice prints it; `reply_by` the last day for reply slips.
    """

    __tablename__ = "conference"
    __table_args__ = (
        UniqueConstraint("kind", "ordinal"),
        UniqueConstraint("minutes_year", "minutes_number"),
        UniqueConstraint("notice_year", "notice_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ConferenceKind] = mapped_column(Word(ConferenceKind))
    ordinal: Mapped[int | None]
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
    contact: Mapped[str] = mapped_column(String(80), default="")
    reply_by: Mapped[date | None]
    door_token: Mapped[str | None] = mapped_column(String(40), unique=True)
    notice_year: Mapped[int | None]
    notice_number: Mapped[int | None]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    minutes_year: Mapped[int | None]
    minutes_number: Mapped[int | None]
    circulated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    is_from_archive: Mapped[bool] = mapped_column(default=False, server_default=false())
    paper: Mapped[Paper | None] = relationship(foreign_keys=[paper_id])
    notice: Mapped[Paper | None] = relationship(foreign_keys=[notice_id])
    items: Mapped[list["AgendaItem"]] = relationship(
        order_by="AgendaItem.position", back_populates="conference", cascade="all, delete-orphan"
    )
    attendances: Mapped[list["Attendance"]] = relationship(
        order_by="Attendance.position", back_populates="conference", cascade="all, delete-orphan"
    )
    agenda_changes: Mapped[list["AgendaChange"]] = relationship(
        order_by="AgendaChange.id", back_populates="conference", cascade="all, delete-orphan"
    )
    resolutions: Mapped[list["Resolution"]] = relationship(order_by="Resolution.position", back_populates="conference")
    revisions: Mapped[list["MinutesRevision"]] = relationship(
        order_by="MinutesRevision.number", back_populates="conference"
    )
    comments: Mapped[list["MinutesComment"]] = relationship(order_by="MinutesComment.id", back_populates="conference")
    issues: Mapped[list["MinutesIssue"]] = relationship(order_by="MinutesIssue.id", back_populates="conference")
    reopenings: Mapped[list["Reopening"]] = relationship(order_by="Reopening.id", back_populates="conference")
    archived: Mapped["ArchivedMinutes | None"] = relationship(back_populates="conference")

    @property
    def begins_at(self) -> datetime:
        """The moment it begins, aware."""
        return datetime.combine(self.held_on, self.starts_at, tzinfo=clock.LOCAL)

    @property
    def finishes_at(self) -> datetime | None:
        """The moment it ends as planned, aware; None where that is not known."""
        if self.ends_at is None:
            return None
        return datetime.combine(self.held_on, self.ends_at, tzinfo=clock.LOCAL)
