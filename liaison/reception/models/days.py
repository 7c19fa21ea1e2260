"""Places and days of reception, who is on duty, swaps, and what happened to a day."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.reception.models.lawyers import DutyLawyer
from liaison.store.base import Base, UTCDateTime, Versioned, Word


class HolidayRule(StrEnum):
    """What becomes of a day that falls on a public holiday."""

    SKIP = "skip"
    MOVE = "move"


class DayStatus(StrEnum):
    """Where a reception day stands. One that was moved is planned, on another day than `regular_on`."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


class DutyStatus(StrEnum):
    """Where a lawyer's duty on a day stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    SWAPPED = "swapped"
    SUBSTITUTED = "substituted"
    RELEASED = "released"
    ATTENDED = "attended"
    ABSENT = "absent"


class SwapStatus(StrEnum):
    """Where an offer to swap stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


HOLIDAY_RULE_LABELS = {HolidayRule.SKIP: N_("停一次"), HolidayRule.MOVE: N_("顺延到下一个工作日")}

DAY_LABELS = {
    DayStatus.PLANNED: N_("已安排"),
    DayStatus.HELD: N_("已接访"),
    DayStatus.CANCELLED: N_("已取消"),
    DayStatus.SKIPPED: N_("节假日停接"),
}
DAY_TONES: dict[DayStatus, Tone] = {
    DayStatus.PLANNED: "info",
    DayStatus.HELD: "good",
    DayStatus.CANCELLED: "warn",
    DayStatus.SKIPPED: "neutral",
}

DUTY_LABELS = {
    DutyStatus.PROPOSED: N_("待确认"),
    DutyStatus.CONFIRMED: N_("已确认"),
    DutyStatus.DECLINED: N_("不能值班"),
    DutyStatus.SWAPPED: N_("已换班"),
    DutyStatus.SUBSTITUTED: N_("已由他人替班"),
    DutyStatus.RELEASED: N_("不再值班"),
    DutyStatus.ATTENDED: N_("已到岗"),
    DutyStatus.ABSENT: N_("缺勤"),
}
DUTY_TONES: dict[DutyStatus, Tone] = {
    DutyStatus.PROPOSED: "info",
    DutyStatus.CONFIRMED: "good",
    DutyStatus.DECLINED: "warn",
    DutyStatus.SWAPPED: "neutral",
    DutyStatus.SUBSTITUTED: "neutral",
    DutyStatus.RELEASED: "neutral",
    DutyStatus.ATTENDED: "good",
    DutyStatus.ABSENT: "warn",
}

SWAP_LABELS = {
    SwapStatus.OFFERED: N_("等待接受"),
    SwapStatus.ACCEPTED: N_("已换班"),
    SwapStatus.REFUSED: N_("未被接受"),
    SwapStatus.WITHDRAWN: N_("已撤回"),
    SwapStatus.LAPSED: N_("已过期"),
}

ON_DUTY = frozenset({DutyStatus.PROPOSED, DutyStatus.CONFIRMED, DutyStatus.ATTENDED})
"""Who holds a seat of the day; every other duty is over, and its seat open again."""


class ReceptionPlace(Versioned, Base):
    """Where reception days are held: a room of a court, on one day of the week. `weekday`: 0 is Monday."""

    __tablename__ = "reception_place"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    court_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    address: Mapped[str] = mapped_column(String(120), default="")
    weekday: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[time] = mapped_column(Time)
    ends_at: Mapped[time] = mapped_column(Time)
    seats: Mapped[int] = mapped_column(default=2)
    holiday_rule: Mapped[HolidayRule] = mapped_column(Word(HolidayRule), default=HolidayRule.MOVE)
    is_active: Mapped[bool] = mapped_column(default=True)


