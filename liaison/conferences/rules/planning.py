"""What a conference is called, and on what day and at what time it may be."""

from datetime import date, time

from liaison.conferences.models import ConferenceKind
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.numbers import chinese_numeral

TITLES = {
    ConferenceKind.REGULAR: N_("第%(ordinal)s次联席会议"),
    ConferenceKind.SPECIAL: N_("第%(ordinal)s次专题联席会议"),
    ConferenceKind.FORUM: N_("第%(ordinal)s次座谈会"),
}


def title_of(kind: ConferenceKind, ordinal: int) -> str:
    """The conference as papers name it: 第五次联席会议."""
    return TITLES[kind] % {"ordinal": chinese_numeral(ordinal)}


def check_day(held_on: date, today: date) -> None:
    """A conference is planned for today or later. Raises RuleBroken on `held_on`."""
    if held_on < today:
        raise RuleBroken(N_("开会日期不能早于今天。"), field="held_on")


def check_times(starts_at: time, ends_at: time | None) -> None:
    """It ends, where that is known, after it begins and on the same day. Raises RuleBroken on `ends_at`."""
    if ends_at is not None and ends_at <= starts_at:
        raise RuleBroken(N_("结束时间应当晚于开始时间。"), field="ends_at")


def check_opening(held_on: date, reason: str, planned_on: date, today: date) -> None:
    """A session that begins on another day than planned says why, and never begins in the future.

    Raises RuleBroken on `held_on` or `reason`.
    """
    if held_on > today:
        raise RuleBroken(N_("实际开会日期不能晚于今天。"), field="held_on")
    if (held_on != planned_on or today < planned_on) and not reason:
        raise RuleBroken(N_("实际开会日期与通知的不同，请填写原因。"), field="reason")
