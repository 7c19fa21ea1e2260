"""Backups: made while the site runs, unreadable without the passphrase, and equal when they come back, or refused."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_migrate import upgrade
from sqlalchemy import text as sql

from liaison.config import Settings
from liaison.core import clock
from liaison.core.sides import Side
from liaison.directory.models import Organisation
from liaison.factory import create_app
from liaison.store import audit, backup, backup_restore, backup_runs, files, jobs, keys, previews, purges, unit
from liaison.store.backup_format import BackupRefused
from liaison.store.backup_runs import BackupRun, RunKind, Schedule
from liaison.store.base import db
from liaison.store.chunks import PIECE
from tests.makers.accounts import make_user
from tests.makers.directory import make_court
from tests.makers.opinions import make_opinion

PASSPHRASE = "correct horse battery"
CANARY = "金丝雀乙酉"


@pytest.fixture
def filled(database: None, instance: Path) -> None:
    """People, an opinion, an audit trail, files of several lengths, none and long ones among them."""
    for left in (purges.LEDGER, audit.HEADS):
        (instance / left).unlink(missing_ok=True)
    shutil.rmtree(files.folder(), ignore_errors=True)
    user = make_user("keeper", side=Side.BENCH, name=CANARY)
    with unit.transaction():
        make_opinion(title=CANARY)
        make_court("甲法院", "甲院")
        make_court("乙法院", "乙院")
        for size in (0, 1, 3 * PIECE + 7):
            files.keep(os.urandom(size), f"{CANARY}.{size}", "application/octet-stream")
        previews.ask("letter", CANARY, b"{}", "", "/", user)
    audit.record_head(instance / audit.HEADS)
    db.session.rollback()


@contextmanager
def another(folder: Path, **settings: object) -> Iterator[Flask]:
    """An empty installation of its own in a folder."""
    app = create_app(Settings(demo=False, instance=folder, **settings))  # type: ignore[arg-type]
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def everything(database_of: Flask) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables as the database holds them, but what the backup itself noted."""
    skipped = {"backup_run", "audit_entry", "audit_head"}
    with database_of.app_context(), db.engine.connect() as connection:
        return {
            table.name: sorted((tuple(map(str, row)) for row in connection.execute(table.select())), key=str)
            for table in db.metadata.sorted_tables
            if table.name not in skipped
        }


def migrate(revision: str) -> None:
    upgrade(revision=revision)


def test_everything_comes_back_equal(app: Flask, filled: None, instance: Path, tmp_path: Path) -> None:
    about = backup.create(tmp_path / "b", PASSPHRASE)
    rows, bytes_before = everything(app), _all_files(files.folder())
    entries = db.session.query(audit.AuditEntry).count()
    with another(tmp_path / "new") as restored:
        backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)
        assert everything(restored) == rows
        assert _all_files(tmp_path / "new/files") == bytes_before
        assert len(bytes_before) == len(about.files) == 3
        assert db.session.query(audit.AuditEntry).count() == entries
        assert audit.verify(tmp_path / "new" / audit.HEADS) is None
        assert (tmp_path / "new" / audit.HEADS).read_bytes() == (instance / audit.HEADS).read_bytes()
    with another(tmp_path / "new"):
        assert db.session.query(previews.Preview).one().title == CANARY
        for stored in db.session.query(files.StoredFile):
            assert stored.name == f"{CANARY}.{len(files.read(stored))}"


def test_ids_go_on_after_the_restored_ones(app: Flask, filled: None, tmp_path: Path) -> None:
    backup.create(tmp_path / "b", PASSPHRASE)
    highest = db.session.execute(sql("select max(id) from stored_file")).scalar_one()
    with another(tmp_path / "new"):
        backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)
        with unit.transaction():
            stored = files.keep(b"x", "a", "text/plain")
            db.session.flush()
            assert stored.id > highest


