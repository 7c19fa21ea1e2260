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


SICHUAN, PETITIONS = "四川2022年规定", "信访工作条例"
LODGED, RECEIVED = N_("提交之日"), N_("收到之日")
SUPPLEMENT = N_("要求补正期间")
D, W = Unit.CALENDAR_DAYS, Unit.WORKING_DAYS
K = ClockKind
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
        FirstClock("complaint_accept", "lawyer_to_judge", N_("决定是否受理"), 2, W, K.PROMISE, LODGED,
                   pauses=SUPPLEMENT),
        FirstClock("complaint_accept_limit", "lawyer_to_judge", N_("决定是否受理的最长时间"), 10, W, K.MODELLED, LODGED,
                   SICHUAN, SUPPLEMENT),
        FirstClock("complaint_transfer", "lawyer_to_judge", N_("移送法院"), 2, W, K.PROMISE, N_("受理之日")),
        FirstClock("complaint_objection", "lawyer_to_judge", N_("法院提出异议"), 5, W, K.MODELLED, N_("移送之日"),
                   f"{PETITIONS}第23条"),
        FirstClock("complaint_acknowledge", "lawyer_to_judge", N_("法院告知"), 15, D, K.MODELLED, N_("移送之日"),
                   f"{PETITIONS}第23条"),
        FirstClock("complaint_check", "lawyer_to_judge", N_("核查"), 30, D, K.PROMISE, N_("签收之日")),
        FirstClock("complaint_check_limit", "lawyer_to_judge", N_("核查的最长时间"), 60, D, K.MODELLED, N_("签收之日"),
                   f"{PETITIONS}第34条"),
        FirstClock("complaint_check_extension", "lawyer_to_judge", N_("核查延期（经批准）"), 30, D, K.MODELLED,
                   N_("核查最长时间届满之日"), f"{PETITIONS}第34条"),
        FirstClock("complaint_refer", "lawyer_to_judge", N_("转办"), 5, W, K.PROMISE, N_("决定转办之日")),
        FirstClock("complaint_reply", "lawyer_to_judge", N_("反馈处理结果"), 2, W, K.PROMISE, N_("作出结论之日")),
        FirstClock("re_examination_ask", "lawyer_to_judge", N_("申请复查"), 30, D, K.MODELLED, N_("收到答复之日"),
                   f"{PETITIONS}第35条"),
        FirstClock("re_examination", "lawyer_to_judge", N_("作出复查意见"), 30, D, K.MODELLED, N_("收到复查申请之日"),
                   f"{PETITIONS}第35条"),
        FirstClock("complaint_close", "lawyer_to_judge", N_("自动办结"), 30, D, K.PROMISE, N_("答复之日")),
        FirstClock("obstruction_check", "lawyer_to_judge", N_("检察院审查妨碍执业的申诉控告"), 10, D, K.LAW,
                   N_("检察院受理之日"), "人民检察院刑事诉讼规则第58条"),
        FirstClock("suggestion_vet", "judge_to_lawyer", N_("法院审核移送"), 3, W, K.PROMISE, LODGED),
        FirstClock("suggestion_receive", "judge_to_lawyer", N_("律师协会登记"), 7, W, K.MODELLED, RECEIVED, SICHUAN),
        FirstClock("discipline_docket", "judge_to_lawyer", N_("决定是否立案"), 10, W, K.UNVERIFIED, N_("登记之日")),
        FirstClock("discipline_notify", "judge_to_lawyer", N_("通知被投诉律师"), 10, W, K.UNVERIFIED, N_("立案之日")),
        FirstClock("discipline_defend", "judge_to_lawyer", N_("提交申辩"), 20, W, K.UNVERIFIED, N_("收到通知之日")),
        FirstClock("discipline_investigate", "judge_to_lawyer", N_("调查"), 60, D, K.PROMISE, N_("立案之日")),
        FirstClock("hearing_ask", "judge_to_lawyer", N_("申请听证"), 7, D, K.MODELLED, N_("收到听证告知之日"),
                   "北京律协规则"),
        FirstClock("discipline_serve", "judge_to_lawyer", N_("送达处分决定"), 15, W, K.UNVERIFIED, N_("作出决定之日")),
        FirstClock("discipline_re_examination", "judge_to_lawyer", N_("申请省律协复查"), 30, W, K.UNVERIFIED,
                   N_("收到决定之日")),
        FirstClock("discipline_feedback", "judge_to_lawyer", N_("向法院反馈结果"), 7, W, K.MODELLED, N_("作出决定之日"),
                   SICHUAN),
    )
}  # fmt: skip
"""The limits that features count with; they hold until the rows are filled in."""


def limit(key: str) -> Limit:
    """How long the limit of that name is now. KeyError for a name that no feature knows."""
    return _limits().get(key) or Limit(FIRST_IN_USE[key].amount, FIRST_IN_USE[key].unit)


def describe(key: str) -> "Clock | FirstClock":
    """The rule behind a limit: its name, kind and article. KeyError for a name that no feature knows."""

    def load() -> dict[str, Clock]:
        return {row.key: row for row in db.session.scalars(select(Clock))}

    return remembered("clocks", load).get(key) or FIRST_IN_USE[key]


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
