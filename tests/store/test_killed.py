"""A process killed with -9 at the worst moment: what it had acknowledged stands, what it had not leaves no half."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core import clock
from liaison.store import audit, backup_runs, files, jobs, orphans, outbox, unit
from liaison.store.backup_runs import Schedule
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.outbox import Delivery, OutboxMessage
from tests.store.test_backup import PASSPHRASE

SENDER = "liaison@example.org"


def _die(*_given: object, **_words: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _forked(work: Callable[[], None]) -> int:
    """The id of another process of this application that does the work; it has connections of its own."""
    db.session.remove()
    child = os.fork()
    if child == 0:
        try:
            db.engine.dispose(close=False)
            work()
        finally:
            os._exit(1)
    return child


def _killed(work: Callable[[], None]) -> None:
    """Let another process work until its own work kills it."""
    _pid, status = os.waitpid(_forked(work), 0)
    assert os.WIFSIGNALED(status), "it came to its end before it could be killed"


def _stored() -> dict[str, bytes]:
    db.session.rollback()
    return {row.place: files.read(row) for row in db.session.scalars(select(StoredFile))}


def _age(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (time.time() - 90_000,) * 2)


@pytest.fixture
def seen(app: Flask, database: None, tmp_path: Path) -> Iterator[Path]:
    """Where the job "half" notes its attempts. It is killed at its first one, between its row and its commit."""

    def half(_job: jobs.Job) -> None:
        with unit.transaction():
            files.keep(b"half", "a.txt", "text/plain")
            db.session.flush()
            is_first = not (tmp_path / "seen").exists()
            (tmp_path / "seen").write_text("1" if is_first else "2")
            if is_first:
                _die()

    app.extensions[jobs.HANDLERS]["half"] = half
    yield tmp_path / "seen"
    del app.extensions[jobs.HANDLERS]["half"]


@pytest.mark.parametrize("rounds", [10, pytest.param(100, marks=pytest.mark.long)])
def test_nothing_acknowledged_is_lost_however_often_it_is_killed(
    database: None, instance: Path, rounds: int, record_property: Callable[[str, object], None]
) -> None:
    """Each round acknowledges rows with their files and audit entries until it is killed in the midst of one."""
    acknowledged: set[bytes] = set()
    for turn in range(rounds):
        read, write = os.pipe()

        def work(turn: int = turn, write: int = write) -> None:
            for number in range(10_000):
                said = f"{turn}-{number}".encode()
                with unit.transaction():
                    row = files.keep(said, "a.txt", "text/plain")
                    audit.record("file.kept", row, None)
                os.write(write, said + b"\n")

        child = _forked(work)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            acknowledged.add(pipe.readline().strip())
            time.sleep(random.uniform(0, 0.02))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            acknowledged.update(pipe.read().split())
    kept = list(_stored().values())
    assert acknowledged <= set(kept), "an acknowledged record is lost"
    assert len(kept) == len(set(kept)) == db.session.query(audit.AuditEntry).count(), "a half of a record"
    assert audit.verify(instance / audit.HEADS) is None
    record_property("measured", f"{rounds} kills of a writer: {len(acknowledged)} acknowledged, 0 lost")


def test_a_job_killed_half_way_is_done_again_and_leaves_no_half(app: Flask, seen: Path) -> None:
    with unit.transaction():
        job_id = jobs.enqueue("half", None).id
    _killed(lambda: jobs.run(job_id))
    assert _stored() == {}
    assert jobs.sweep() == [], "it may still be at work"
    with clock.travel(clock.now() + timedelta(minutes=6)):
        assert jobs.sweep() == [job_id]
        jobs.run(job_id)
    assert list(_stored().values()) == [b"half"]
    assert (db.session.get_one(jobs.Job, job_id).status, seen.read_text()) == (jobs.JobStatus.DONE, "2")


def test_a_mail_and_a_job_whose_notice_was_never_sent_are_found(
    app: Flask, seen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the commit, before the queue heard of it."""
    monkeypatch.setitem(app.extensions, jobs.SENDER, _die)
    seen.write_text("1")

    def work() -> None:
        with unit.transaction():
            outbox.queue("a:1", "li.na@example.org", "通知", "内容")
            jobs.enqueue("half", None)

    _killed(work)
    assert outbox.deliver(f"file:{tmp_path / 'mail'}", SENDER) == 1
    [job_id] = jobs.sweep()
    jobs.run(job_id)
    assert list(_stored().values()) == [b"half"]


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_mail_whose_worker_was_killed_is_sent_under_the_same_id(
    database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_sent: bool
) -> None:
    """Before the server had it, or after: then it comes twice under one id, by which mail servers drop doubles."""
    url = f"file:{tmp_path / 'mail'}"
    with unit.transaction():
        outbox.queue("a:1", "li.na@example.org", "通知", "内容")

    def work() -> None:
        monkeypatch.setattr(outbox, "_settle" if is_sent else "_send", _die)
        outbox.deliver(url, SENDER)

    _killed(work)
    before = _ids(tmp_path / "mail")
    assert len(before) == is_sent
    assert outbox.deliver(url, SENDER) == 0
    with clock.travel(clock.now() + timedelta(minutes=11)):
        assert outbox.deliver(url, SENDER) == 1
    assert _ids(tmp_path / "mail") == (before or _ids(tmp_path / "mail"))
    assert db.session.scalars(select(OutboxMessage.status)).all() == [Delivery.SENT]


