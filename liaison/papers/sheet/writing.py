"""Tables as workbooks that Excel, WPS and LibreOffice open alike; no cell is ever a formula."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name

from liaison.papers.sheet import native
from liaison.papers.sheet.columns import ColumnSpec, Kind
from liaison.papers.sheet.pages import SheetPage, sheet_name
from liaison.papers.sheet.tables import SheetTable

# In memory, because temporary files on the disk would hold the names of people in the open.
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
FORM_ROWS: Final = 2_000
CHOICES: Final = "可选内容"
LONGEST_LIST: Final = 255
NOTES_WIDTH: Final = 100


def write_table(title: str, columns: Sequence[ColumnSpec | str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write one sheet named `title`: bold head that stays in view and filters, widths that fit, one line a row.

    A value is text, a number, a date, an aware moment (shown in Beijing time), a truth (是, 否) or None. Text stays
    text even where it looks like a formula, a number or an address.
    """
    return write_workbook(title, [SheetTable(title, columns, rows)])


def write_workbook(title: str, tables: Sequence[SheetTable]) -> bytes:
    """Write several tables as `write_table` does, each on its sheet with its totals and charts."""
    made = io.BytesIO()
    with Workbook(made, OPTIONS) as book:
        book.set_properties({"title": title})
        for table in tables:
            _write(book, table)
    return made.getvalue()


def _write(book: Workbook, table: SheetTable) -> None:
    titles = [str(column.title if isinstance(column, ColumnSpec) else column) for column in table.columns]
    sheet = SheetPage(book, table.title, titles, table.columns)
    for number, row in enumerate(table.rows, 1):
        sheet.write(number, row)
    sheet.finish()
    if table.totals:
        sheet.write_totals(table.totals)
    for place, chart in enumerate(table.charts):
        native.insert(book, sheet, chart, place)


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
            _write_form(SheetPage(book, title, [_title(column) for column in columns], columns), columns, text)
        book.set_properties({"title": title})
        if notes:
            page = book.add_worksheet(sheet_name(notes_title, list(tables)))
            page.set_column(0, 0, NOTES_WIDTH, book.add_format({"text_wrap": True, "valign": "top"}))
            page.write_column(0, 0, notes)
    return made.getvalue()


def _title(column: ColumnSpec) -> str:
    return f"{column.title}（必填）" if column.required else column.title


def _write_form(sheet: SheetPage, columns: Sequence[ColumnSpec], text: Format) -> None:
    for place, column in enumerate(columns):
        choices = ("是", "否") if column.kind is Kind.FLAG else column.choices or column.offered
        if choices:
            strict = "stop" if column.choices or column.kind is Kind.FLAG else "information"
            rule = {"validate": "list", "source": _source(sheet.book, choices), "error_type": strict}
            sheet.page.data_validation(1, place, FORM_ROWS, place, rule)
    sheet.finish([text if column.kind is Kind.TEXT else None for column in columns])


def _source(book: Workbook, choices: Sequence[str]) -> list[str] | str:
    """What a cell offers: the words themselves, or where they stand, as Excel takes no more than 255 characters."""
    if len(",".join(choices)) <= LONGEST_LIST and not any("," in word for word in choices):
        return list(choices)
    page = book.get_worksheet_by_name(CHOICES) or book.add_worksheet(CHOICES)
    page.hide()
    column = 0 if page.dim_colmax is None else page.dim_colmax + 1
    page.write_column(0, column, choices)
    letter = xl_col_to_name(column)
    return f"='{CHOICES}'!${letter}$1:${letter}${len(choices)}"
