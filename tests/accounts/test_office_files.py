"""Lists of accounts as offices really send them, out of WPS; each fault by its cell."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from liaison.accounts.forms import importing as workbook
from liaison.accounts.rules.importing import Known, Plan, plan
from liaison.core.messages import write_out

TITLES = [column.title for column in workbook.COLUMNS]
NOBODY = Known(frozenset(), {}, frozenset())


def planned(*rows: list[Any], change: Callable[[Worksheet], None] = lambda _sheet: None, known: Known = NOBODY) -> Plan:
    """What a workbook would do that somebody typed below a caption."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for line in (["本市律师账户"], TITLES, *rows):
        sheet.append(line)
    change(sheet)
    kept = io.BytesIO()
    made.save(kept)
    return plan(workbook.read(kept.getvalue()), known)


def told(found: Plan) -> list[tuple[int, str, str]]:
    return [(error.row, error.column, write_out(error.message, error.params)) for error in found.errors]


def row(username: str, name: str = "陈安", number: Any = None, email: str = "") -> list[Any]:
    return [username, name, "律师方", "律师", email, number]


def test_merged_cells_and_hidden_rows() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("D3:D4")
        sheet.row_dimensions[5].hidden = True

    found = planned(row("chen.an"), row("li.bo"), row("wu.xi"), change=change)
    assert (3, "D", "D3:D4是合并单元格，请取消合并后逐格填写。") in told(found)
    assert found.hidden == 1


def test_full_width_letters_digits_and_addresses_are_read_as_half_width() -> None:
    known = Known(frozenset(), {"14306201610000001": 7}, frozenset())
    found = planned(
        row("ｃｈｅｎ．ａｎ２", number="１４３０６２０１６１００００００１ ", email="chen＠example．org"), known=known
    )
    assert told(found) == []
    assert [(one.username, one.person_id, one.email) for one in found.accounts] == [("chen.an2", 7, "chen@example.org")]


def test_a_name_twice_is_no_fault_but_a_user_name_or_a_number_twice_is() -> None:
    known = Known(frozenset({"taken"}), {"8": 8}, frozenset())
    assert told(planned(row("chen.an"), row("chen.an2"))) == []
    rows = (row("chen.an"), row("CHEN.AN"), row("x.y", number="8"), row("z.z", number="８"), row("Taken"))
    found = told(planned(*rows, known=known))
    assert [(line, column) for line, column, _words in found] == [(3, "A"), (4, "A"), (5, "F"), (6, "F"), (7, "A")]


def test_a_number_that_excel_cut_is_refused() -> None:
    [(line, column, words)] = told(planned(row("chen.an", number=14306201610000001)))
    assert (line, column) == (3, "F")
    assert "Excel 已丢失末尾几位" in words
