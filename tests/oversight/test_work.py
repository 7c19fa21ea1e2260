"""Outbox, jobs and backups: what is shown, what is never shown, what may be tried again."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook

from liaison.core import clock
from liaison.oversight import rules
from liaison.store import backup_runs, heartbeat, jobs, unit
from liaison.store.audit import AuditEntry
from liaison.store.backup import About
from liaison.store.backup_runs import RunKind, Schedule
from liaison.store.base import db
from liaison.store.jobs import Job, JobStatus
from liaison.store.outbox import Delivery, OutboxMessage
from tests.oversight.conftest import reread
from tests.page import Browser


@pytest.mark.parametrize("address", ["/oversight/outbox", "/oversight/outbox?lang=en", "/oversight/outbox/{id}"])
def test_nobody_learns_from_the_outbox_whom_a_mail_is_for(
    administrator: Browser, failed_mail: int, address: str
) -> None:
    text = administrator.get(address.format(id=failed_mail)).text
    assert "…@bar.example.org" in text
    assert "sun.yi" not in text
    assert "invited:17" not in text


def test_nor_from_its_spreadsheet(administrator: Browser, failed_mail: int) -> None:
    response = administrator.send("GET", "/oversight/outbox?format=xlsx")
    sheet = load_workbook(io.BytesIO(response.data)).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "…@bar.example.org" in cells
    assert not [cell for cell in cells if "sun.yi" in cell]


def test_a_mail_given_up_goes_again(administrator: Browser, failed_mail: int) -> None:
    administrator.submit("/oversight/outbox", action=f"/oversight/outbox/{failed_mail}/resend")
    db.session.rollback()
    message = db.session.get_one(OutboxMessage, failed_mail)
    assert (message.status, message.attempts, message.error) == (Delivery.QUEUED, 0, "")
    assert db.session.query(AuditEntry).filter_by(action="mail.requeued").count() == 1
    page = administrator.follow(administrator.post(f"/oversight/outbox/{failed_mail}/resend", back="/oversight/outbox"))
    assert "只有发送失败的邮件可以重发" in page.text


def test_a_mail_whose_link_is_gone_does_not_go_again(administrator: Browser, spoilt_mail: int) -> None:
    page = administrator.follow(
        administrator.submit("/oversight/outbox", action=f"/oversight/outbox/{spoilt_mail}/resend")
    )
    assert "邮件中的链接已经失效" in page.text
    db.session.rollback()
    assert db.session.get_one(OutboxMessage, spoilt_mail).status is Delivery.FAILED


def test_a_failed_job_says_why_and_is_tried_again(administrator: Browser, failed_job: str) -> None:
    assert "缺少字形：龘" in administrator.get("/oversight/jobs").text
    administrator.submit("/oversight/jobs", action=f"/oversight/jobs/{failed_job}/retry")
    job = reread(failed_job)
    assert (job.status, job.attempts, job.error, job.heard_at) == (JobStatus.QUEUED, 0, "", None)
    assert db.session.query(AuditEntry).filter_by(action="job.retried").count() == 1


def test_a_job_is_taken_back_once(administrator: Browser, waiting_job: str) -> None:
    administrator.submit("/oversight/jobs", action=f"/oversight/jobs/{waiting_job}/cancel")
    assert reread(waiting_job).status is JobStatus.CANCELLED
    page = administrator.follow(administrator.post(f"/oversight/jobs/{waiting_job}/cancel", back="/oversight/jobs"))
    assert "任务已经结束" in page.text
    assert db.session.query(AuditEntry).filter_by(action="job.cancelled").count() == 1


@pytest.mark.parametrize(
    ("query", "expected"), [("", 2), ("?status=failed", 1), ("?kind=papers.render", 2), ("?kind=x", 0), ("?q=pap", 2)]
)
def test_jobs_are_filtered(
    administrator: Browser, failed_job: str, waiting_job: str, query: str, expected: int
) -> None:
    assert len(administrator.get(f"/oversight/jobs{query}").select("//tbody/tr")) == expected


def _note(kind: RunKind, days_ago: float) -> None:
    about = About(made_at=clock.now().isoformat(), revision="0006", rows={"a": 1234}, files={"f": "0"})
    with clock.travel(clock.now() - timedelta(days=days_ago)), unit.transaction():
        backup_runs.note(kind, "昨夜.backup", about, None)


def test_a_backup_too_long_ago_and_one_never_restored_are_said(
    app: Flask, administrator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = backup_runs.schedule()
    assert "不会自动备份" in administrator.get("/oversight/backups").text
    monkeypatch.setitem(app.extensions, backup_runs.SCHEDULE, Schedule(plan.folder, "correct horse battery", 14))
    text = administrator.get("/oversight/backups").text
    assert "两天内没有备份" in text
    assert "一个月内没有恢复过备份" in text
    _note(RunKind.CREATED, 1.9)
    _note(RunKind.REHEARSED, 30)
    page = administrator.get("/oversight/backups")
    assert "两天内没有备份" not in page.text
    assert "一个月内没有恢复过备份" not in page.text
    assert "1,234" in page.text
    assert len(page.select("//tbody/tr")) == 2
    assert len(administrator.get("/oversight/backups?kind=rehearsed").select("//tbody/tr")) == 1


def test_a_backup_is_made_on_demand(app: Flask, administrator: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = backup_runs.schedule()
    monkeypatch.setitem(app.extensions, backup_runs.SCHEDULE, Schedule(plan.folder, "correct horse battery", 14))
    administrator.submit("/oversight/backups", action="/oversight/backups/create")
    assert [job.kind for job in db.session.query(Job)] == [backup_runs.CREATE]
    assert db.session.query(AuditEntry).filter_by(action="backup.requested").count() == 1


@pytest.mark.parametrize("page", ["outbox", "outbox/{mail}", "jobs", "backups", "checks"])
def test_they_speak_english(administrator: Browser, failed_mail: int, failed_job: str, page: str) -> None:
    _note(RunKind.RESTORED, 0)
    address = f"/oversight/{page.format(mail=failed_mail)}?lang=en"
    assert administrator.get(address).tree.get("lang") == "en"


@pytest.mark.parametrize(("page", "rows"), [("outbox", 3), ("jobs", 3), ("backups", 3)])
def test_a_list_costs_few_statements(
    administrator: Browser, failed_mail: int, failed_job: str, statements: list[str], page: str, rows: int
) -> None:
    for _turn in range(rows):
        _note(RunKind.CREATED, 0)
    statements.clear()
    administrator.get(f"/oversight/{page}")
    assert 0 < len(statements) <= 12, "\n".join(statements)


def test_a_dead_worker_a_full_disk_and_failed_mail_are_said_with_advice(
    app: Flask, administrator: Browser, failed_mail: int, waiting_job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heartbeat.beat()
    assert "没有动静" not in administrator.get("/oversight/checks").text
    monkeypatch.setattr("liaison.oversight.queries.machine.shutil.disk_usage", lambda _: _Disk(100 << 30, 1 << 30))
    monkeypatch.setattr(app.extensions["liaison.settings"], "mail_url", "smtp://mail.example.org")
    monkeypatch.setattr(heartbeat, "last", lambda: clock.now() - timedelta(minutes=6))
    text = administrator.get("/oversight/checks").text
    for said in ("没有动静", "剩余 1.0 GB，不足", "1 封发送失败", "与数据放在一起", "请重新启动服务"):
        assert said in text


class _Disk:
    def __init__(self, total: int, free: int) -> None:
        self.total, self.free = total, free


def test_an_administrator_is_warned_until_it_is_mended(
    app: Flask, administrator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = administrator.get("/").text
    assert "密钥与数据放在一起" in text
    assert "没有近期的备份" in text
    _note(RunKind.CREATED, 0)
    monkeypatch.setattr(app.extensions["liaison.settings"], "keys", app.extensions["liaison.settings"].folder.parent)
    text = administrator.get("/").text
    assert "密钥与数据放在一起" not in text
    assert "没有近期的备份" not in text


def test_one_line_of_the_menu_is_current_though_several_share_a_room(administrator: Browser) -> None:
    for url in ("/oversight/outbox", "/oversight/backups", "/oversight/jobs", "/oversight/checks"):
        current = administrator.get(url).select("//nav[@class='side']//a[@aria-current='page']/@href")
        assert current == [url]


def test_every_kind_of_job_has_words(app: Flask) -> None:
    assert set(app.extensions[jobs.HANDLERS]) <= set(rules.JOB_KINDS)
