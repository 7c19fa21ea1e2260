"""The pages of old ledgers: template, upload, preview, the job, the result, taking back; and starts of numbers."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func, select

from liaison.conferences.models import Conference
from liaison.core import clock
from liaison.ledgers.models import LedgerImport
from liaison.ledgers.services import imports
from liaison.opinions.models import Channel, Opinion, OpinionStatus
from liaison.store import jobs
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.files import StoredFile
from tests.makers.evidence import pdf
from tests.makers.ledgers import COMPLAINTS, CONFERENCES, COUNTS, DAYS, OPINIONS, book, conference, days, opinion, work
from tests.page import Browser, Page

RECEIVED = date(2024, 5, 6)


def upload(browser: Browser, data: bytes, *files: tuple[str, bytes], expect: int = 303) -> Page:
    """Hand a workbook in; gives the preview, or the page that says what is wrong."""
    token = browser.get("/ledgers/import").select("//form[@enctype]//input[@name='csrf_token']/@value")[0]
    brought = [(io.BytesIO(content), name) for name, content in files]
    typed = {"csrf_token": token, "file": (io.BytesIO(data), "旧台账.xlsx"), "files": brought}
    response = browser.send("POST", "/ledgers/import", data=typed)
    return browser.follow(response) if expect == 303 else browser._page(response, expect)


def confirm(browser: Browser, page: Page) -> str:
    """Confirm a preview twice, as a double click does, and let the worker work; gives the address of the import."""
    form = next(form for form in page.tree.forms if form.action.endswith("/confirm"))
    for _ in range(2):
        browser.send("POST", form.action, data=dict(form.form_values()))
    work()
    return str(form.action).removesuffix("/confirm")


def total(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_workbook_is_shown_taken_in_once_and_taken_back(desk: Browser) -> None:
    sheets = {
        "往届意见建议": (
            OPINIONS,
            [opinion("阅卷难", RECEIVED, "第1次联席会议"), opinion("立案退回多次", RECEIVED)],
        ),
        "往届会议": (CONFERENCES, [conference(1, file="第一次纪要.pdf")]),
    }
    packed, minutes = io.BytesIO(), pdf()
    with ZipFile(packed, "w") as archive:
        archive.writestr("纪要/第一次纪要.pdf", minutes)
        archive.writestr("多余.pdf", minutes)
    page = upload(desk, book(sheets), ("纪要.zip", packed.getvalue()))
    assert "阅卷难" in page.text
    assert "多余.pdf" in page.text
    assert total(Opinion) == total(Conference) == 0, "looking takes nothing in"
    address = confirm(desk, page)
    one, _two = db.session.scalars(select(Opinion).order_by(Opinion.id)).all()
    assert (one.status, one.channel, one.reply_due_on) == (OpinionStatus.CLOSED, Channel.OLD_RECORD, None)
    result = desk.get(address)
    assert len(result.select("//section[@id='made']//tbody/tr")) == 3
    for url in result.select("//section[@id='made']//a/@href"):
        assert "旧台账.xlsx" in desk.get(url).text
    assert desk.send("GET", f"/conferences/{db.session.scalar(select(Conference.id))}/minutes/old-file").data == minutes
    desk.get(f"{address}?lang=en")
    desk.submit(f"{address}/undo", reason="导错了年份")
    assert total(Opinion) == total(Conference) == total(StoredFile) == 0
    assert "导错了年份" in desk.get(address).text
    actions = list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.thing_kind == "ledger_import")))
    assert actions == [f"ledger_import.{verb}" for verb in ("uploaded", "confirmed", "imported", "undone")]


def test_one_fault_keeps_all_out_and_names_sheet_and_cell(desk: Browser) -> None:
    bad = [["联席会议", 1, "2023.13.40", "律师方"], ["联席会议", "二", "2023.3.15", "双方", "", "", "没有.pdf"]]
    sheets = {"往届会议": (CONFERENCES, [conference(3), *bad]), "别的": (["甲"], [["乙"]])}
    page = upload(desk, book(sheets), expect=422)
    places = [cell.text_content() for cell in page.select("//section[@id='faults']//tbody/tr/td[1]")]
    cells = {place.split("“")[1].split("”")[1].strip() for place in places}
    assert {f"表第 {row} 行 {column} 列" for row, column in ((3, "C"), (4, "B"), (4, "D"), (4, "G"))} <= cells, places
    assert "别的" in page.text
    assert total(LedgerImport) == 0
    assert "第 4 行 B 列" in upload(desk, book(sheets), expect=422).text
    desk.get("/ledgers/import?lang=en")


def test_what_came_meanwhile_is_told_instead_of_made(desk: Browser) -> None:
    page = upload(desk, book({"往届会议": (CONFERENCES, [conference(1)])}))
    confirm(desk, upload(desk, book({"往届会议": (CONFERENCES, [conference(1, date(2023, 4, 1))])})))
    form = next(form for form in page.tree.forms if form.action.endswith("/confirm"))
    again = desk._page(desk.send("POST", form.action, data=dict(form.form_values())), 422)
    assert "日期是2023-04-01" in again.text
    assert not [one for one in again.tree.forms if one.action.endswith("/confirm")]
    desk.submit(form.action.removesuffix("/confirm"), action=form.action.replace("confirm", "discard"))
    assert total(Conference) == 1


def test_the_page_tells_how_many_rows_of_how_many_are_made(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "AT_ONCE", 2)
    heard: list[tuple[int, int]] = []
    tell = jobs.tell
    monkeypatch.setattr(jobs, "tell", lambda job, *rows: (heard.append(rows), tell(job, *rows)))
    page = upload(desk, book({"往届意见建议": (OPINIONS, [opinion(f"题{n}", RECEIVED) for n in range(5)])}))
    form = next(form for form in page.tree.forms if form.action.endswith("/confirm"))
    desk.send("POST", form.action, data=dict(form.form_values()))
    address = str(form.action).removesuffix("/confirm")
    assert "正在核对" in desk.get(address).text
    held = db.session.scalars(select(LedgerImport)).one()
    assert held.job is not None
    tell(held.job, 2, 5)
    assert "已导入 2 行，共 5 行" in desk.send("GET", f"{address}/progress").text
    work()
    assert heard == [(2, 5), (4, 5), (5, 5)]
    db.session.rollback()
    assert jobs.told(db.session.scalars(select(jobs.Job).where(jobs.Job.id == held.job.id)).one()) == (5, 5)
    assert total(Opinion) == 5
    ended = desk.send("GET", f"{address}/progress")
    assert (ended.status_code, "已处理完毕" in ended.text) == (286, True)


def test_templates_offer_what_may_be_chosen_and_come_back_as_they_are(desk: Browser) -> None:
    data = desk.send("GET", "/ledgers/template").data
    filled = load_workbook(io.BytesIO(data))
    assert filled.sheetnames[:5] == ["往届会议", "往届议定事项", "往届意见建议", "往年接访日", "历年数字"]
    assert "填表说明" in filled.sheetnames
    offered = {rule.formula1 for rule in filled["往届会议"].data_validations.dataValidation}
    assert '"联席会议,专题联席会议,座谈会"' in offered
    listed = next(rule.formula1 for rule in filled["历年数字"].data_validations.dataValidation)
    assert COMPLAINTS in listed
    for place, value in enumerate(conference(2), 1):
        filled["往届会议"].cell(2, place, value)
    again = io.BytesIO()
    filled.save(again)
    assert "第二次联席会议" in upload(desk, again.getvalue()).text
    alone = load_workbook(io.BytesIO(desk.send("GET", "/ledgers/template?kind=reception_days").data))
    assert alone.sheetnames == ["往年接访日", "填表说明"]
    assert desk.send("GET", "/ledgers/template?kind=none").status_code == 404


def test_the_start_of_a_series_is_set_once_and_never_doubles_a_number(desk: Browser) -> None:
    desk.submit("/ledgers/numbers", series="opinion", number=13)
    assert "13号" in desk.get("/ledgers/numbers").text
    desk.submit("/ledgers/numbers", series="opinion", number=11)
    confirm(
        desk,
        upload(desk, book({"往届意见建议": (OPINIONS, [opinion("旧题", clock.today(), replied_on=clock.today())])})),
    )
    assert db.session.scalar(select(Opinion.number)) == 11
    for number, expect in ((11, 422), (0, 422), ("十", 422), (12, 303)):
        desk.submit("/ledgers/numbers", expect=expect, series="opinion", number=number)
    starts = select(func.count()).where(AuditEntry.action == "number_series.started")
    assert db.session.scalar(starts) == 3
    desk.get("/ledgers/numbers")
    desk.get("/ledgers/numbers?lang=en")


def test_days_keep_their_small_counts_with_the_side_that_owns_them(app: Flask, desk: Browser, bench: object) -> None:
    rows = days(2, 5, 3)
    address = confirm(desk, upload(desk, book({"往年接访日": (DAYS, rows)})))
    url = desk.get(address).select("//section[@id='made']//a/@href")[0]
    assert desk.get(url).select("//section[@id='old-counts']")
    other = Browser(app).sign_in("chen.li")
    page = other.get(url)
    assert not page.select("//section[@id='old-counts']")
    assert "旧台账.xlsx" not in page.text, "where it came from is told to the side that took it in"
    assert other.send("GET", address).status_code == 404


@pytest.mark.parametrize("data", [b"", b"not a workbook"], ids=["empty", "text"])
def test_what_is_no_workbook_is_told(desk: Browser, data: bytes) -> None:
    assert upload(desk, data, expect=422).select("//*[@role='alert']")


def test_counts_of_complaints_below_five_are_not_taken_in(desk: Browser) -> None:
    rows = [[COMPLAINTS, 2024, None, None, 3, "登记簿"], [COMPLAINTS, 2023, None, date(2023, 6, 30), 9, "登记簿"]]
    page = upload(desk, book({"历年数字": (COUNTS, rows)}), expect=422)
    said = [row.text_content() for row in page.select("//section[@id='faults']//tbody/tr")]
    assert ["少于5" in said[0], "完整年度" in said[1]] == [True, True]
