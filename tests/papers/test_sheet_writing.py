"""Tables as workbooks: text stays text, types stay types, and offices can read them."""

import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from liaison.papers.sheet import ColumnSpec, Kind, read_table, write_table, write_template

COLUMNS = (
    ColumnSpec("name", "姓名", required=True),
    ColumnSpec("side", "一方", choices=("律师方", "法官方")),
    ColumnSpec("years", "执业年限", Kind.INTEGER),
    ColumnSpec("joined", "入会日期", Kind.DATE),
    ColumnSpec("member", "党员", Kind.FLAG),
)


def opened(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def cell(value: Any) -> Any:
    return opened(write_table("表", ["列"], [[value]])).cell(2, 1)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86", "-1", "@SUM(A1)", "http://127.0.0.1:9/", "0012", "1e5", "110101199001011234", "=cmd|' /C calc'!A0"],
)
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    found = cell(text)
    assert (found.value, found.data_type, found.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    ("value", "read", "form"),
    [
        (12, 12, "General"),
        (1.5, 1.5, "General"),
        (date(2026, 3, 9), datetime.fromisoformat("2026-03-09"), "yyyy-mm-dd"),
        (datetime(2026, 3, 9, 16, 30, tzinfo=UTC), datetime.fromisoformat("2026-03-10T00:30"), "yyyy-mm-dd hh:mm"),
        (True, "是", "General"),
        (False, "否", "General"),
        (None, None, "General"),
        (date(1899, 12, 31), "1899-12-31", "General"),
        (110101199001011234, "110101199001011234", "General"),
        ("甲\n乙", "甲\n乙", "General"),
    ],
)
def test_values_keep_their_type(value: Any, read: Any, form: str) -> None:
    found = cell(value)
    assert (found.value, found.number_format) == (read, form)


def test_a_text_longer_than_a_cell_is_cut_not_lost() -> None:
    assert cell("长" * 40_000).value == "长" * 32_767


def test_the_head_stays_in_view_and_filters_and_columns_fit() -> None:
    rows = [("张三", "云江市中级人民法院诉讼服务中心", 3), ("李四", "短", 4)]
    sheet = opened(write_table("名册", ["姓名", "单位", "数"], rows))
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("名册", "A2", "A1:C3")
    widths = {name: round(sheet.column_dimensions[name].width) for name in "ABC"}
    assert widths == {"A": 9, "B": 33, "C": 9}
    assert sheet.cell(1, 1).font.b
    assert sheet.print_title_rows == "$1:$1"


def test_a_very_long_text_does_not_make_a_very_wide_column() -> None:
    sheet = opened(write_table("表", ["列"], [["长" * 500]]))
    assert 60 <= sheet.column_dimensions["A"].width <= 62


@pytest.mark.parametrize(
    ("title", "name"), [("意见[2026]:全部/已办*?", "意见 2026  全部 已办"), ("长" * 40, "长" * 31), ("'", "Sheet1")]
)
def test_any_title_makes_a_sheet_name(title: str, name: str) -> None:
    assert opened(write_table(title, ["列"], [])).title == name


def test_a_list_without_rows_is_a_head() -> None:
    sheet = opened(write_table("名册", ["姓名", "单位"], []))
    assert [[found.value for found in row] for row in sheet.iter_rows()] == [["姓名", "单位"]]


def test_what_was_written_is_read_again() -> None:
    rows = [("张三", "律师方", 3, date(2020, 2, 29), True), ("=李四", "法官方", None, None, False)]
    sheet = read_table(write_table("名册", COLUMNS, rows), COLUMNS)
    assert [tuple(row.values.values()) for row in sheet.rows] == rows
    assert sheet.errors == ()


def test_a_template_says_what_is_required_and_offers_choices() -> None:
    data = write_template("名册模板", COLUMNS)
    sheet = opened(data)
    assert [found.value for found in sheet[1]] == ["姓名（必填）", "一方", "执业年限", "入会日期", "党员"]
    offers = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert offers == {"B2:B2001": '"律师方,法官方"', "E2:E2001": '"是,否"'}
    assert sheet.column_dimensions["A"].width > 8
    filled = openpyxl.load_workbook(io.BytesIO(data))
    assert filled.active is not None
    filled.active.append(["张三", "律师方", 3, None, "是"])
    saved = io.BytesIO()
    filled.save(saved)
    values = {"name": "张三", "side": "律师方", "years": 3, "joined": None, "member": True}
    assert read_table(saved.getvalue(), COLUMNS).rows[0].values == values
