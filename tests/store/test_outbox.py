"""Mail leaves after the commit, once, with headers of one line each."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import select

from liaison.store import outbox, unit
from liaison.store.base import db
from liaison.store.outbox import Delivery, OutboxMessage


def _queue(key: str = "conference:5:invited:17", subject: str = "第五次联席会议通知") -> None:
    with unit.transaction():
        outbox.queue(key, "li.na@example.org", subject, "有一项会议通知等您查看。")


def _statuses() -> list[Delivery]:
    db.session.rollback()
    return [row.status for row in db.session.scalars(select(OutboxMessage))]


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


def test_a_server_that_is_down_is_tried_again_and_given_up_in_the_end(database: None) -> None:
    _queue()
    for _ in range(outbox.ATTEMPTS):
        assert _statuses() == [Delivery.QUEUED]
        assert outbox.deliver("smtp://127.0.0.1:9", "liaison@example.org") == 0
    assert _statuses() == [Delivery.FAILED]


def test_a_process_killed_after_the_commit_leaves_the_mail_to_the_next_sweep(database: None, tmp_path: Path) -> None:
    """The commit is the last thing the killed process did: no message went to the queue."""
    with unit.transaction():
        outbox.queue("a:1", "li.na@example.org", "通知", "内容")
        db.session().info.pop(unit.LEAVING)
    assert outbox.deliver(f"file:{tmp_path / 'mail'}", "liaison@example.org") == 1
