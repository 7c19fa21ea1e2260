"""What a table has: its columns, its rows, and what is wrong in which cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_, write_out


class Kind(StrEnum):
    """What a cell holds once read."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    FLAG = "flag"


class SheetError(RuleBroken):
    """The file as a whole cannot be read as the table that was asked for."""

    default = N_("这不是 Excel 工作簿（.xlsx），或文件已损坏。请在 Excel 或 WPS 中另存为 .xlsx 后再上传。")


class NothingInSheet(SheetError):
    """There is a head, and no row below it."""

    default = N_("表格中没有可导入的内容。")


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: `key` in code, `title` on the sheet.

    `aliases` are other titles that offices use; `choices` what alone may stand in a text cell; `longest` in characters;
    `offered` what a cell of the template offers, where the caller checks what came;
    `decimals` how many places decimals and percentages are shown with.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    longest: int = 200
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong in one cell: row as numbered on the sheet, column as its letter, a message id and its values."""

    row: int
    column: str
    title: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    sheet: str = ""
    """The name of its sheet, in workbooks of several."""

    def on(self, sheet: str) -> "CellError":
        """The same, on the sheet of that name."""
        return replace(self, sheet=sheet)

    def place(self, translate: Callable[[str], str] = str) -> str:
        """Where it is, in the language of `translate`. A whole row has no column, a whole sheet no title."""
        whole = (N_("第 %(row)s 行"), N_("“%(sheet)s”表第 %(row)s 行"))
        titled = (
            N_("第 %(row)s 行 %(column)s 列“%(title)s”"),
            N_("“%(sheet)s”表第 %(row)s 行 %(column)s 列“%(title)s”"),
        )
        words = {"sheet": self.sheet, "row": self.row, "column": self.column, "title": self.title}
        return write_out((titled if self.title else whole)[bool(self.sheet)], words, translate)

    def told(self, translate: Callable[[str], str] = str) -> tuple[str, str]:
        """Where it is and what is wrong, in the language of `translate`."""
        return self.place(translate), write_out(self.message, self.params, translate)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number on the sheet and its values by key; None where the cell is empty or wrong."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read. `places` gives the column number (from 0) of each key found; `unknown` titles were ignored.

    `hidden` are the numbers of rows that hold something and were left out, because they are hidden on the sheet.
    """

    rows: tuple[Row, ...]
    errors: tuple[CellError, ...]
    places: Mapping[str, int]
    titles: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()

    def fault(self, row: Row, key: str, message: str, **params: Any) -> CellError:
        """An error that only the caller can see (a court that does not exist), placed like the others."""
        column = xl_col_to_name(self.places[key]) if key in self.places else ""
        return CellError(row.number, column, self.titles[key], message, params)
