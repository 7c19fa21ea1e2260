"""One sheet being written: its head, its cells by type, and how wide its columns become."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from liaison.core import clock
from liaison.core.text import east_asian_width
from liaison.papers.sheet.columns import ColumnSpec, Kind

NARROWEST: Final = 8
WIDEST: Final = 60
LONGEST_CELL: Final = 32_767
LONGEST_NAME: Final = 31
# Excel keeps numbers to fifteen digits and dates from 1900 on; others go in as text.
LARGEST_NUMBER: Final = 10**15
# Fifteen digits, the point and the sign.
LONGEST_NUMBER: Final = 17
FIRST_YEAR: Final = 1900
A4: Final = 9
HEAD: Final = {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "vcenter"}
TOTALS: Final = {"bold": True, "top": 1}
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class SheetPage:
    """A sheet and how wide each of its columns has become; rows count from 0, the head is row 0."""

    def __init__(self, book: Workbook, title: str, titles: Sequence[str], columns: Sequence[ColumnSpec | str]) -> None:
        """Add the sheet and write its head; `columns` give the formats of numbers."""
        self.page: Worksheet = book.add_worksheet(sheet_name(title, [sheet.name for sheet in book.worksheets()]))
        self.widths = [0] * len(titles)
        self.last = 0
        self.titles = titles
        self.book = book
        self.columns = columns
        self.formats = _Formats(book, columns, {})
        head = book.add_format(HEAD)
        for place, name in enumerate(titles):
            self.page.write_string(0, place, name, head)
            self._widen(place, name)

    def write(self, number: int, row: Sequence[Any]) -> None:
        """Write one row of the table."""
        self.last = number
        for place, value in enumerate(row):
            self._write_cell(number, place, value, self.formats)

    def write_totals(self, row: Sequence[Any]) -> None:
        """Write a row below the table that filters leave alone."""
        formats = _Formats(self.book, self.columns, TOTALS)
        for place, value in enumerate(row):
            self._write_cell(self.last + 1, place, value, formats)

    def finish(self, formats: Sequence[Format | None] = ()) -> None:
        """Set widths, filters, the head that stays in view, and how it prints."""
        for place, (width, form) in enumerate(zip_longest(self.widths, formats)):
            self.page.set_column(place, place, min(WIDEST, max(NARROWEST, width + 2)), form)
        self.page.freeze_panes(1, 0)
        self.page.autofilter(0, 0, self.last, len(self.titles) - 1)
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0)

    def _write_cell(self, number: int, place: int, value: Any, formats: "_Formats") -> None:
        match value:
            case None:
                return
            case str():  # most cells, so asked for first
                shown = value[:LONGEST_CELL]
                self.page.write_string(number, place, shown, formats.text)
            case bool():
                shown = "是" if value else "否"
                self.page.write_string(number, place, shown, formats.text)
            case datetime():
                local = clock.local(value).replace(tzinfo=None)
                shown = "2026-01-01 00:00"
                self.page.write_datetime(number, place, local, formats.moment)
            case date() if value.year >= FIRST_YEAR:
                shown = "2026-01-01"
                self.page.write_datetime(number, place, value, formats.day)
            case int() | float() | Decimal() if -LARGEST_NUMBER < value < LARGEST_NUMBER:
                shown = str(value)[:LONGEST_NUMBER]
                self.page.write_number(number, place, value, formats.numbers.get(place, formats.number))
            case _:
                shown = str(value)[:LONGEST_CELL]
                self.page.write_string(number, place, shown, formats.text)
        self._widen(place, shown)

    def _widen(self, place: int, shown: str) -> None:
        # No character takes more than two columns, so most cells need no measuring.
        if self.widths[place] < min(WIDEST, 2 * len(shown)):
            lines = shown[: 4 * WIDEST].split("\n")
            self.widths[place] = max(self.widths[place], *map(east_asian_width, lines))


class _Formats:
    """The formats of a row by type; `numbers` are those of columns that ask for one."""

    def __init__(self, book: Workbook, columns: Sequence[ColumnSpec | str], more: Mapping[str, Any]) -> None:
        def made(**own: Any) -> Format:
            return book.add_format({"valign": "top", **more, **own})

        self.text = made(text_wrap=True)
        self.number = made()
        self.day = made(align="left", num_format="yyyy-mm-dd")
        self.moment = made(align="left", num_format="yyyy-mm-dd hh:mm")
        self.numbers = {
            place: made(num_format=number_format(column))
            for place, column in enumerate(columns)
            if isinstance(column, ColumnSpec) and column.kind in {Kind.DECIMAL, Kind.PERCENT}
        }


def number_format(column: ColumnSpec) -> str:
    """How Excel shows the numbers of a column: 1,286.4 or 96.4%."""
    places = "." + "0" * column.decimals if column.decimals else ""
    return f"0{places}%" if column.kind is Kind.PERCENT else f"#,##0{places}"


def sheet_name(title: str, taken: Sequence[str] = ()) -> str:
    """A name that Excel takes and that no other sheet of the workbook has, whatever the case of its letters."""
    plain = _NOT_IN_NAMES.sub(" ", str(title)).strip(" '")[:LONGEST_NAME] or "Sheet1"
    name, number = plain, 1
    used = {each.lower() for each in taken}
    while name.lower() in used:
        number += 1
        suffix = f"（{number}）"
        name = plain[: LONGEST_NAME - len(suffix)] + suffix
    return name
