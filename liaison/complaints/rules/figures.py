"""Figures that leave the side that owns them: no cell of 1 to 4, smaller groups merged into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liaison.core.messages import N_

LEAST: Final = 5
OTHERS: Final = N_("其他类别合计")


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of one group. `days` None: nothing replied yet, or not told."""

    group: str
    received: int
    accepted: int = 0
    replied: int = 0
    founded: int = 0
    days: int | None = None

    def with_(self, other: "Counts", group: str) -> "Counts":
        """Both together under another name."""
        return Counts(
            group,
            self.received + other.received,
            self.accepted + other.accepted,
            self.replied + other.replied,
            self.founded + other.founded,
        )


def cells(row: Counts) -> tuple[int, ...]:
    """The numbers of a row."""
    return (row.received, row.accepted, row.replied, row.founded)


def is_small(row: Counts) -> bool:
    """Whether a cell would tell of 1 to 4 complaints, or of all but so few."""
    numbers = cells(row)
    rests = (row.received - row.accepted, row.accepted - row.replied, row.replied - row.founded)
    return any(0 < number < LEAST for number in (*numbers, *rests))


def merged(rows: Sequence[Counts]) -> list[Counts]:
    """Rows without a small cell: those that have one go together, with the next smallest where they stay small.

    Nothing is left of a table whose total is small itself.
    """
    kept = [row for row in rows if row.received and not is_small(row)]
    rest = Counts(OTHERS, 0)
    for row in rows:
        if row.received and is_small(row):
            rest = rest.with_(row, OTHERS)
    while rest.received and is_small(rest) and kept:
        smallest = min(kept, key=lambda row: row.received)
        kept.remove(smallest)
        rest = rest.with_(smallest, OTHERS)
    if rest.received and not is_small(rest):
        kept.append(rest)
    return kept


def total(rows: Sequence[Counts], label: str) -> Counts:
    """All rows in one."""
    found = Counts(label, 0)
    for row in rows:
        found = found.with_(row, label)
    return found


def by_group(rows: Mapping[str, Counts]) -> list[Counts]:
    """In the order of their names."""
    return [rows[name] for name in sorted(rows)]
