"""The archive in the browser: found, filtered, exported; the scan of the signed print deposited and replaced."""

import io

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import func, select

from liaison.core.sides import Role, Side
from liaison.papers.verification import code_of
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.papers import Paper, PaperScan
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.scans import make_pdf, make_picture
from tests.page import Browser


@pytest.fixture
def organiser(app: Flask, paper: Paper) -> Browser:
    return signed_in(app, "keeper", side=Side.BENCH, roles={Role.ORGANISER}, name="宋清如")


def upload(
    browser: Browser, paper: Paper, data: bytes, name: str = "纪要.pdf", expect: int = 303, **values: str
) -> str:
    url = f"/archive/{paper.id}/deposit"
    return browser.submit(url, expect, file=(io.BytesIO(data), name), **values).get_data(as_text=True)


def cookies(browser: Browser) -> dict[str, str]:
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    return {"liaison": cookie.value}


def scans() -> list[PaperScan]:
    db.session.rollback()
    return list(db.session.scalars(select(PaperScan).order_by(PaperScan.id)))


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("", True),
        ("q=纪要", True),
        ("q=[2026]第1号", True),
        ("q=预约当日", True),
        ("q=text", False),
        ("q=没有的", False),
        ("kind=minutes", True),
        ("kind=letter", False),
        ("copy=with", False),
        ("copy=without", True),
        ("year={year}", True),
        ("year=1999", False),
        ("q=%25", False),
    ],
)
def test_the_list_finds_what_is_asked_for(organiser: Browser, paper: Paper, query: str, is_found: bool) -> None:
    query = query.replace("2026", str(paper.issued_at.year)).format(year=paper.issued_at.year)
    page = organiser.get(f"/archive?{query}")
    assert (paper.number in page.text) == is_found
    assert ("已印发 1 份" in page.text) == is_found


def test_the_search_finds_what_issued_minutes_say_for_those_who_read_them(app: Flask, paper: Paper) -> None:
    for name, side, role, is_found in (
        ("lawyer", Side.BAR, Role.LAWYER, True), ("judge", Side.BENCH, Role.JUDGE, True),
        ("administrator", None, Role.ADMINISTRATOR, False),
    ):  # fmt: skip
        page = signed_in(app, name, side=side, roles={role}).get("/search?q=预约当日")
        found = page.select(f"//ul[@class='finds']/li[a/@href='/archive/{paper.id}']/p")
        assert ["预约当日" in one.text_content() for one in found] == [True] * is_found, name


def test_the_spreadsheet_holds_the_hashes(organiser: Browser, paper: Paper) -> None:
    upload(organiser, paper, make_pdf())
    data = organiser.send("GET", "/archive?format=xlsx").data
    head, row = openpyxl.load_workbook(io.BytesIO(data)).active.values
    shown = dict(zip(head, row, strict=True))
    assert shown["文号"] == paper.number
    assert shown["验证码"] == code_of(paper.facts_sha256)
    assert shown["PDF 校验值"] == paper.pdf.sha256
    assert shown["印发件存入日期"] is not None


def test_the_list_takes_as_many_statements_for_many_papers_as_for_one(
    app: Flask, organiser: Browser, paper: Paper
) -> None:
    few = count_statements(app, "/archive", cookies(organiser))
    with unit.transaction():
        for n in range(30):
            copy = Paper(
                kind=paper.kind, number=f"x{n}", title=paper.title, facts="{}",
                facts_sha256="0" * 64, issued_at=paper.issued_at,
            )  # fmt: skip
            db.session.add(copy)
    many = count_statements(app, "/archive", cookies(organiser))
    assert many == few <= 12


def test_the_deposited_scan_is_the_issued_copy(organiser: Browser, paper: Paper) -> None:
    data = make_pdf(4)
    upload(organiser, paper, data)
    page = organiser.get(f"/archive/{paper.id}")
    assert "现行印发件" in page.text
    assert "4 页" in page.text
    assert "宋清如" in page.text
    response = organiser.send("GET", f"/archive/{paper.id}/scans/1")
    assert response.data == data
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "已存印发件" in organiser.get("/archive?copy=with").text


def test_a_later_scan_takes_its_place_with_a_reason_and_the_first_one_stays(organiser: Browser, paper: Paper) -> None:
    upload(organiser, paper, make_pdf(1))
    assert "请写明更换的原因" in upload(organiser, paper, make_pdf(2), expect=422)
    upload(organiser, paper, make_pdf(2), reason="上一份漏扫一页")
    page = organiser.get(f"/archive/{paper.id}")
    assert "上一份漏扫一页" in page.text
    assert [scan.pages for scan in scans()] == [1, 2]
    assert organiser.send("GET", f"/archive/{paper.id}/scans/1").data == make_pdf(1)
    trail = select(AuditEntry.action).where(AuditEntry.action.like("paper.%")).order_by(AuditEntry.id)
    actions = db.session.scalars(trail).all()
    assert actions == ["paper.scan_deposited", "paper.scan_replaced"]


def test_the_same_file_twice_is_refused(organiser: Browser, paper: Paper) -> None:
    data = make_pdf(1)
    upload(organiser, paper, data)
    assert "这份文件已经存入" in upload(organiser, paper, data, expect=422, reason="再传一次")
    assert len(scans()) == 1


def test_a_scan_that_came_meanwhile_is_not_replaced_unseen(organiser: Browser, paper: Paper) -> None:
    page = organiser.get(f"/archive/{paper.id}/deposit")
    version = page.select("//input[@name='version']")[0].get("value")
    upload(organiser, paper, make_pdf(1))
    response = organiser.post(
        f"/archive/{paper.id}/deposit", version=version, file=(io.BytesIO(make_picture()), "纪要.jpg")
    )
    assert response.status_code == 409
    assert len(scans()) == 1


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [(b"MZ" + b"\0" * 99, "纪要.pdf", "只能上传"), (make_picture("PNG", (8000, 8000)), "纪要.png", "图片过大")],
)
def test_what_is_no_scan_is_refused_and_nothing_is_kept(
    organiser: Browser, paper: Paper, data: bytes, name: str, words: str
) -> None:
    files = db.session.scalar(select(func.count()).select_from(StoredFile))
    assert words in upload(organiser, paper, data, name, expect=422)
    assert scans() == []
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == files
