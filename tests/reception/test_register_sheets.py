"""The register from a spreadsheet: faults by cell, shown, taken in whole; the export comes back in."""

import io
from datetime import date

from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from liaison.core import clock
from liaison.core.sides import Role
from liaison.directory.models import OrganisationKind, PersonKind
from liaison.reception.models import DutyLawyer
from liaison.store import unit
from liaison.store.base import db
from tests.makers.accounts import make_user
from tests.makers.directory import make_organisation, make_person
from tests.makers.reception import make_lawyer
from tests.page import Browser, Page

HEAD = ["姓名", "律师事务所", "专长", "可以值班的日子", "律师事务所同意日期", "备注"]
DAY = date(2026, 3, 2)


def sheet(*rows: list[object]) -> io.BytesIO:
    book, made = Workbook(), io.BytesIO()
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(made)
    made.seek(0)
    return made


def upload(browser: Browser, file: io.BytesIO, expect: int = 200) -> Page:
    page = browser.get("/reception/lawyers/import")
    token = page.select("//form[@enctype]//input[@name='csrf_token']/@value")[0]
    sent = {"csrf_token": token, "file": (file, "名单.xlsx")}
    return browser._page(browser.send("POST", "/reception/lawyers/import", data=sent), expect)


def roster() -> None:
    firm = make_organisation(OrganisationKind.LAW_FIRM, name="云江知渡律师事务所")
    for name, since in (("周敏", date(2010, 5, 4)), ("贺新", clock.today())):
        make_person(firm, PersonKind.LAWYER, name=name, practising_since=since)


def test_faults_are_named_by_cell_and_nothing_is_taken_in(app: Flask, browser: Browser) -> None:
    with unit.transaction():
        roster()
    make_user("officer", roles={Role.OFFICER})
    browser.sign_in("officer")
    page = upload(
        browser,
        sheet(
            ["周敏", "云江知渡律师事务所", "民事、海商", "星期六", date(2100, 1, 1)],
            ["周敏", "别处律师事务所", "民事"],
            ["无此人", "云江知渡律师事务所", "民事"],
            ["贺新", "云江知渡律师事务所", None],
        ),
        expect=422,
    )
    for words in (
        "第 2 行 C 列", "没有“海商”这一项专长", "第 2 行 D 列", "“星期六”不是", "第 2 行 E 列", "第 3 行 B 列",
        "名册中该律师在云江知渡律师事务所", "第 4 行 A 列", "没有这名在册律师", "第 5 行 C 列", "执业未满一年",
    ):  # fmt: skip
        assert words in page.text, words
    assert db.session.scalar(select(func.count(DutyLawyer.id))) == 0


def test_a_sheet_is_shown_then_taken_in_once_and_the_export_comes_back_unchanged(app: Flask, browser: Browser) -> None:
    with unit.transaction():
        roster()
        old = make_lawyer("尹敬源", firm="云江禾穰律师事务所", note="周五不便")
        old_id = old.id
    make_user("officer", roles={Role.OFFICER})
    browser.sign_in("officer")
    page = upload(
        browser,
        sheet(
            ["周敏", "云江知渡律师事务所", "民事，执行", "周一、周三", DAY, "常驻县城"],
            ["尹敬源", "云江禾穰律师事务所", "刑事"],
        ),
    )
    assert "新选入 1 人" in page.text
    assert "更新 1 人" in page.text
    assert db.session.scalar(select(func.count(DutyLawyer.id))) == 1, "looking takes nothing in"
    form = next(form for form in page.tree.forms if form.action == "/reception/lawyers/import/confirm")
    for _ in range(2):
        assert browser.send("POST", form.action, data=dict(form.form_values())).status_code == 303
    db.session.expire_all()
    new = db.session.scalars(select(DutyLawyer).where(DutyLawyer.name == "周敏")).one()
    assert (new.known_for, new.weekdays, new.consented_on, new.note) == (
        ("civil", "enforcement"),
        [0, 2],
        DAY,
        "常驻县城",
    )
    kept = db.session.get_one(DutyLawyer, old_id)
    assert (kept.known_for, kept.weekdays, kept.note) == (("criminal",), [0, 1, 2, 3, 4], "周五不便")
    exported = browser.send("GET", "/reception/lawyers?format=xlsx").get_data()
    assert "无需导入" in upload(browser, io.BytesIO(exported)).text
    template = browser.send("GET", "/reception/lawyers/import/template").get_data()
    assert load_workbook(io.BytesIO(template)).sheetnames == ["值班律师", "填表说明"]
