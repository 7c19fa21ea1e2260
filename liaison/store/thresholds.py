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
}
"""Every threshold that a feature reads, by key."""


def value(key: str) -> int:
    """The number as the office has set it, or the one to begin with. KeyError for a key that nobody declared."""
    return remembered("thresholds", _load).get(key, THRESHOLDS[key].first)


def _load() -> dict[str, int]:
    rows = db.session.execute(select(Threshold.key, Threshold.value))
    return {key: value for key, value in rows}
