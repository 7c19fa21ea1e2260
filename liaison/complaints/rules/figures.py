"""Figures that leave the side that owns them: finished years only, no cell of 1 to 4, smaller groups merged into one.

A year that is over does not change and does not overlap with another: nobody finds a single complaint by comparing two
periods, or by looking again tomorrow.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from liaison.core.declaration import LEAST_SHOWN
from liaison.core.messages import N_

LEAST: Final = LEAST_SHOWN
OTHERS: Final = N_("其他合计")
COUNTED: Final = ("received", "accepted", "replied", "in_time", "founded", "rated", "pleased")


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of one group."""

    group: str
    received: int = 0
    accepted: int = 0
    replied: int = 0
    in_time: int = 0
    founded: int = 0
    rated: int = 0
    pleased: int = 0

    def with_(self, other: Any) -> "Counts":
        """Both together under the name of the first."""
        return Counts(self.group, *(getattr(self, name) + getattr(other, name) for name in COUNTED))


def grouped(cells: Iterable[Any], name_of: Callable[[Any], str]) -> list[Counts]:
    """The cells in groups, in the order of their names."""
    found: dict[Hashable, Counts] = {}
    for cell in cells:
        name = name_of(cell)
        found[name] = found.get(name, Counts(name)).with_(cell)
    return [found[name] for name in sorted(found)]  # type: ignore[type-var]


def total(rows: Iterable[Any], label: str) -> Counts:
    """All in one."""
    found = Counts(label)
    for row in rows:
        found = found.with_(row)
    return found


def is_small(row: Counts) -> bool:
    """Whether a cell would tell of 1 to 4 complaints, or of all but so few."""
    rests = (
        row.received - row.accepted, row.accepted - row.replied, row.replied - row.in_time, row.replied - row.founded,
        row.replied - row.rated, row.rated - row.pleased,
    )  # fmt: skip
    return any(0 < number < LEAST for number in (*(getattr(row, name) for name in COUNTED), *rests))


def only_received(row: Counts) -> Counts:
    """How many came, and nothing else: for rows of which more would tell too much."""
    return Counts(row.group, row.received)


def mirrored(rows: Sequence[Counts]) -> list[Counts]:
    """Rows as the other side may see them: how many came by group, none of 1 to 4, smaller ones merged.

    A rest that stays small takes the next smallest group along, so that it cannot be counted back from the total.
    Nothing is left of a table whose total is small itself.
    """
    bare = [only_received(row) for row in rows if row.received]
    kept = [row for row in bare if row.received >= LEAST]
    rest = total((row for row in bare if row.received < LEAST), OTHERS)
    while 0 < rest.received < LEAST and kept:
        smallest = min(kept, key=lambda row: row.received)
        kept.remove(smallest)
        rest = rest.with_(smallest)
    if rest.received >= LEAST:
        kept.append(rest)
    return kept


def told_total(whole: Counts) -> Counts | None:
    """The total as the other side may see it: whole, or only how many came, or nothing."""
    if whole.received < LEAST:
        return None
    return only_received(whole) if is_small(whole) else whole


def last_year(today: date) -> tuple[date, date]:
    """The last year that is over: what the other side is told of."""
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


def pairs(categories: Iterable[Any]) -> Mapping[int, str]:
    """Category id -> the codes of its pair in both lists ("C / F"); categories without one are absent."""
    rows = list(categories)
    by_code = {row.code: row for row in rows}
    found: dict[int, str] = {}
    for row in rows:
        if row.mirror and row.mirror in by_code:
            first, second = sorted((row, by_code[row.mirror]), key=lambda one: one.direction != "lawyer_to_judge")
            found[row.id] = f"{first.code[0]} / {second.code[0]}"
    return found
