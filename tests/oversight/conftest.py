"""Those who oversee, signed in, and something to see."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from liaison.core.sides import Role, Side
from liaison.store import audit, jobs, outbox, unit
from liaison.store.base import db
from liaison.store.jobs import Job, JobStatus
from liaison.store.outbox import Delivery, OutboxMessage
from tests.makers.accounts import signed_in
from tests.page import Browser


@pytest.fixture
def auditor(app: Flask, database: None) -> Browser:
    """An auditor of the bench."""
    return signed_in(app, "auditor", side=Side.BENCH, roles={Role.AUDITOR}, name="沈鉴")


@pytest.fixture
def administrator(app: Flask, database: None) -> Browser:
    """An administrator of neither side."""
    return signed_in(app, "root", side=None, roles={Role.ADMINISTRATOR}, name="何维")


@pytest.fixture
def failed_mail(database: None) -> int:
    """A mail that was given up, without a secret link in it."""
    return _mail("conference:5:invited:17", "关于第五次联席会议的通知", "请登录平台查看。")


@pytest.fixture
def spoilt_mail(database: None) -> int:
    """A mail that was given up, and whose link is gone."""
    return _mail("password:3", "设置密码", f"请打开 {outbox.SECRET_PLACE} 设置密码。")


def _mail(key: str, subject: str, body: str) -> int:
    with unit.transaction():
        outbox.queue(key, "sun.yi@bar.example.org", subject, body)
        message = db.session.query(OutboxMessage).filter_by(key=key).one()
        message.status, message.attempts, message.error = Delivery.FAILED, 8, "ConnectionRefusedError"
        return message.id


@pytest.fixture
def failed_job(database: None) -> str:
    """A job that failed for good, with its sentence."""
    with unit.transaction():
        job = jobs.enqueue("papers.render", None, paper_id=1)
        job.status, job.attempts, job.error = JobStatus.FAILED, 3, "缺少字形：龘"
        job.heard_at = job.finished_at = job.queued_at
        return job.id


@pytest.fixture
def waiting_job(database: None) -> str:
    """A job that nobody has begun."""
    with unit.transaction():
        return jobs.enqueue("papers.render", None, paper_id=1).id


@pytest.fixture
def statements(app: Flask, database: None) -> Iterator[list[str]]:
    """Every statement that the database is asked, as it comes."""
    found: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield found
    event.remove(engine, "before_cursor_execute", hear)


def note(count: int, action: str = "thing.changed", **detail: object) -> None:
    """Entries of the system in the trail."""
    with unit.transaction():
        for _turn in range(count):
            audit.record(action, None, None, **detail)


def reread(id: str) -> Job:
    """The job as it is now."""
    db.session.rollback()
    return db.session.get_one(Job, id)
