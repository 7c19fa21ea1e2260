"""What a workbook to be written holds: tables, each on a sheet of its own, and charts of their columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from liaison.papers.sheet.columns import ColumnSpec


class ChartKind(StrEnum):
    """How Excel, WPS and LibreOffice draw a chart of their own."""

    COLUMN = "column"
    BAR = "bar"
    LINE = "line"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A chart beside its table: the first column names the points, `columns` (from 0) hold the values."""

    title: str
    kind: ChartKind
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table on a sheet named `title`; a column is its title, or a spec whose kind gives the format of numbers.

    `totals` is a last row, given as values; it stays outside filters and charts.
    """

    title: str
    columns: Sequence[ColumnSpec | str]
    rows: Iterable[Sequence[Any]]
    totals: Sequence[Any] = ()
    charts: tuple[SheetChart, ...] = ()
