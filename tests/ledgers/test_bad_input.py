"""What offices really send: dates as text, merged and hidden cells, full-width digits, doubles."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from liaison.core.errors import RuleBroken
from liaison.core.sides import Side
from liaison.ledgers.rules import Plan
from liaison.ledgers.services import reading
from liaison.papers.sheet import SheetError
from liaison.store.users import User
from tests.makers.evidence import pdf
from tests.makers.ledgers import (
    CONFERENCES,
    COUNTS,
    DAYS,
    OPINIONS,
    PLACE,
    RESOLUTIONS,
    book,
    conference,
    days,
    opinion,
    opinions,
    resolution,
    take_in,
)

pytestmark = pytest.mark.usefixtures("transaction")
RECEIVED = date(2024, 5, 6)


def told(plan: Plan) -> list[tuple[str, str, str]]:
    """(sheet, cell, message) of the faults."""
    return [(cell.sheet, f"{cell.column}{cell.row}", cell.message) for cell in plan.faults]


def changed(data: bytes, change: Callable[[Workbook], Any]) -> bytes:
    """The workbook after somebody did something with it."""
    opened, made = load_workbook(io.BytesIO(data)), io.BytesIO()
    change(opened)
    opened.save(made)
    return made.getvalue()


def test_dates_and_digits_come_in_every_way_of_writing(office: User) -> None:
    ways = ["2023年5月6日", "2023.5.6", "2023/5/6", 20230506, "２０２３．５．６".replace("．", ".")]
    rows = [conference(n, way) for n, way in enumerate(ways, 1)]
    rows[1][1] = "２"
    plan = reading.plan_of(book({"往届会议": (CONFERENCES, [*rows, [None] * 8, ["", ""]])}), [], office)
    assert not plan.faults
    assert [one.on for one in plan.parts[0].drawn.planned] == [date(2023, 5, 6)] * 5


def test_merged_cells_are_faults_and_hidden_rows_are_told(office: User) -> None:
    def spoil(opened: Workbook) -> None:
        opened["往届会议"].merge_cells("E2:E3")
        opened["往届会议"].row_dimensions[4].hidden = True

    data = changed(book({"往届会议": (CONFERENCES, [conference(n) for n in (1, 2, 3)])}), spoil)
    plan = reading.plan_of(data, [], office)
    assert [place[:2] for place in told(plan)] == [("往届会议", "E2")]
    assert [cell.row for cell in plan.warnings] == [4]


def test_a_formula_without_a_result_is_an_empty_cell_that_must_be_filled(office: User) -> None:
    row = conference(1)
    row[2] = "=TODAY()"
    assert told(reading.plan_of(book({"往届会议": (CONFERENCES, [row])}), [], office))[0][1] == "C2"


def test_doubles_are_told_in_the_file_and_left_out_when_they_are_here_already(office: User) -> None:
    twice = {
        "往届会议": (CONFERENCES, [conference(1), conference(1)]),
        "往届意见建议": (OPINIONS, [opinion("甲", RECEIVED), opinion("甲", RECEIVED)]),
        "往年接访日": (DAYS, [days(1)[0], days(1)[0]]),
    }
    assert [place[:2] for place in told(reading.plan_of(book(twice), [], office))] == [
        ("往届会议", "B3"), ("往届意见建议", "D3"), ("往年接访日", "A3"),
    ]  # fmt: skip
    early = {"往届意见建议": (OPINIONS, [opinion("甲", RECEIVED, replied_on=RECEIVED.replace(day=5))])}
    assert told(reading.plan_of(book(early), [], office))[0][1] == "L2", "answered before it came"
    once = {name: (head, rows[:1]) for name, (head, rows) in twice.items()}
    take_in(book(once), office)
    more = {**once, "往届意见建议": (OPINIONS, [opinion("甲", RECEIVED), opinion("乙", RECEIVED)])}
    plan = reading.plan_of(book(more), [], office)
    assert (plan.faults, plan.total, plan.doubled) == ((), 1, 3)


def test_names_spelt_otherwise_get_the_near_ones_and_none_is_guessed(office: User) -> None:
    sheets = {
        "往届会议": (CONFERENCES, [conference(1)]),
        "往届议定事项": (RESOLUTIONS, [resolution(1, "甲", "云江中级人民法院"), resolution(1, "乙", "省高院")]),
        "往届意见建议": (OPINIONS, [[*opinion("甲", RECEIVED, by="协会", name="云江律师协会")]]),
        "往年接访日": (DAYS, [[date(2024, 1, 8), "中院律师接访室", 1, None, None, None, ""]]),
        "历年数字": (COUNTS, [["参会人数", 2023, None, None, 20, "总结"]]),
    }
    plan = reading.plan_of(book(sheets), [], office)
    assert [(cell.sheet, cell.params["meant"][0]) for cell in plan.faults] == [
        ("往年接访日", PLACE), ("历年数字", "参会人次"),
    ]  # fmt: skip
    meant = [cell.params.get("meant", ("",))[0] for cell in plan.warnings]
    assert meant == ["云江市中级人民法院", "", "云江市律师协会"]


def test_days_that_an_opening_balance_counts_are_not_taken_in_and_the_other_way_round(office: User) -> None:
    take_in(book({"历年数字": (COUNTS, [["接访日", 2023, None, None, 12, "总结"]])}), office)
    plan = reading.plan_of(book({"往年接访日": (DAYS, days(2))}), [], office)
    assert "期初数" in told(plan)[0][2]
    both = {
        "往届会议": (CONFERENCES, [conference(1)]),
        "历年数字": (COUNTS, [["召开联席会议", 2023, None, None, 2, "总结"]]),
    }
    assert "同一文件" in told(reading.plan_of(book(both), [], office))[0][2]
    take_in(book({"往届会议": (CONFERENCES, [conference(1)])}), office)
    assert "已有这段时间的记录" in told(reading.plan_of(book({"历年数字": both["历年数字"]}), [], office))[0][2]


def test_numbers_by_year_refuse_what_cannot_be(office: User) -> None:
    rows = [
        ["接访日", 2023, None, None, 12, "甲"],
        ["接访日", 2023, date(2023, 6, 1), None, 3, "乙"],
        ["接访日", 2022, None, date(2023, 1, 1), 3, "丙"],
        ["接访日", 2999, None, None, 3, "丁"],
        ["接访日", 0, None, None, 3, "戊"],
        ["接访日", 2021, None, None, 0, "己"],
        ["接访日", "去年", None, None, 3, "庚"],
    ]
    places = [
        place for _sheet, place, _message in told(reading.plan_of(book({"历年数字": (COUNTS, rows)}), [], office))
    ]
    assert places == ["B3", "B4", "B5", "B6", "E7", "B8"]


def test_another_order_of_sheets_and_strange_ones_do_no_harm(office: User) -> None:
    sheets = {"备注": (["甲"], [["乙"]]), "往届意见建议": (OPINIONS, [opinion("甲", RECEIVED, "第1次联席会议")]),
              "往届会议": (CONFERENCES, [conference(1)])}  # fmt: skip
    plan = reading.plan_of(book(sheets), [], office)
    assert not plan.faults
    assert [part.kind.key for part in plan.parts] == ["conferences", "opinions"]
    assert plan.notes[0][1] == {"names": ("备注",)}
    with pytest.raises(SheetError, match="工作表"):
        reading.plan_of(book({"备注": (["甲"], [["乙"]])}), [], office)
    with pytest.raises(SheetError):
        reading.plan_of(book({"往届会议": (CONFERENCES, [])}), [], office)


def test_a_sheet_of_somebody_else_is_a_fault(bench: User) -> None:
    plan = reading.plan_of(
        book({"往年接访日": (DAYS, days(1)), "往届意见建议": (OPINIONS, opinions(Side.BENCH, 1))}), [], bench
    )
    assert {sheet for sheet, _place, _message in told(plan)} == {"往年接访日", "往届意见建议"}


def test_files_of_windows_archives_have_their_chinese_names(office: User) -> None:
    name, packed = "第一次纪要.pdf", io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("aaaaaaaaaa.pdf", pdf())
        archive.writestr("__MACOSX/._x.pdf", b"x")
    data = packed.getvalue().replace(b"aaaaaaaaaa.pdf", name.encode("gb18030"))
    assert [one for one, _content in reading.unpacked([("纪要.zip", data)])] == [name]
    wrong = [("第一次纪要.pdf", b"not a pdf")]
    plan = reading.plan_of(book({"往届会议": (CONFERENCES, [conference(1, file=name)])}), wrong, office)
    assert told(plan)[0][1] == "G2"
    with pytest.raises(RuleBroken, match="压缩包无法打开"):
        reading.unpacked([("纪要.zip", b"PK broken")])
