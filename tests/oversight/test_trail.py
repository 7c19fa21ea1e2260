"""The audit page: filters, detail, export, the chain's state, the weekly head."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import text as sql

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.oversight import tasks
from liaison.store import audit, jobs, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.outbox import OutboxMessage
from tests.bench.statements import FRAMING
from tests.makers.accounts import make_user
from tests.oversight.conftest import note
from tests.page import Browser


def rows(browser: Browser, query: str = "") -> list[str]:
    page = browser.get(f"/oversight/audit{query}")
    return [" ".join(row.text_content().split()) for row in page.select("//tbody/tr")]


def test_an_entry_shows_who_did_what_and_the_difference(auditor: Browser) -> None:
    user = make_user("officer", name="周砚秋")
    with unit.transaction():
        audit.record("opinion.lodged", db.session.merge(user), user, before="草稿", after="已提交")
    (row,) = rows(auditor, "?action=opinion.lodged")
    for shown in ("周砚秋", "提出意见", "opinion.lodged", "用户账户", "user_account", "before: 草稿", "after: 已提交"):
        assert shown in row


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?action=a.done", ["a.done"]),
        ("?q=b.do", ["b.done"]),
        ("?person=砚秋", ["b.done"]),
        ("?person=planner", ["b.done"]),
        ("?kind=user_account&action=b.done", ["b.done"]),
        ("?kind=user_account&thing={id}&action=b.done", ["b.done"]),
        ("?thing=999999", []),
        ("?since={tomorrow}", []),
        ("?until={today}&action=a.done", ["a.done"]),
        ("?until={yesterday}", []),
        ("?since=nonsense&until=9999-12-31&action=a.done", ["a.done"]),
        ("?action=%27%20or%201=1", []),
        ("?q=%25", []),
    ],
)
def test_filters_find_exactly_what_they_say(auditor: Browser, query: str, expected: list[str]) -> None:
    user = make_user("planner", name="周砚秋")
    with unit.transaction():
        audit.record("a.done", None, None)
        audit.record("b.done", db.session.merge(user), user)
    today = clock.today()
    day = timedelta(days=1)
    asked = query.format(id=user.id, today=today, tomorrow=today + day, yesterday=today - day)
    found = [word for row in rows(auditor, asked) for word in row.split() if word in {"a.done", "b.done"}]
    assert found == expected
    assert len(rows(auditor, asked)) == len(expected)


def test_the_spreadsheet_holds_exactly_what_is_filtered_and_is_on_record(auditor: Browser) -> None:
    note(60, "x.done", why="=1+1")
    note(3, "y.done")
    response = auditor.send("GET", "/oversight/audit?action=x.done&format=xlsx")
    sheet = load_workbook(io.BytesIO(response.data)).active
    assert sheet is not None
    assert {row[3].value for row in sheet.iter_rows(min_row=2)} == {"x.done"}
    assert sheet.max_row == 61
    entry = db.session.query(AuditEntry).filter_by(action="trail.exported").one()
    assert entry.detail == {"rows": 60, "filters": ["action"]}
    assert entry.actor_id is not None


def test_a_page_costs_few_statements_however_long_the_trail(auditor: Browser, statements: list[str]) -> None:
    note(120)
    auditor.get("/oversight/audit")
    statements.clear()
    auditor.get("/oversight/audit")
    asked = [statement for statement in statements if not statement.upper().startswith(FRAMING)]
    assert 0 < len(asked) <= 12, "\n\n".join(asked)


def test_the_auditor_finds_a_changed_entry(auditor: Browser) -> None:
    note(5)
    auditor.get("/oversight/audit")
    _check(auditor)
    assert "相符" in auditor.get("/oversight/audit").text
    with unit.transaction():
        db.session.execute(sql("update audit_entry set action = 'z.done' where id = 3"))
    _check(auditor)
    page = auditor.get("/oversight/audit").text
    assert "审计记录在第 3 条处核对不符" in page
    assert "业务可以继续办理" in page
    assert "审计记录核对不符" in auditor.get("/").text


def _check(browser: Browser) -> None:
    with clock.travel(clock.now() + timedelta(seconds=1)):
        browser.submit("/oversight/audit", action="/oversight/audit/check")
    for job_id in jobs.sweep():
        jobs.run(job_id)


def test_the_chain_is_checked_once_a_night(database: None) -> None:
    note(1)
    with unit.transaction():
        tasks.verify_nightly()
    for job_id in jobs.sweep():
        jobs.run(job_id)
    midnight = clock.now().astimezone(clock.LOCAL).replace(hour=0, minute=30) + timedelta(days=2)
    for minutes in (0, 60, 120):
        with clock.travel(midnight + timedelta(minutes=minutes)):
            with unit.transaction():
                tasks.verify_nightly()
            for job_id in jobs.sweep():
                jobs.run(job_id)
    assert db.session.query(Job).count() == 2
    with clock.travel(midnight + timedelta(hours=23)), unit.transaction():
        tasks.verify_nightly()
    assert db.session.query(Job).count() == 2, "by day nobody waits for it"


def test_both_associations_get_the_head_once_a_week(app: Flask, database: None) -> None:
    make_user("witness-a", side=Side.BAR, roles={Role.AUDITOR}, email="a@bar.example.org")
    make_user("witness-b", side=Side.BENCH, roles={Role.ORGANISER}, email="b@bench.example.org")
    make_user("witness-c", side=Side.BAR, roles={Role.ORGANISER}, email="c@bar.example.org")
    make_user("witness-d", side=Side.BENCH, roles={Role.OFFICER}, email="d@bench.example.org")
    start = clock.now()
    for days in (0, 0, 7):
        with clock.travel(start + timedelta(days=days)), unit.transaction():
            tasks.send_heads()
    mails = db.session.query(OutboxMessage).filter(OutboxMessage.key.like("audit-head:%")).all()
    assert sorted(mail.recipient for mail in mails) == ["a@bar.example.org"] * 2 + ["b@bench.example.org"] * 2
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert last is not None
    assert all(last.hash in mail.body and f"共{last.id}条" in mail.body for mail in mails)


def test_it_speaks_english(auditor: Browser) -> None:
    note(1, why="说明")
    assert auditor.get("/oversight/audit?lang=en").tree.get("lang") == "en"
