"""Thresholds as rows: single numbers that the office may set within the bounds that a law or a promise draws."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core.messages import N_
from liaison.store.base import Base, Versioned, db
from liaison.store.remembered import remembered

NEAR_DAYS: Final = "near_days"
SWAP_HOURS: Final = "reception_swap_hours"
ANSWERS_LEAST: Final = "answers_least"
ANSWERS_FULL: Final = "answers_full"
ANSWERS_PUBLISH: Final = "answers_publish"
BAND_EXCELLENT: Final = "band_excellent"
BAND_GOOD: Final = "band_good"
BAND_FAIR: Final = "band_fair"
RATINGS_OVERDUE: Final = "ratings_overdue"
ACTIVATION_DAYS: Final = "activation_days"


class Threshold(Versioned, Base):
    """One number that differs, or once differed, from the one to begin with."""

    __tablename__ = "threshold"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    value: Mapped[int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number to begin with, how far it may be set, and why no further."""

    label: str
    first: int
    lowest: int
    highest: int
    unit: str
    about: str


THRESHOLDS: Final = {
    NEAR_DAYS: Bounds(
        label=N_("临近期限的提示"),
        first=7,
        lowest=1,
        highest=30,
        unit=N_("自然日"),
        about=N_("期限届满前这么多日起，列表和待办以“临近”标出。"),
    ),
    SWAP_HOURS: Bounds(
        label=N_("接访值班最迟换班时间"),
        first=24,
        lowest=12,
        highest=72,
        unit=N_("小时（接访开始前）"),
        about=N_("过了这个时间，值班律师不能自行换班，由律师协会安排替班。"),
    ),
    ANSWERS_LEAST: Bounds(
        label=N_("显示统计的最少份数"), first=5, lowest=5, highest=50, unit=N_("份答卷"),
        about=N_("不足这么多份，问卷和评价的统计一概不显示。"),
    ),
    ANSWERS_FULL: Bounds(
        label=N_("显示比例和个人反馈的最少份数"), first=10, lowest=10, highest=100, unit=N_("份答卷"),
        about=N_("不足这么多份，只显示人数，不显示比例和区间；个人反馈也从这么多份起。"),
    ),
    ANSWERS_PUBLISH: Bounds(
        label=N_("公布或用于评价的最少份数"), first=18, lowest=10, highest=200, unit=N_("份答卷"),
        about=N_("不足这么多份，结果只供双方经办人参考，不向其他人公布。"),
    ),
    BAND_EXCELLENT: Bounds(
        label=N_("得分等次：优秀"), first=90, lowest=50, highest=100, unit=N_("分"),
        about=N_("十项合计百分制，得分不低于此数为优秀。"),
    ),
    BAND_GOOD: Bounds(
        label=N_("得分等次：良好"), first=80, lowest=40, highest=100, unit=N_("分"),
        about=N_("十项合计百分制，得分不低于此数为良好。"),
    ),
    BAND_FAIR: Bounds(
        label=N_("得分等次：一般"), first=60, lowest=20, highest=100, unit=N_("分"),
        about=N_("十项合计百分制，得分不低于此数为一般，低于此数为较差。"),
    ),
    RATINGS_OVERDUE: Bounds(
        label=N_("逾期未评的限制"), first=0, lowest=0, highest=20, unit=N_("件"),
        about=N_("一年内逾期未评达到此数的人，暂不能查看关于本人的汇总；0 为不限制。"),
    ),
    ACTIVATION_DAYS: Bounds(
        label=N_("激活账户的提醒"), first=3, lowest=0, highest=6, unit=N_("日（代码到期前）"),
        about=N_("代码到期前这么多日、再到前一日，各发一次邮件提醒登记了邮箱而没有激活账户的人；0 为不提醒。"),
    ),
}  # fmt: skip
"""Every threshold that a feature reads, by key."""


def value(key: str) -> int:
    """The number as the office has set it, or the one to begin with. KeyError for a key that nobody declared."""
    return remembered("thresholds", _load).get(key, THRESHOLDS[key].first)


def _load() -> dict[str, int]:
    rows = db.session.execute(select(Threshold.key, Threshold.value))
    return {key: value for key, value in rows}
