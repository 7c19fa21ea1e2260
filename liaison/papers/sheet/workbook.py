"""Opening a workbook that somebody sent: bounded before anything is unpacked."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from liaison.core.messages import N_
from liaison.papers.sheet.columns import SheetError

LARGEST: Final = 20 * 2**20
LARGEST_UNPACKED: Final = 200 * 2**20
WIDEST: Final = 200
# What damaged and foreign files raise on their way through zipfile, zlib and calamine; found by mutating bytes.
UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    CalamineError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
_SHEETS: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\bid=\"([^\"]+)\"")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*[^/>]>")


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its cells from A1, the numbers of the rows that are hidden on it, and its merged areas.

    An area is its first and its last cell as (row, column), from 0.
    """

    cells: list[list[Any]]
    hidden: frozenset[int]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def sheet_names(data: bytes) -> list[str]:
    """The names of the visible sheets. Raises SheetError when the file is no workbook."""
    with _opened(data) as (_archive, workbook):
        return [workbook.sheets_metadata[place].name for place in _visible(workbook)]


def open_sheet(data: bytes, longest: int, name: str = "") -> Page:
    """Read the visible sheet of that name (without one: the first), of at most `longest` rows. Raises SheetError."""
    with _opened(data) as (archive, workbook):
        place = _place(workbook, name)
        hidden = _examine(archive.read(_part(archive, place)), longest)
        sheet = workbook.get_sheet_by_index(place)
        return Page(sheet.to_python(skip_empty_area=False), hidden, tuple(sheet.merged_cell_ranges or ()))


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[zipfile.ZipFile, CalamineWorkbook]]:
    if len(data) > LARGEST:
        raise SheetError(N_("文件过大：最大20 MB。"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise SheetError(N_("文件解压后过大，请只保留需要导入的内容。"))
            if archive.testzip() is not None:  # also finds a part that is larger than it says
                raise SheetError
            yield archive, CalamineWorkbook.from_filelike(io.BytesIO(data))
    except UNREADABLE as error:
        raise SheetError from error


def _visible(workbook: CalamineWorkbook) -> list[int]:
    return [
        place
        for place, sheet in enumerate(workbook.sheets_metadata)
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _place(workbook: CalamineWorkbook, name: str) -> int:
    for place in _visible(workbook):
        if not name or workbook.sheets_metadata[place].name.strip() == name:
            return place
    if name:
        raise SheetError(N_("工作簿中没有名为“%(name)s”的工作表。"), name=name)
    raise SheetError(N_("工作簿中没有可见的工作表。"))


def _part(archive: zipfile.ZipFile, place: int) -> str:
    """The name of the part that holds a sheet, by way of the relations of the workbook."""
    identity = _SHEETS.findall(archive.read("xl/workbook.xml"))[place]
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        if _attribute(relation, b"Id") == identity:
            target = _attribute(relation, b"Target").decode()
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise SheetError


def _attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"\b" + name + rb"=\"([^\"]*)\"", tag)
    return found[1] if found else b""


def _examine(xml: bytes, longest: int) -> frozenset[int]:
    """The hidden rows. Raises SheetError where a far cell would have the reader fill the whole space before it."""
    for column, row in _CELL.findall(xml):
        if int(row) > longest or _number(column) > WIDEST:
            raise SheetError(
                N_("表格过大：最多%(rows)s行、%(columns)s列，%(cell)s单元格有内容。"),
                rows=longest,
                columns=WIDEST,
                cell=(column + row).decode(),
            )
    rows = (found for found in _ROW.findall(xml) if _attribute(found, b"hidden") in {b"1", b"true"})
    return frozenset(int(_attribute(row, b"r") or 0) for row in rows)


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