def test_a_chamber_entered_before_its_court_comes_back(app: Flask, filled: None, tmp_path: Path) -> None:
    """A row may refer to a later one of the same table."""
    first, second = db.session.query(Organisation).order_by(Organisation.id)[:2]
    with unit.transaction():
        db.session.execute(sql("update organisation set parent_id = :p where id = :i"), {"p": second.id, "i": first.id})
    backup.create(tmp_path / "b", PASSPHRASE)
    with another(tmp_path / "new"):
        backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)
        assert db.session.get_one(Organisation, first.id).parent_id == second.id


def test_nobody_reads_anything_in_the_instance_folder_or_the_backup(
    app: Flask, filled: None, instance: Path, tmp_path: Path
) -> None:
    """The canary stands in sealed fields and in open ones: only the open ones of the database may hold it."""
    with unit.transaction():
        db.session.execute(sql("update opinion set title = 'open'"))
        db.session.execute(sql("update user_account set name = 'open'"))
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql("commit")
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
            connection.exec_driver_sql("begin")
    backup.create(tmp_path / "b", PASSPHRASE)
    paths = [path for path in [tmp_path / "b", *instance.rglob("*")] if path.is_file()]
    assert len(paths) > 5
    for path in paths:
        data = path.read_bytes()
        for form in (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("unicode_escape")):
            assert form not in data, path
    found = db.session.query(previews.Preview).one()
    assert found.title == CANARY


def test_a_backup_holds_one_moment_though_others_write(
    app: Flask, filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, before = backup.lines, db.session.query(audit.AuditEntry).count()
    db.session.rollback()

    def while_writing(connection: object, table: object) -> Iterator[tuple[int, bytes]]:
        with unit.transaction():
            audit.record("thing.changed", None, None)
        yield from real(connection, table)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "lines", while_writing)
    about = backup.create(tmp_path / "b", PASSPHRASE)
    assert db.session.query(audit.AuditEntry).count() > before + 10
    # The first write comes before the first reading, which is where the moment is.
    assert about.rows["audit_entry"] - before in {0, 1}


def test_a_file_discarded_meanwhile_is_named_and_stops_nothing(app: Flask, filled: None, tmp_path: Path) -> None:
    stored = db.session.query(files.StoredFile).order_by(files.StoredFile.id).first()
    assert stored is not None
    files.path_of(stored.place).unlink()
    about = backup.create(tmp_path / "b", PASSPHRASE)
    assert about.missing == [stored.place]
    with another(tmp_path / "new"):
        backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)


def test_a_backup_that_exists_is_not_overwritten(app: Flask, filled: None, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"precious")
    with pytest.raises(BackupRefused, match="已经存在"):
        backup.create(tmp_path / "b", PASSPHRASE)
    assert (tmp_path / "b").read_bytes() == b"precious"


