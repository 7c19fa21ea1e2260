"""Rosters as offices really send them, out of WPS: each fault by its cell in the reader's language, or read rightly."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from flask import Flask
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, Person
from liaison.directory.rules.spelling import firm_key
from liaison.store.base import db
from tests.directory.test_import import confirm, faults, upload
from tests.makers.accounts import signed_in
from tests.makers.directory import make_organisation, make_person
from tests.page import Browser

FIRM = "云江澄衡律师事务所"
PEOPLE = ["姓名", "类别", "所属单位", "编号", "起始日期", "电话", "中共党员"]


@pytest.fixture
def officer(app: Flask, database: None) -> Browser:
    """The officer of the bar side, with one firm on the roster."""
    make_organisation(name=FIRM, short_name="澄衡所")
    return signed_in(app, "officer", side=Side.BAR, roles={Role.OFFICER})


def book(
    *people: list[Any], firms: tuple[str, ...] = (), change: Callable[[Worksheet], None] = lambda _sheet: None
) -> bytes:
    """A workbook as somebody typed it, with a caption above the head, as WPS saves it."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "人员"
    for line in (["全市律师名册"], PEOPLE, *people):
        sheet.append(line)
    change(sheet)
    if firms:
        units = made.create_sheet("单位")
        for line in (["单位名称", "类别"], *([firm, "律师事务所"] for firm in firms)):
            units.append(line)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def row(name: str, number: Any = None, **other: Any) -> list[Any]:
    return [name, "律师", other.get("unit", FIRM), number, other.get("since"), other.get("phone"), other.get("party")]


def test_merged_cells_are_named_by_their_area(officer: Browser) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("C3:C4")

    [told, *_more] = faults(officer, book(row("沈知远", "1"), row("陈安", "2"), change=merge))
    assert "C3:C4是合并单元格" in told
    assert "第 3 行" in told


def test_faults_are_told_in_the_language_of_the_reader(officer: Browser) -> None:
    data = book(row("沈知远", "1", since="去年"))
    told = officer.submit(
        "/directory/import?lang=en", 422, action="/directory/import", file=(io.BytesIO(data), "a.xlsx")
    )
    assert "日期" in told.text


def test_hidden_rows_are_left_out_and_the_preview_says_so(officer: Browser) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[4].hidden = True

    preview = upload(officer, book(row("沈知远", "1"), row("陈安", "2"), change=hide)).location
    assert "有 1 行被隐藏" in officer.get(preview).text
    confirm(officer, preview)
    assert list(db.session.scalars(select(Person.name))) == ["沈知远"]


def test_dates_as_text_in_every_way_that_people_type_them(officer: Browser) -> None:
    ways = [
        "2015-07-01",
        "2015/7/1",
        "2015.7.1",
        "2015年7月1日",
        "20150701",
        "２０１５－０７－０１",
        "２０１５年７月１日",
    ]
    rows = [row(f"律师{place}", f"N{place}", since=way) for place, way in enumerate(ways)]
    confirm(officer, upload(officer, book(*rows)).location)
    assert set(db.session.scalars(select(Person.practising_since))) == {date(2015, 7, 1)}
    told = faults(officer, book(row("沈知远", "1", since="2015年7月"), row("陈安", "2", since="2015-02-30")))
    assert len(told) == 2
    assert all("不是有效的日期" in line for line in told)


def test_full_width_digits_are_the_same_number(officer: Browser) -> None:
    make_person(db.session.scalars(select(Organisation)).one(), name="沈知远", number="14306201610000001")
    data = book(row("沈 知 远", "１４３０６２０１６１００００００１", phone="０７３０－８８８８８８８", party="√"))
    confirm(officer, upload(officer, data).location)
    kept = db.session.scalars(select(Person)).one()
    assert (kept.number, kept.is_party_member) == ("14306201610000001", True)
    assert kept.phone.startswith("0730")


def test_long_numbers_that_excel_cut_are_refused(officer: Browser) -> None:
    [told] = faults(officer, book(row("沈知远", 14306201610000001)))
    assert "Excel 已丢失末尾几位" in told


def test_double_names_need_a_number_to_be_told_apart(officer: Browser) -> None:
    told = faults(officer, book(row("沈知远"), row("沈　知远"), row("陈安", "7"), row("陈按", "7")))
    assert "与第 3 行同名同单位" in told[0]
    assert "与第 5 行重复" in told[1]
    preview = upload(officer, book(row("沈知远", "1"), row("沈知远", "2"))).location
    confirm(officer, preview)
    assert list(db.session.scalars(select(Person.name))) == ["沈知远", "沈知远"]


def test_a_firm_spelt_three_ways_is_one_firm(officer: Browser) -> None:
    spelt = ("云江澄衡律所", "云江 澄衡律师事务所（普通合伙）", "澄衡所")
    rows = [row(f"律师{place}", f"N{place}", unit=unit) for place, unit in enumerate(spelt)]
    confirm(officer, upload(officer, book(*rows)).location)
    assert {person.organisation.name for person in db.session.scalars(select(Person))} == {FIRM}
    assert db.session.scalars(select(Organisation.name)).all() == [FIRM]


def test_a_firm_spelt_three_ways_among_the_units_is_refused_by_row(officer: Browser) -> None:
    firms = ("云江正言律师事务所", "云江市正言律所", "云江正言律师事务所（普通合伙）", "云江正言（湖滨）律师事务所")
    told = faults(officer, book(row("沈知远", "1"), firms=firms))
    assert len(told) == 2
    assert all("疑为同一律师事务所" in line for line in told)
    assert "澄衡" in " ".join(faults(officer, book(row("沈知远", "1"), firms=("云江澄衡律所",))))


def test_what_tells_two_firms_apart_is_kept_in_their_key() -> None:
    assert firm_key("湖南省正言律所") == firm_key("湖南正言律师事务所（特殊的普通合伙）") == "湖南正言"
    apart = {firm_key(name) for name in ("北京正言律师事务所", "湖南正言律师事务所", "湖南正言（岳阳）律师事务所")}
    assert len(apart) == 3