def _ids(folder: Path) -> list[str]:
    """The Message-IDs of the mails that were handed over."""
    return [str(message_from_bytes(path.read_bytes())["Message-ID"]) for path in sorted(folder.glob("*"))]


@pytest.mark.parametrize("step", ["rename", "flush"])
def test_a_file_killed_on_its_way_has_no_row_and_is_swept(
    database: None, instance: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Killed with its bytes under the temporary name, or in their place and before the row is committed."""
    shutil.rmtree(instance / "files", ignore_errors=True)
    with unit.transaction():
        files.keep(b"whole", "a.txt", "text/plain")

    def work() -> None:
        if step == "rename":
            monkeypatch.setattr(Path, "rename", _die)
        with unit.transaction():
            files.keep(b"never", "b.txt", "text/plain")
            db.session.flush()
            _die()

    _killed(work)
    assert list(_stored().values()) == [b"whole"]
    there = sorted((instance / "files").glob("*/*"))
    with unit.transaction():
        orphans.sweep()
    assert sorted((instance / "files").glob("*/*")) == there, "what is young may still get its row"
    _age(instance / "files")
    with unit.transaction():
        orphans.sweep()
    assert [path.name for path in (instance / "files").glob("*/*")] == list(_stored())


def test_a_backup_killed_half_way_is_none_and_the_next_clears_up(
    app: Flask, database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Schedule(tmp_path / "backups", PASSPHRASE, 2)
    monkeypatch.setitem(app.extensions, backup_runs.SCHEDULE, plan)
    with unit.transaction():
        job_id = jobs.enqueue(backup_runs.CREATE, None).id

    def work(module: object, name: str) -> None:
        monkeypatch.setattr(module, name, _die)
        jobs.run(job_id)

    _killed(lambda: work(backup_runs.backup.keys, "ring"))
    with clock.travel(clock.now() + timedelta(minutes=6)):
        _killed(lambda: work(backup_runs.backup, "examine"))
    left = sorted(path.suffix for path in plan.folder.iterdir())
    assert (left, plan.present()) == ([".backup", ".part"], [])
    with clock.travel(clock.now() + timedelta(minutes=12)):
        jobs.run(job_id)
    [made] = plan.present()
    (plan.folder / "rehearsal-x").mkdir()
    _age(plan.folder)
    backup_runs.clear_leftovers()
    assert list(plan.folder.iterdir()) == [made]