class ReceptionDay(Versioned, Base):
    """One reception day at one place.

    `regular_on` is the weekly day that it stands for: another one than `on` where a holiday or the office moved it;
    `holiday` names the holiday that moved or skipped it, `reason` why the office moved or cancelled it. Lawyers see
    their duties once it is published. `proposal` keeps why each was chosen or passed over (`rules.proposal`).
    """

    __tablename__ = "reception_day"
    __table_args__ = (
        UniqueConstraint("place_id", "on"),
        Index("ix_reception_day_on", "on", "id"),
        Index("ix_reception_day_status", "status", "on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("reception_place.id"))
    on: Mapped[date]
    regular_on: Mapped[date]
    starts_at: Mapped[time] = mapped_column(Time)
    ends_at: Mapped[time] = mapped_column(Time)
    seats: Mapped[int] = mapped_column(default=2)
    status: Mapped[DayStatus] = mapped_column(Word(DayStatus), default=DayStatus.PLANNED)
    holiday: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    proposal: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    place: Mapped[ReceptionPlace] = relationship(lazy="joined", innerjoin=True)
    duties: Mapped[list["Duty"]] = relationship(order_by="Duty.id", back_populates="day", lazy="selectin")
    events: Mapped[list["ReceptionEvent"]] = relationship(order_by="ReceptionEvent.id", back_populates="day")

    @property
    def is_moved(self) -> bool:
        """Whether it is held on another day than the weekly one."""
        return self.on != self.regular_on

    @property
    def on_duty(self) -> list["Duty"]:
        """The duties that hold a seat."""
        return [duty for duty in self.duties if duty.status in ON_DUTY]

    @property
    def open_seats(self) -> int:
        """How many seats nobody holds; 0 for a day that is not to be held."""
        return max(0, self.seats - len(self.on_duty)) if self.status is DayStatus.PLANNED else 0

    @property
    def begins_at(self) -> datetime:
        """The moment at which it begins."""
        return datetime.combine(self.on, self.starts_at, clock.LOCAL)

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return datetime.combine(self.on, self.ends_at) - datetime.combine(self.on, self.starts_at)


class OldDay(Base):
    """What the ledger of a reception day from before this installation counts; its visitors are no records here.

    `people` (人), `attendances` (人次), `matters` (件), `advised` (人次): as `queries.counting` counts visits.
    """

    __tablename__ = "old_reception_day"

    day_id: Mapped[int] = mapped_column(ForeignKey("reception_day.id"), primary_key=True, autoincrement=False)
    people: Mapped[int] = mapped_column(default=0)
    attendances: Mapped[int] = mapped_column(default=0)
    matters: Mapped[int] = mapped_column(default=0)
    advised: Mapped[int] = mapped_column(default=0)


class Duty(Versioned, Base):
    """One lawyer on one day. Who is freed and put back keeps the row; who takes over gets a row of his or her own.

    `reason`: why the office chose against the proposal, why a lawyer declined, was replaced, or was absent.
    """

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("day_id", "lawyer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("reception_day.id"), index=True)
    lawyer_id: Mapped[int] = mapped_column(ForeignKey("duty_lawyer.id"), index=True)
    status: Mapped[DutyStatus] = mapped_column(Word(DutyStatus), default=DutyStatus.PROPOSED, index=True)
    is_override: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(500), default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("duty.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    day: Mapped[ReceptionDay] = relationship(back_populates="duties", lazy="joined", innerjoin=True)
    lawyer: Mapped[DutyLawyer] = relationship(lazy="joined", innerjoin=True)

    @property
    def is_on(self) -> bool:
        """Whether it holds a seat of the day."""
        return self.status in ON_DUTY


class Swap(Versioned, Base):
    """An offer to swap: to one colleague or, without `to_id`, to whoever volunteers.

    `for_duty_id`: the colleague's own duty that is asked for in exchange; without it the colleague takes over.
    """

    __tablename__ = "duty_swap"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"), index=True)
    to_id: Mapped[int | None] = mapped_column(ForeignKey("duty_lawyer.id"), index=True)
    for_duty_id: Mapped[int | None] = mapped_column(ForeignKey("duty.id"))
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("duty_lawyer.id"))
    status: Mapped[SwapStatus] = mapped_column(Word(SwapStatus), default=SwapStatus.OFFERED, index=True)
    note: Mapped[str] = mapped_column(String(200), default="")
    offered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    duty: Mapped[Duty] = relationship(foreign_keys=[duty_id], lazy="joined", innerjoin=True)
    for_duty: Mapped[Duty | None] = relationship(foreign_keys=[for_duty_id])
    to: Mapped[DutyLawyer | None] = relationship(foreign_keys=[to_id])
    taken_by: Mapped[DutyLawyer | None] = relationship(foreign_keys=[taken_by_id])


class ReceptionEvent(Base):
    """A line of a day's timeline: which verb, when, by whom, on which lawyer, with what note."""

    __tablename__ = "reception_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("reception_day.id"), index=True)
    verb: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(40), default="")
    side: Mapped[Side | None] = mapped_column(Word(Side))
    lawyer: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    day: Mapped[ReceptionDay] = relationship(back_populates="events")
