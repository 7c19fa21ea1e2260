"""Time limits as rows: how long, since when, by what rule. No feature has a number of days of its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core.calendar import Due, Limit, Unit, add_working_days, due
from liaison.core.messages import N_
from liaison.store.base import Base, Versioned, Word, db
from liaison.store.holidays import arrangements
from liaison.store.remembered import remembered

OPINION_REPLY: Final = "opinion_reply"
OPINION_EXTENSION: Final = "opinion_extension"
OPINION_CLOSE: Final = "opinion_close"
MINUTES_COMMENT: Final = "minutes_comment"
RATING_ANSWER: Final = "rating_answer"
AGENDA_CLOSE: Final = "agenda_close"
RECEPTION_FOLLOW_UP: Final = "reception_follow_up"
REFERRAL_RECEIPT: Final = "referral_receipt"
LEGAL_AID_DECISION: Final = "legal_aid_decision"
LEGAL_AID_ASSIGNMENT: Final = "legal_aid_assignment"


class ClockKind(StrEnum):
    """How binding a time limit is. The page names the kind: a promise is never shown as law."""

    LAW = "law"
    ADOPTED = "adopted"
    PROMISE = "promise"
    MODELLED = "modelled"
    UNVERIFIED = "unverified"


KIND_LABELS: Final = {
    ClockKind.LAW: N_("法定"),
    ClockKind.ADOPTED: N_("本地制度"),
    ClockKind.PROMISE: N_("承诺"),
    ClockKind.MODELLED: N_("承诺，参照外地或其他领域规定"),
    ClockKind.UNVERIFIED: N_("待核实"),
}


class Clock(Versioned, Base):
    """One time limit. `article` is where the rule or its model stands; `verified_on` when it was last read there."""

    __tablename__ = "clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    group: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(60))
    amount: Mapped[int]
    unit: Mapped[Unit] = mapped_column(Word(Unit))
    starts: Mapped[str] = mapped_column(String(60))
    pauses: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[ClockKind] = mapped_column(Word(ClockKind))
    article: Mapped[str] = mapped_column(String(120), default="")
    verified_on: Mapped[date | None]
    position: Mapped[int]


@dataclass(frozen=True, slots=True)
class FirstClock:
    """A time limit as a new installation has it."""

    key: str
    group: str
    name: str
    amount: int
    unit: Unit
    kind: ClockKind
    starts: str
    article: str = ""
    pauses: str = ""


FIRST_IN_USE: Final = {
    first.key: first
    for first in (
        FirstClock(OPINION_REPLY, "opinions", N_("意见建议答复"), 30, Unit.CALENDAR_DAYS, ClockKind.PROMISE,
                   N_("审核通过之日")),
        FirstClock(OPINION_EXTENSION, "opinions", N_("答复延期（一次）"), 30, Unit.CALENDAR_DAYS, ClockKind.PROMISE,
                   N_("原答复期限届满之日")),
        FirstClock(OPINION_CLOSE, "opinions", N_("意见建议自动办结"), 30, Unit.CALENDAR_DAYS, ClockKind.PROMISE,
                   N_("答复之日")),
        FirstClock(MINUTES_COMMENT, "conferences", N_("会议纪要征求意见"), 5, Unit.WORKING_DAYS, ClockKind.PROMISE,
                   N_("纪要送双方征求意见之日")),
        FirstClock(AGENDA_CLOSE, "conferences", N_("议程截止（会前）"), 3, Unit.WORKING_DAYS, ClockKind.PROMISE,
                   N_("会议召开之日向前")),
        FirstClock(RECEPTION_FOLLOW_UP, "reception", N_("接访回访"), 30, Unit.CALENDAR_DAYS, ClockKind.PROMISE,
                   N_("接访之日")),
        FirstClock(REFERRAL_RECEIPT, "reception", N_("接访转交签收"), 5, Unit.WORKING_DAYS, ClockKind.PROMISE,
                   N_("转交之日")),
        FirstClock(LEGAL_AID_DECISION, "reception", N_("法律援助机构作出决定"), 7, Unit.CALENDAR_DAYS, ClockKind.LAW,
                   N_("收到申请之日"), "法律援助法第43条"),
        FirstClock(LEGAL_AID_ASSIGNMENT, "reception", N_("法律援助机构指派"), 3, Unit.CALENDAR_DAYS, ClockKind.LAW,
                   N_("决定之日"), "法律援助法第43条"),
        FirstClock(RATING_ANSWER, "ratings", N_("个案互评"), 7, Unit.CALENDAR_DAYS, ClockKind.PROMISE,
                   N_("案件办结登记之日")),
    )
}  # fmt: skip
"""The limits that features count with; they hold until the rows are filled in."""


def limit(key: str) -> Limit:
    """How long the limit of that name is now. KeyError for a name that no feature knows."""
    return _limits().get(key) or Limit(FIRST_IN_USE[key].amount, FIRST_IN_USE[key].unit)


def due_of(key: str, start: date) -> Due:
    """The day on which the limit of that name ends when it starts on `start`, by the arrangements now known."""
    return due(start, limit(key), arrangements())


def day_before(key: str, day: date) -> date:
    """The last day of a limit that runs backwards from a day, such as the last one to change an agenda."""
    found = limit(key)
    if found.unit is Unit.CALENDAR_DAYS:
        return day - timedelta(days=found.amount)
    return add_working_days(day, -found.amount, arrangements()).on if found.amount else day


def _limits() -> dict[str, Limit]:
    def load() -> dict[str, Limit]:
        rows = db.session.execute(select(Clock.key, Clock.amount, Clock.unit))
        return {key: Limit(amount, unit) for key, amount, unit in rows}

    return remembered("limits", load)
