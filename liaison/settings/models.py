"""The history of settings: what was changed, why, and which deadlines moved with it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.messages import N_
from liaison.store.base import Base, UTCDateTime, Word


class Subject(StrEnum):
    """What kind of setting was changed."""

    HOLIDAYS = "holidays"
    CLOCK = "clock"
    THRESHOLD = "threshold"
    WORDING = "wording"


SUBJECT_LABELS = {
    Subject.HOLIDAYS: N_("节假日安排"),
    Subject.CLOCK: N_("办理期限"),
    Subject.THRESHOLD: N_("提示和门槛"),
    Subject.WORDING: N_("文字和名称"),
}


class SettingChange(Base):
    """One change. `title` names what was changed; `old` and `new` hold its values by their Chinese labels."""

    __tablename__ = "setting_change"
    __table_args__ = (Index("ix_setting_change_thing", "subject", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[Subject] = mapped_column(Word(Subject))
    thing_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(200))
    old: Mapped[dict[str, str]] = mapped_column(JSON)
    new: Mapped[dict[str, str]] = mapped_column(JSON)
    moved_count: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    by_name: Mapped[str] = mapped_column(String(40), default="")
    moved: Mapped[list["MovedDeadline"]] = relationship(order_by="MovedDeadline.id", back_populates="change")


class MovedDeadline(Base):
    """A deadline that a change moved, by the number of its record."""

    __tablename__ = "moved_deadline"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("setting_change.id"), index=True)
    kind_label: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(60))
    old_on: Mapped[date]
    new_on: Mapped[date]
    change: Mapped[SettingChange] = relationship(back_populates="moved")