def test_a_full_disk_leaves_no_backup(
    app: Flask, filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        backup.create(tmp_path / "b", PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_what_the_disk_spoiled_while_it_was_written_is_found(
    app: Flask, filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.write

    def spoiling(path: Path, pieces: Iterator[bytes]) -> None:
        real(path, pieces)
        path.write_bytes(path.read_bytes()[:-PIECE])

    monkeypatch.setattr(backup.files, "write", spoiling)
    with pytest.raises(BackupRefused):
        backup.create(tmp_path / "b", PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def _flip(place: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: data[:-1], "损坏或不完整"),
        (lambda data: data[: len(data) // 2], "损坏或不完整"),
        (lambda data: data + b"x", "损坏或不完整"),
        (_flip(-20), "损坏或不完整"),
        (_flip(2000), "损坏或不完整"),
        (_flip(10), "口令不正确"),
        (lambda _: b"", "不是本平台的备份文件"),
        (lambda _: b"PK\x03\x04" * 100, "不是本平台的备份文件"),
        (lambda data: data, "口令不正确"),
    ],
)
def test_a_backup_that_is_not_whole_is_refused_in_one_line_and_changes_nothing(
    app: Flask, filled: None, tmp_path: Path, spoil: Callable[[bytes], bytes], words: str
) -> None:
    backup.create(tmp_path / "b", PASSPHRASE)
    data = (tmp_path / "b").read_bytes()
    (tmp_path / "b").write_bytes(spoil(data))
    passphrase = "another passphrase" if spoil(data) == data else PASSPHRASE
    with another(tmp_path / "new", backup_passphrase=passphrase) as new:
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "new").rglob("*")}
        result = FlaskCliRunner(new).invoke(args=["backup", "restore", str(tmp_path / "b")])
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert words in result.stderr
        left = {path: path.stat().st_mtime_ns for path in (tmp_path / "new").rglob("*") if path.suffix != ".db"}
        assert left.keys() <= before.keys() | {tmp_path / "new/liaison.db-wal", tmp_path / "new/liaison.db-shm"}


def test_a_used_instance_is_refused(app: Flask, filled: None, tmp_path: Path) -> None:
    backup.create(tmp_path / "b", PASSPHRASE)
    before = everything(app)
    with pytest.raises(BackupRefused, match="已有数据"):
        backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)
    assert everything(app) == before


def test_an_error_at_the_end_leaves_the_instance_empty_and_usable(
    app: Flask, filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.create(tmp_path / "b", PASSPHRASE)
    with another(tmp_path / "new"):
        with monkeypatch.context() as patch:
            patch.setattr(keys, "exchange", _full)
            with pytest.raises(OSError, match="No space"):
                backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)
        assert not (tmp_path / "new/files").exists()
        assert db.session.query(files.StoredFile).count() == 0
        db.session.rollback()
        backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)
        assert db.session.query(files.StoredFile).count() == 3


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_short_passphrase_is_refused(app: Flask, filled: None, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="至少 12"):
        backup.create(tmp_path / "b", "short")
    assert list(tmp_path.iterdir()) == []


def test_what_was_purged_after_the_backup_stays_purged(
    app: Flask, filled: None, instance: Path, tmp_path: Path
) -> None:
    backup.create(tmp_path / "b", PASSPHRASE)
    with unit.transaction():
        stored = db.session.query(files.StoredFile).order_by(files.StoredFile.id).first()
        assert stored is not None
        place = stored.place
        files.discard(stored)
    with another(tmp_path / "without"):
        assert backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate).purged == 0
        assert files.path_of(place).exists()
    ledger = instance / purges.LEDGER
    with another(tmp_path / "with"):
        assert backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate, ledger).purged == 1
        assert not files.path_of(place).exists()
        assert (tmp_path / "with" / purges.LEDGER).read_text() == ledger.read_text()


def test_a_ledger_that_is_none_is_refused_before_anything_changes(app: Flask, filled: None, tmp_path: Path) -> None:
    backup.create(tmp_path / "b", PASSPHRASE)
    (tmp_path / "ledger").write_text("nonsense\n")
    with another(tmp_path / "new"):
        with pytest.raises(BackupRefused, match="不是清除登记簿"):
            backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate, tmp_path / "ledger")
        assert not (tmp_path / "new/files").exists()


