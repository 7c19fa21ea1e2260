"""Tables that offices send: found by their titles, and every fault with its cell."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from liaison.core.messages import write_out
from liaison.papers.sheet import ColumnSpec, Kind, Sheet, SheetError, cells, read_table, workbook, write_table

COLUMNS = (
    ColumnSpec("name", "姓名", required=True, aliases=("律师姓名",), longest=20),
    ColumnSpec("side", "一方", choices=("律师方", "法官方")),
    ColumnSpec("years", "执业年限", Kind.INTEGER),
    ColumnSpec("joined", "入会日期", Kind.DATE),
    ColumnSpec("member", "党员", Kind.FLAG),
)
HEAD = [column.title for column in COLUMNS]


def saved(*lines: Sequence[Any], change: Callable[[openpyxl.Workbook, Worksheet], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in lines:
        sheet.append(list(line))
    if change:
        change(book, sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def read(*lines: Sequence[Any], **options: Any) -> Sheet:
    return read_table(saved(*lines, **options), COLUMNS)


def faults(sheet: Sheet) -> list[tuple[int, str, str, str]]:
    return [(e.row, e.column, e.title, write_out(e.message, e.params)) for e in sheet.errors]


def value(title: str, given: Any) -> Any:
    sheet = read(["姓名", title], ["张三", given])
    assert sheet.errors == ()
    return list(sheet.rows[0].values.values())[1]


def fault(title: str, given: Any) -> str:
    sheet = read(["姓名", title], ["张三", given])
    (row, column, shown, message), *others = faults(sheet)
    assert (row, column, shown, others) == (2, "B", title, [])
    assert list(sheet.rows[0].values.values())[1] is None
    return message


def test_columns_are_found_by_title_in_any_order_below_a_caption() -> None:
    sheet = read(
        ["云江市律师名册"],
        ["说明：带*的为必填项"],
        ["备注", "党员", " *律师 姓名（必填）", "执业年限（年）"],
        ["无", "是", "张三", 3],
    )
    assert [(row.number, row.values) for row in sheet.rows] == [(4, {"name": "张三", "years": 3, "member": True})]
    assert sheet.unknown == ("备注",)
    assert sheet.places == {"name": 2, "years": 3, "member": 1}


def test_hidden_and_empty_rows_are_left_out_and_numbers_are_those_of_the_sheet() -> None:
    def hide(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    sheet = read(HEAD, ["甲"], ["乙"], [], ["  "], ["丙"], change=hide)
    assert [(row.number, row.values["name"]) for row in sheet.rows] == [(2, "甲"), (6, "丙")]


def test_the_first_visible_sheet_is_read() -> None:
    def cover(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        first = book.create_sheet("封面", 0)
        first["A1"] = "姓名"
        first["A2"] = "不是他"
        first.sheet_state = "hidden"

    assert read(HEAD, ["甲"], change=cover).rows[0].values["name"] == "甲"


@pytest.mark.parametrize(
    "given",
    [
        date(2026, 3, 9),
        datetime.fromisoformat("2026-03-09T08:30"),
        "2026-03-09",
        "2026-3-9",
        "2026/3/9",
        "2026.3.9",
        "2026年3月9日",
        "20260309",
        "２０２６年３月９日",
        " 2026 年 3 月 9 日 ",
    ],
)
def test_a_date_is_read_however_it_is_written(given: Any) -> None:
    assert value("入会日期", given) == date(2026, 3, 9)


@pytest.mark.parametrize("given", ["2026-02-30", "26-3-9", "昨天", 46000, "2026年"])
def test_what_is_no_date_says_so(given: Any) -> None:
    assert fault("入会日期", given) == f"“{given}”不是有效的日期，请写成2026-03-09的样式。"


@pytest.mark.parametrize(("given", "number"), [(3, 3), (3.0, 3), ("3", 3), ("３", 3), ("1,286", 1286), (" -1 ", -1)])
def test_a_whole_number_is_read(given: Any, number: int) -> None:
    assert value("执业年限", given) == number


@pytest.mark.parametrize("given", [3.5, "三", "3年", "9" * 30])
def test_what_is_no_whole_number_says_so(given: Any) -> None:
    assert fault("执业年限", given) == f"“{given}”不是整数。"


@pytest.mark.parametrize(
    ("given", "flag"), [("是", True), ("√", True), (True, True), (1, True), ("否", False), ("n", False)]
)
def test_yes_and_no_are_read(given: Any, flag: bool) -> None:
    assert value("党员", given) is flag


def test_text_is_trimmed_with_digits_in_half_width_and_kept_exact() -> None:
    columns = (ColumnSpec("name", "姓名"), ColumnSpec("code", "执业证号"))
    data = saved(["姓名", "执业证号"], ["　张 三\n", "１３２０１"], ["李四", 13201202610123456])
    sheet = read_table(data, columns)
    assert sheet.rows[0].values == {"name": "张 三", "code": "13201"}
    assert faults(sheet) == [(3, "B", "执业证号", "数字过长，Excel 已丢失末尾几位。请把该列设为“文本”格式后重新填写。")]


def test_every_fault_names_its_row_its_column_and_what_is_wrong() -> None:
    sheet = read(HEAD, ["甲", "检察方"], ["", "律师方"], ["长" * 21], ["甲\u202e乙"], ["丁", "律师方", 3])
    assert faults(sheet) == [
        (2, "B", "一方", "“检察方”不在可填内容之列：律师方、法官方。"),
        (3, "A", "姓名", "此项必填。"),
        (4, "A", "姓名", "内容过长：最多20字，现有21字。"),
        (5, "A", "姓名", "第1行第2个字符是看不见的控制字符（U+202E），请删除后再提交。"),
    ]
    assert len(sheet.rows) == 5


def test_a_caller_places_its_own_faults_the_same_way() -> None:
    sheet = read(["年度", "姓名"], [2026, "甲"])
    error = sheet.fault(sheet.rows[0], "name", "名册中没有“%(name)s”。", name="甲")
    assert (error.row, error.column, error.title, error.message % error.params) == (2, "B", "姓名", "名册中没有“甲”。")
    assert sheet.fault(sheet.rows[0], "side", "此项必填。").column == ""


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([["年度", "单位"], [2026, "甲"]], "表头缺少：姓名。请使用模板，不要改动表头。"),
        ([], "表头缺少：姓名。请使用模板，不要改动表头。"),
        ([HEAD], "表格中没有可导入的内容。"),
        ([["姓名", "律师姓名"], ["甲", "乙"]], "表头中“姓名”出现了2次，请只保留一列。"),
    ],
)
def test_a_table_that_is_not_the_one_asked_for_says_why(lines: list[list[Any]], message: str) -> None:
    with pytest.raises(SheetError) as raised:
        read(*lines)
    assert raised.value.text() == message


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return made.getvalue()


def test_what_is_no_workbook_gives_one_clear_sentence() -> None:
    good = saved(HEAD, ["甲"])
    sheet = "xl/worksheets/sheet1.xml"
    for data in (
        b"",
        b"hello",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        good[:-100],
        repacked(good, sheet, b"<x"),
    ):
        with pytest.raises(SheetError) as raised:
            read_table(data, COLUMNS)
        assert raised.value.text().startswith("这不是 Excel 工作簿（.xlsx），或文件已损坏。")


def test_a_table_larger_than_allowed_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SheetError, match="最多15行"):
        read_table(saved(HEAD, *[["甲"]] * 20), COLUMNS, most_rows=5)

    def far(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "远"

    with pytest.raises(SheetError, match="XFD1048576单元格有内容"):
        read(HEAD, ["甲"], change=far)
    bomb = repacked(saved(HEAD, ["甲"]), "docProps/app.xml", b" " * (workbook.LARGEST_UNPACKED + 1))
    assert len(bomb) < 2**20
    with pytest.raises(SheetError, match="解压后过大"):
        read_table(bomb, COLUMNS)
    monkeypatch.setattr(workbook, "LARGEST", 100)
    with pytest.raises(SheetError, match="最大20 MB"):
        read(HEAD, ["甲"])


@pytest.mark.parametrize("seed", range(8))
def test_damaged_files_never_fail_otherwise(seed: int) -> None:
    chance = random.Random(seed)
    good = write_table("名册", COLUMNS, [("甲", "律师方", 1, date(2026, 1, 1), True)] * 3)
    for _ in range(60):
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_table(bytes(data), COLUMNS)
        except SheetError:
            continue


@pytest.mark.parametrize(("given", "number"), [(3, "3"), (0.1, "0.1"), ("1,286.5", "1286.5"), ("３.5", "3.5")])
def test_a_decimal_is_read_exactly(given: Any, number: str) -> None:
    sheet = read_table(saved(["用时"], [given]), (ColumnSpec("days", "用时", Kind.DECIMAL),))
    assert (sheet.errors, sheet.rows[0].values["days"]) == ((), Decimal(number))


def test_the_noise_of_binary_fractions_is_left_out() -> None:
    assert cells.read(0.1 + 0.2, ColumnSpec("days", "用时", Kind.DECIMAL)) == Decimal("0.3")


@pytest.mark.parametrize(
    ("given", "number"), [(0.964, "0.964"), ("96.4%", "0.964"), ("96.4 ％", "0.964"), ("0.5", "0.5"), (1, "1")]
)
def test_a_percentage_is_a_share_of_one(given: Any, number: str) -> None:
    sheet = read_table(saved(["比率"], [given]), (ColumnSpec("rate", "比率", Kind.PERCENT),))
    assert (sheet.errors, sheet.rows[0].values["rate"]) == ((), Decimal(number))


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        (Kind.DECIMAL, "约3天", "“约3天”不是数字。"),
        (Kind.DECIMAL, "1.2.3", "“1.2.3”不是数字。"),
        (Kind.PERCENT, "96.4", "“96.4”不是百分数，请写成96.4%的样式。"),
        (Kind.PERCENT, 96.4, "“96.4”不是百分数，请写成96.4%的样式。"),
        (Kind.PERCENT, "%", "“%”不是百分数，请写成96.4%的样式。"),
    ],
)
def test_what_is_no_number_or_percentage_says_so(kind: Kind, given: Any, message: str) -> None:
    sheet = read_table(saved(["列"], [given]), (ColumnSpec("key", "列", kind),))
    assert faults(sheet) == [(2, "A", "列", message)]
