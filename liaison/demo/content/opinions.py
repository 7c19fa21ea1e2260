"""The opinions of the demonstration city."""

from dataclasses import dataclass
from typing import Final, Literal

from liaison.core.sides import Side
from liaison.demo.content.source import read

CATEGORIES: Final = (
    "立案", "阅卷", "开庭排期", "庭审", "送达", "保全", "执行", "调查令", "安检", "退费", "诉前调解", "律师权利",
    "律师执业", "诉讼服务", "其他",
)  # fmt: skip


@dataclass(frozen=True)
class Opinion:
    """An opinion. Offsets are days from its conference; one not yet screened has no lead unit, one without reply none.

    `proposer` is a person's name (kind "person") or a unit's short name.
    """

    key: str
    conference: str
    side: Side
    category: str
    title: str
    text: str
    grounds: str
    wanted: str
    proposer_kind: Literal["person", "firm", "court", "association"]
    proposer: str
    is_name_withheld: bool
    lodged_offset: int
    screened_offset: int | None
    replied_offset: int | None
    lead: str | None
    joint: tuple[str, ...]
    reply: str
    outcome: Literal["A", "B", "C", "D"] | None


def opinions() -> tuple[Opinion, ...]:
    """Give all opinions, by conference and side."""
    return tuple(
        Opinion(**{**row, "side": Side(row["side"]), "joint": tuple(row["joint"])}) for row in read("opinions")
    )