def test_the_day_has_one_backup_the_oldest_go_and_the_week_one_rehearsal(
    app: Flask, filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Schedule(tmp_path / "backups", PASSPHRASE, 2)
    monkeypatch.setitem(app.extensions, backup_runs.SCHEDULE, plan)
    start, kinds = clock.now(), []
    for hours in range(0, 96, 8):
        with clock.travel(start + timedelta(hours=hours)):
            with unit.transaction():
                backup_runs.ask_when_due()
            for job_id in jobs.sweep():
                kind = db.session.get_one(jobs.Job, job_id).kind
                db.session.rollback()
                if kind.startswith("backup."):
                    jobs.run(job_id)
                    kinds.append(kind)
                    job = db.session.get_one(jobs.Job, job_id)
                    assert job.status is jobs.JobStatus.DONE, job.error
    assert kinds.count(backup_runs.CREATE) == 4
    assert kinds.count(backup_runs.REHEARSE) == 1
    assert len(plan.present()) == 2
    assert [path for path in plan.folder.iterdir() if path.is_dir()] == []
    assert db.session.query(BackupRun).filter_by(kind=RunKind.CREATED).count() == 4
    rehearsed = backup_runs.last(RunKind.REHEARSED)
    assert rehearsed is not None
    assert rehearsed.files == 3


def test_a_backup_tells_how_far_it_is_and_can_be_taken_back(
    app: Flask, filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, told, progress = Schedule(tmp_path / "backups", PASSPHRASE, 2), [], jobs.progress
    monkeypatch.setitem(app.extensions, backup_runs.SCHEDULE, plan)
    monkeypatch.setattr(backup_runs, "TOLD_SECONDS", 0)

    def tell(job: jobs.Job, done: int, total: int) -> None:
        told.append((done, total))
        progress(job, done, total)

    def take_back(job: jobs.Job, done: int, total: int) -> None:
        with unit.transaction():
            jobs.cancel(job)
        progress(job, done, total)

    for number, heard in enumerate((tell, take_back)):
        monkeypatch.setattr(jobs, "progress", heard)
        with clock.travel(clock.now() + timedelta(hours=number)):
            with unit.transaction():
                job_id = jobs.enqueue(backup_runs.CREATE, None).id
            jobs.run(job_id)
    job = db.session.get_one(jobs.Job, job_id)
    assert told == sorted(told)
    assert (told[0], told[-1]) == ((0, 6), (6, 6)), "three files, written and read again"
    assert (job.status, list(plan.folder.iterdir())) == (jobs.JobStatus.CANCELLED, plan.present())
    assert len(plan.present()) == 1


def test_the_operator_restores_last_nights_backup_into_an_empty_folder(
    app: Flask, filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that the worker made by itself, by the command of the manual."""
    plan = Schedule(tmp_path / "backups", PASSPHRASE, 2)
    monkeypatch.setitem(app.extensions, backup_runs.SCHEDULE, plan)
    with unit.transaction():
        jobs.enqueue(backup_runs.CREATE, None)
    before = everything(app)
    for job_id in jobs.sweep():
        if db.session.get_one(jobs.Job, job_id).kind == backup_runs.CREATE:
            db.session.rollback()
            jobs.run(job_id)
        db.session.rollback()
    [made] = plan.present()
    with another(tmp_path / "new", backup_passphrase=PASSPHRASE) as new:
        result = FlaskCliRunner(new).invoke(args=["backup", "restore", str(made)])
        assert result.exit_code == 0, result.output
        found = everything(new)
        # The job that makes the backup is under way in it.
        assert {name for name in before if found[name] != before[name]} <= {"job"}
        assert _all_files(tmp_path / "new/files") == _all_files(files.folder())
        assert audit.verify(tmp_path / "new" / audit.HEADS) is None


def test_without_a_passphrase_no_backup_is_made(app: Flask, filled: None) -> None:
    with unit.transaction():
        backup_runs.ask_when_due()
    assert not [job for job in db.session.query(jobs.Job) if job.kind.startswith("backup.")]


def test_the_commands_note_what_they_did(
    app: Flask, filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, backup_runs.SCHEDULE, Schedule(tmp_path, PASSPHRASE, 2))
    result = app.test_cli_runner().invoke(args=["backup", "create", str(tmp_path / "b")])
    assert result.exit_code == 0, result.output
    assert "read again and whole" in result.stdout
    made = db.session.query(BackupRun).one()
    assert (made.kind, made.name, made.files) == (RunKind.CREATED, "b", 3)
    with another(tmp_path / "new", backup_passphrase=PASSPHRASE) as new:
        result = FlaskCliRunner(new).invoke(args=["backup", "restore", str(tmp_path / "b")])
        assert result.exit_code == 0, result.output
        actions = [entry.action for entry in db.session.query(audit.AuditEntry).order_by(audit.AuditEntry.id)]
        assert actions[-1] == "backup.restored"
        assert audit.verify(tmp_path / "new" / audit.HEADS) is None


def _all_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
