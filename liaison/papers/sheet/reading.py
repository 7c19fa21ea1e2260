"""A table out of a spreadsheet that an office sent: titles found by name, every fault with its cell."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.papers.sheet import cells
from liaison.papers.sheet.columns import CellError, ColumnSpec, NothingInSheet, Row, Sheet, SheetError
from liaison.papers.sheet.workbook import Page, open_sheet

MOST_ROWS: Final = 20_000
# Offices put a title and a note above the head of a table.
HEAD_WITHIN: Final = 10
_NOTE: Final = re.compile(r"[\s*＊]|[（(][^）)]*[）)]$")


def read_table(data: bytes, columns: Sequence[ColumnSpec], *, sheet: str = "", most_rows: int = MOST_ROWS) -> Sheet:
    """Read the visible sheet of that name, or the first one.

    Rows that are hidden or empty are left out; faults are collected, not raised. The head is looked for in the first
    ten rows; blanks, asterisks and a closing note in brackets do not matter in its titles. A merged area is a fault:
    only one of its cells has a value. Raises SheetError when the file is no workbook, too large, or lacks the sheet,
    the head or a required column; NothingInSheet when there is nothing below the head.
    """
    page = open_sheet(data, most_rows + HEAD_WITHIN, sheet)
    head, places = _find_head(page.cells, columns)
    present = [column for column in columns if column.key in places]
    rows: list[Row] = []
    hidden: list[int] = []
    errors = _merged(page, head, {places[column.key]: column for column in present})
    for number, line in enumerate(page.cells[head + 1 :], head + 2):
        wanted = {column.key: line[places[column.key]] for column in present}
        if not any(str(value).strip() for value in wanted.values()):
            continue
        if number in page.hidden:
            hidden.append(number)
        else:
            values, faults = _read_row(number, wanted, present, places)
            rows.append(Row(number, values))
            errors += faults
    if not rows:
        raise NothingInSheet
    known = set(places.values())
    unknown = [str(title).strip() for place, title in enumerate(page.cells[head]) if place not in known]
    titles = {column.key: column.title for column in columns}
    strange = tuple(title for title in unknown if title)
    return Sheet(tuple(rows), tuple(errors), places, titles, strange, tuple(hidden))


def _read_row(
    number: int, wanted: Mapping[str, Any], columns: Sequence[ColumnSpec], places: Mapping[str, int]
) -> tuple[dict[str, Any], list[CellError]]:
    values: dict[str, Any] = {}
    faults = []
    for column in columns:
        try:
            values[column.key] = cells.read(wanted[column.key], column)
        except RuleBroken as fault:
            values[column.key] = None
            letter = xl_col_to_name(places[column.key])
            faults.append(CellError(number, letter, column.title, fault.message, fault.params))
    return values, faults


def _merged(page: Page, head: int, columns: Mapping[int, ColumnSpec]) -> list[CellError]:
    faults = []
    for (top, left), (bottom, right) in page.merged:
        places = [place for place in columns if left <= place <= right]
        if top > head and places and top + 1 not in page.hidden:
            area = f"{xl_rowcol_to_cell(top, left)}:{xl_rowcol_to_cell(bottom, right)}"
            message = N_("%(area)s是合并单元格，请取消合并后逐格填写。")
            letter, title = xl_col_to_name(places[0]), columns[places[0]].title
            faults.append(CellError(top + 1, letter, title, message, {"area": area}))
    return faults


def _find_head(lines: list[list[Any]], columns: Sequence[ColumnSpec]) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for number, line in enumerate(lines[:HEAD_WITHIN]):
        places = _places(line, columns)
        if len(places) > len(best[1]):
            best = number, places
    missing = [column.title for column in columns if column.required and column.key not in best[1]]
    if missing or not best[1]:
        titles = tuple(missing or [column.title for column in columns])
        raise SheetError(N_("表头缺少：%(titles)s。请使用模板，不要改动表头。"), titles=titles)
    return best


def _places(line: list[Any], columns: Sequence[ColumnSpec]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in columns:
        names = {_plain(name) for name in (column.title, *column.aliases)}
        at = [place for place, title in enumerate(line) if _plain(str(title)) in names]
        if len(at) > 1:
            raise SheetError(
                N_("表头中“%(title)s”出现了%(count)s次，请只保留一列。"), title=column.title, count=len(at)
            )
        if at:
            found[column.key] = at[0]
    return found


def _plain(title: str) -> str:
    return _NOTE.sub("", _NOTE.sub("", title.strip()))
