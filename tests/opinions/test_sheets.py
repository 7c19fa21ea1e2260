"""Opinions out of spreadsheets: templates, faults by cell, shown before they are taken in, all or nothing."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from liaison.core.sides import Side
from liaison.directory.models import OrganisationKind
from liaison.opinions.models import Channel, Opinion, OpinionStatus
from liaison.store import links, unit
from liaison.store.base import db
from liaison.store.links import LinkKind
from liaison.store.outbox import OutboxMessage
from tests.makers.conferences import make_conference
from tests.makers.directory import make_organisation
from tests.makers.opinions import unit_of
from tests.page import Browser, Page

COLLECTED = ["提出单位", "提出人姓名", "拟提交会议", "类别", "标题", "内容", "不公开提出人", "收到日期"]
DAY = date(2026, 3, 2)


def workbook(head: list[str], *rows: list[object]) -> io.BytesIO:
    book, made = Workbook(), io.BytesIO()
    for row in (head, *rows):
        book.active.append(row)
    book.save(made)
    made.seek(0)
    return made


def upload(browser: Browser, file: io.BytesIO, expect: int = 200) -> Page:
    page = browser.get("/opinions/import")
    token = page.select("//form[@enctype]//input[@name='csrf_token']/@value")[0]
    response = browser.send("POST", "/opinions/import", data={"csrf_token": token, "file": (file, "意见.xlsx")})
    return browser._page(response, expect)


def confirm(browser: Browser, page: Page) -> None:
    form = next(form for form in page.tree.forms if form.action == "/opinions/import/confirm")
    for _ in range(2):
        assert browser.send("POST", form.action, data=dict(form.form_values())).status_code == 303


def count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Opinion.id))) or 0


def test_collected_sheet_is_shown_and_then_taken_in_once(officer: Browser) -> None:
    with unit.transaction():
        conference = make_conference()
        id, title = conference.id, conference.title
    firm = ["知渡所", None, title, "阅卷", "阅卷预约难", "内容一", None, DAY]
    person = ["知渡所", "周敏", None, "立案", "立案退回多次", "内容二", "是", DAY]
    page = upload(officer, workbook(COLLECTED, firm, person))
    assert "阅卷预约难" in page.text
    assert count() == 0, "looking takes nothing in"
    confirm(officer, page)
    one, two = db.session.scalars(select(Opinion).order_by(Opinion.id)).all()
    assert (one.proposer_kind, one.proposer_name, one.channel) == ("firm", "知渡所", Channel.TEMPLATE)
    assert (two.proposer_kind, two.proposer_name, two.is_name_withheld) == ("person", "周敏", True)
    assert (two.text, two.received_on, two.status) == ("内容二", date(2026, 3, 2), OpinionStatus.LODGED)
    assert links.tied_to("opinion", [one.id], LinkKind.COLLECTED_FOR) == {one.id: [("conference", id)]}
    assert db.session.scalar(select(func.count(OutboxMessage.id))) == 0
    assert officer.get(f"/opinions/{one.id}").select(f"//section[@id='origins']//a[@href='/conferences/{id}']")
    officer.get("/opinions/import?lang=en")


def test_one_fault_keeps_all_out_and_names_its_cell(officer: Browser) -> None:
    good = ["知渡所", None, None, "阅卷", "阅卷预约难", "内容", None, DAY]
    bad = [
        ["知渡所", None, "第九次联席会议", "没有的类别", "题" * 81, None, "也许", date(2099, 1, 1)],
    ]
    page = upload(officer, workbook(COLLECTED, good, *bad), 422)
    places = [cell.text_content() for cell in page.select("//section[@id='faults']//tr/td[1]")]
    assert places == [place for place in places if place.startswith("第 3 行")]
    assert {place.split(" ")[3] for place in places} == {"C", "D", "E", "F", "G", "H"}
    assert count() == 0


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_told(officer: Browser, data: bytes) -> None:
    page = upload(officer, io.BytesIO(data), 422)
    assert page.select("//*[@role='alert']")


def test_changed_rows_are_not_taken_in(officer: Browser) -> None:
    page = upload(officer, workbook(COLLECTED, ["知渡所", None, None, "阅卷", "题", "内容", None, DAY]))
    form = next(form for form in page.tree.forms if form.action == "/opinions/import/confirm")
    values = {**dict(form.form_values()), "rows": "gAAAAAB-forged"}
    assert officer.send("POST", form.action, data=values).status_code == 409
    assert count() == 0


def test_template_is_for_one_unit_and_one_conference(officer: Browser) -> None:
    with unit.transaction():
        unit_of(Side.BAR)
        title = make_conference().title
    response = officer.send("GET", f"/opinions/import/template?unit=云江市律师协会&conference={title}")
    sheet = load_workbook(io.BytesIO(response.data)).worksheets[0]
    offered = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert {'"云江市律师协会"', f'"{title}"'} <= offered
    assert officer.send("GET", "/opinions/import/template?unit=没有").status_code == 404


def test_all_units_of_the_side_get_their_sheets_in_one_archive(officer: Browser) -> None:
    with unit.transaction():
        unit_of(Side.BAR), unit_of(Side.BENCH)
        make_organisation(name="知渡/明律联合律师事务所", kind=OrganisationKind.LAW_FIRM)
        title = make_conference().title
    response = officer.send("GET", f"/opinions/import/templates?conference={title}&unit=")
    with ZipFile(io.BytesIO(response.data)) as archive:
        names = archive.namelist()
        sheet = load_workbook(io.BytesIO(archive.read(names[-1]))).worksheets[0]
    wanted = {f"意见建议征集表-{title}-{name}.xlsx" for name in ("云江市律师协会", "知渡／明律联合律师事务所")}
    assert set(names) == wanted, "the other side's units are not in it, and a slash makes no folder"
    offered = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert f'"{title}"' in offered
    assert len(offered & {'"云江市律师协会"', '"知渡/明律联合律师事务所"'}) == 1
    assert officer.send("GET", "/opinions/import/templates?conference=没有").status_code == 404
