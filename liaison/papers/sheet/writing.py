"""Tables as workbooks that Excel, WPS and LibreOffice open alike; no cell is ever a formula."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from liaison.core import clock
from liaison.core.text import east_asian_width
from liaison.papers.sheet.columns import ColumnSpec, Kind

# In memory, because temporary files on the disk would hold the names of people in the open.
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
NARROWEST: Final = 8
WIDEST: Final = 60
LONGEST_CELL: Final = 32_767
LONGEST_NAME: Final = 31
# Excel keeps numbers to fifteen digits and dates from 1900 on; others go in as text.
LARGEST_NUMBER: Final = 10**15
FIRST_YEAR: Final = 1900
A4: Final = 9
FORM_ROWS: Final = 2_000
NOTES_WIDTH: Final = 100
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def write_table(title: str, columns: Sequence[ColumnSpec | str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write one sheet named `title`: bold head that stays in view and filters, widths that fit, one line a row.

    A value is text, a number, a date, an aware moment (shown in Beijing time), a truth (是, 否) or None. Text stays
    text even where it looks like a formula, a number or an address.
    """
    titles = [str(column.title if isinstance(column, ColumnSpec) else column) for column in columns]
    made = io.BytesIO()
    with Workbook(made, OPTIONS) as book:
        sheet = _Sheet(book, title, titles)
        for number, row in enumerate(rows, 1):
            sheet.write(number, row)
        sheet.finish()
    return made.getvalue()


def write_template(title: str, columns: Sequence[ColumnSpec]) -> bytes:
    """Write an empty table to fill in: required columns say so, cells with choices offer them."""
    return write_templates({title: columns})


def write_templates(
    tables: Mapping[str, Sequence[ColumnSpec]], notes_title: str = "", notes: Sequence[str] = ()
) -> bytes:
    """Write a workbook with an empty table on each sheet and, if there are notes, a last sheet with those."""
    made = io.BytesIO()
    with Workbook(made, OPTIONS) as book:
        # Long numbers (of identity, of licence) lose their last digits in a cell that is not text.
        text = book.add_format({"num_format": "@"})
        for title, columns in tables.items():
            _write_form(_Sheet(book, title, [_title(column) for column in columns]), columns, text)
        if notes:
            page = book.add_worksheet(_sheet_name(notes_title))
            page.set_column(0, 0, NOTES_WIDTH, book.add_format({"text_wrap": True, "valign": "top"}))
            page.write_column(0, 0, notes)
    return made.getvalue()


def _title(column: ColumnSpec) -> str:
    return f"{column.title}（必填）" if column.required else column.title


def _write_form(sheet: "_Sheet", columns: Sequence[ColumnSpec], text: Format) -> None:
    for place, column in enumerate(columns):
        choices = ("是", "否") if column.kind is Kind.FLAG else column.choices
        if choices:
            sheet.page.data_validation(1, place, FORM_ROWS, place, {"validate": "list", "source": list(choices)})
    sheet.finish([text if column.kind is Kind.TEXT else None for column in columns])


class _Sheet:
    """One sheet being written, and how wide each of its columns has become."""

    def __init__(self, book: Workbook, title: str, titles: Sequence[str]) -> None:
        self.page: Worksheet = book.add_worksheet(_sheet_name(title))
        self.widths = [0] * len(titles)
        self.last = 0
        self.text: Format = book.add_format({"valign": "top", "text_wrap": True})
        self.number: Format = book.add_format({"valign": "top"})
        self.day: Format = book.add_format({"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"})
        self.moment: Format = book.add_format({"valign": "top", "align": "left", "num_format": "yyyy-mm-dd hh:mm"})
        self.titles = titles
        head = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "vcenter"})
        for place, name in enumerate(titles):
            self.page.write_string(0, place, name, head)
            self._widen(place, name)
        book.set_properties({"title": title})

    def write(self, number: int, row: Sequence[Any]) -> None:
        self.last = number
        for place, value in enumerate(row):
            self._write_cell(number, place, value)

    def finish(self, formats: Sequence[Format | None] = ()) -> None:
        for place, (width, form) in enumerate(zip_longest(self.widths, formats)):
            self.page.set_column(place, place, min(WIDEST, max(NARROWEST, width + 2)), form)
        self.page.freeze_panes(1, 0)
        self.page.autofilter(0, 0, self.last, len(self.titles) - 1)
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0)

    def _write_cell(self, number: int, place: int, value: Any) -> None:
        match value:
            case None:
                return
            case bool():
                shown = "是" if value else "否"
                self.page.write_string(number, place, shown, self.text)
            case datetime():
                local = clock.local(value).replace(tzinfo=None)
                shown = "2026-01-01 00:00"
                self.page.write_datetime(number, place, local, self.moment)
            case date() if value.year >= FIRST_YEAR:
                shown = "2026-01-01"
                self.page.write_datetime(number, place, value, self.day)
            case int() | float() if abs(value) < LARGEST_NUMBER:
                shown = str(value)
                self.page.write_number(number, place, value, self.number)
            case _:
                shown = str(value)[:LONGEST_CELL]
                self.page.write_string(number, place, shown, self.text)
        self._widen(place, shown)

    def _widen(self, place: int, shown: str) -> None:
        # No character takes more than two columns, so most cells need no measuring.
        if self.widths[place] < min(WIDEST, 2 * len(shown)):
            lines = shown[: 4 * WIDEST].split("\n")
            self.widths[place] = max(self.widths[place], *map(east_asian_width, lines))


def _sheet_name(title: str) -> str:
    return _NOT_IN_NAMES.sub(" ", str(title)).strip(" '")[:LONGEST_NAME] or "Sheet1"
