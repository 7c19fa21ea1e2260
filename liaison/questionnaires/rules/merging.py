"""Small cells of two-way tables: neighbours are merged until no cell holds 1 to 4 people, or the table is dropped."""

from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 5
FEWEST: Final = 2
JOINED: Final = "、"


@dataclass(frozen=True, slots=True)
class Table:
    """Labels of rows and columns, and a count for each cell."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]


def without_small_cells(table: Table) -> Table | None:
    """The table with neighbours merged where a cell was small; None where two rows and two columns cannot be kept.

    Empty rows and columns are left out first: they tell nothing that the one-way tables do not.
    """
    table = _turned(_without_empty(_turned(_without_empty(table))))
    while _is_shown(table) and (place := _smallest(table)) is not None:
        row, column = place
        if len(table.columns) > FEWEST:
            table = _turned(_merged(_turned(table), column))
        elif len(table.rows) > FEWEST:
            table = _merged(table, row)
        else:
            return None
    return table if _is_shown(table) else None


def _is_shown(table: Table) -> bool:
    return len(table.rows) >= FEWEST and len(table.columns) >= FEWEST


def _smallest(table: Table) -> tuple[int, int] | None:
    small = [
        (count, row, column)
        for row, counts in enumerate(table.cells)
        for column, count in enumerate(counts)
        if 0 < count < SMALLEST
    ]
    return min(small)[1:] if small else None


def _merged(table: Table, place: int) -> Table:
    """The row at that place together with the smaller of its neighbours."""
    totals = [sum(row) for row in table.cells]
    neighbours = [other for other in (place - 1, place + 1) if 0 <= other < len(totals)]
    first, second = sorted((place, min(neighbours, key=lambda other: totals[other])))
    both = tuple(one + other for one, other in zip(table.cells[first], table.cells[second], strict=True))
    label = JOINED.join((table.rows[first], table.rows[second]))
    return Table(
        (*table.rows[:first], label, *table.rows[second + 1 :]),
        table.columns,
        (*table.cells[:first], both, *table.cells[second + 1 :]),
    )


def _without_empty(table: Table) -> Table:
    kept = [place for place, row in enumerate(table.cells) if any(row)]
    return Table(tuple(table.rows[place] for place in kept), table.columns, tuple(table.cells[place] for place in kept))


def _turned(table: Table) -> Table:
    turned = tuple(zip(*table.cells, strict=True)) if table.cells else tuple(() for _ in table.columns)
    return Table(table.columns, table.rows, turned)
