"""Mail leaves after the commit, once, with headers of one line each."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from liaison.core import clock
from liaison.store import jobs, outbox, unit
from liaison.store.base import db
from liaison.store.outbox import Delivery, OutboxMessage
from tests.mail_server import MailServer

DOWN = "smtp://127.0.0.1:9"


def _queue(key: str = "conference:5:invited:17", subject: str = "第五次联席会议通知") -> None:
    with unit.transaction():
        outbox.queue(key, "li.na@example.org", subject, "有一项会议通知等您查看。")


def _statuses() -> list[Delivery]:
    db.session.rollback()
    return [row.status for row in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]


def _message() -> OutboxMessage:
    return db.session.scalars(select(OutboxMessage)).one()


def test_mail_is_written_once_and_reads_back(database: None, tmp_path: Path) -> None:
    _queue()
    _queue()
    url = f"file:{tmp_path / 'mail'}"
    assert outbox.deliver(url, "liaison@example.org") == 1
    assert outbox.deliver(url, "liaison@example.org") == 0
    (file,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["Subject"] == "第五次联席会议通知"
    assert "等您查看" in mail.get_content()
    assert _statuses() == [Delivery.SENT]


def test_many_mails_of_one_commit_wake_the_worker_once(
    app: Flask, database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setitem(app.extensions, jobs.SENDER, woken.append)
    with unit.transaction():
        for number in range(3):
            outbox.queue(f"conference:5:invited:{number}", "li.na@example.org", "通知", "有一项会议通知等您查看。")
    assert woken == [""]


@pytest.mark.parametrize("hostile", ["通知\r\nBcc: x@example.org", "通知\u2028Bcc: x@example.org", "通知\x0bBcc: x"])
def test_a_subject_cannot_add_a_header(database: None, tmp_path: Path, hostile: str) -> None:
    _queue(subject=hostile)
    outbox.deliver(f"file:{tmp_path / 'mail'}", "liaison@example.org")
    (file,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("通知")


def test_without_a_mail_server_the_notice_is_kept(database: None) -> None:
    _queue()
    outbox.deliver("", "liaison@example.org")
    assert _statuses() == [Delivery.KEPT]


def test_a_server_that_is_down_is_tried_again_less_and_less_and_given_up_in_the_end(database: None) -> None:
    _queue()
    start = clock.now()
    for wait in outbox.WAITS:
        start += wait
        if wait:
            with clock.travel(start - timedelta(seconds=1)):
                outbox.deliver(DOWN, "liaison@example.org")
        with clock.travel(start):
            assert _statuses() == [Delivery.QUEUED]
            assert outbox.deliver(DOWN, "liaison@example.org") == 0
    assert _statuses() == [Delivery.FAILED]
    assert _message().attempts == len(outbox.WAITS)
    assert _message().error == "ConnectionRefusedError"


def test_a_server_that_is_down_does_not_hold_up_the_worker(database: None) -> None:
    for number in range(outbox.PATIENCE + 2):
        _queue(f"a:{number}")
    outbox.deliver(DOWN, "liaison@example.org")
    attempts = db.session.scalars(select(OutboxMessage.attempts).order_by(OutboxMessage.id)).all()
    assert attempts == [1, 1, 1, 0, 0]


def test_a_mail_that_no_server_takes_stops_no_other(database: None, tmp_path: Path) -> None:
    _queue("a:1")
    with unit.transaction():
        db.session.execute(update(OutboxMessage).values(recipient="li.na@example.org\nBcc: x@example.org"))
    _queue("a:2")
    assert outbox.deliver(f"file:{tmp_path / 'mail'}", "liaison@example.org") == 1
    assert _statuses() == [Delivery.QUEUED, Delivery.SENT]


def test_a_mail_whose_worker_died_while_sending_is_sent_again_under_the_same_id(database: None, tmp_path: Path) -> None:
    _queue()
    with unit.transaction():
        claimed = outbox._claim(_message().id)
    assert claimed is not None
    url = f"file:{tmp_path / 'mail'}"
    assert outbox.deliver(url, "liaison@example.org") == 0
    with clock.travel(clock.now() + outbox.STALLED + timedelta(seconds=1)):
        assert outbox.deliver(url, "liaison@example.org") == 1
    (file,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["Message-ID"] == f"<{claimed.id}.{claimed.queued_at:%Y%m%d%H%M%S}@liaison>"


def test_two_workers_claim_a_mail_once(database: None) -> None:
    _queue()
    with unit.transaction():
        assert outbox._claim(_message().id) is not None
        assert outbox._claim(_message().id) is None


def test_the_password_of_the_mail_server_travels_only_under_tls(database: None) -> None:
    """A server that offers STARTTLS hears the user's name and password after it, never before."""
    _queue()
    with MailServer() as server:
        outbox.deliver(f"smtp://user:secret@127.0.0.1:{server.port}", "liaison@example.org")
    assert "STARTTLS" in server.heard
    assert not [line for line in server.heard if line.startswith(("AUTH", "MAIL"))]
    assert _statuses() == [Delivery.QUEUED]


def test_a_mail_server_without_tls_gets_the_mail(database: None) -> None:
    _queue()
    with MailServer(offers="8BITMIME") as server:
        assert outbox.deliver(f"smtp://127.0.0.1:{server.port}", "liaison@example.org") == 1
    assert "RCPT TO:<LI.NA@EXAMPLE.ORG>" in server.heard
