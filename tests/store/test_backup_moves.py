"""A backup moves a site from SQLite to PostgreSQL, and a restore that is killed leaves nothing or everything."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text as sql

from liaison.core.sides import Side
from liaison.store import audit, backup, backup_restore, files, previews, unit
from liaison.store.base import db
from liaison.store.files import StoredFile
from tests.conftest import IS_POSTGRESQL
from tests.database import postgresql_url
from tests.live import ROOT
from tests.makers.accounts import make_user
from tests.makers.opinions import make_opinion
from tests.store.test_backup import CANARY, PASSPHRASE, another, everything, migrate

FILES, BYTES = 40, 200_000
KILLED_AFTER = (0.6, 1.2, 1.8, 2.4)


def _fill(count: int = 3, size: int = 100) -> None:
    """People, an opinion, files, a preview: rows of every type of column."""
    user = make_user("keeper", side=Side.BENCH, name=CANARY)
    with unit.transaction():
        make_opinion(title=CANARY)
        for number in range(count):
            files.keep(os.urandom(size), f"{CANARY}.{number}", "application/octet-stream")
        previews.ask("letter", CANARY, b"{}", "", "/", user)
    db.session.rollback()


@pytest.mark.skipif(not IS_POSTGRESQL, reason="the way from SQLite needs a PostgreSQL to lead to")
def test_a_site_moves_from_sqlite_to_postgresql(app: Flask, database: None, worker_id: str, tmp_path: Path) -> None:
    with another(tmp_path / "old") as old:
        upgrade()
        _fill()
        rows = everything(old)
        backup.create(tmp_path / "b", PASSPHRASE)
    url = postgresql_url(f"{worker_id}_moved")
    with another(tmp_path / "new", database_url=url) as new:
        with db.engine.begin() as connection:
            connection.execute(sql("drop schema public cascade; create schema public"))
        backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)
        assert db.engine.dialect.name == "postgresql"
        assert everything(new) == rows
        assert audit.verify(tmp_path / "new" / audit.HEADS) is None
    with another(tmp_path / "new", database_url=url):
        stored = db.session.query(StoredFile).order_by(StoredFile.id).all()
        assert [len(files.read(one)) for one in stored] == [100] * 3
        last = max(one.id for one in stored)
        db.session.rollback()
        with unit.transaction():
            added = files.keep(b"x", "a", "text/plain")
            db.session.flush()
            assert added.id > last
        assert audit.verify(tmp_path / "new" / audit.HEADS) is None


@pytest.mark.long
@pytest.mark.skipif(IS_POSTGRESQL, reason="the process that is killed has a SQLite of its own")
def test_a_restore_that_is_killed_leaves_nothing_or_everything(database: None, tmp_path: Path) -> None:
    """What a kill leaves is an empty instance, into which the next attempt restores, or a whole one."""
    with another(tmp_path / "old") as old:
        upgrade()
        _fill(FILES, BYTES)
        rows = everything(old)
        backup.create(tmp_path / "b", PASSPHRASE)
    for round_, seconds in enumerate(KILLED_AFTER):
        folder = tmp_path / f"new{round_}"
        started = _restore(folder, tmp_path / "b")
        time.sleep(seconds)
        started.send_signal(signal.SIGKILL)
        started.communicate()
        again = _restore(folder, tmp_path / "b")
        _out, error = again.communicate()
        said = error.decode()
        is_whole = again.returncode == 2 and ("已有数据" in said or "没有做完就中断了" in said)
        assert again.returncode == 0 or is_whole, error.decode()
        with another(folder) as new:
            found = everything(new)
            assert found == rows
            for stored in db.session.query(StoredFile):
                assert len(files.read(stored)) == BYTES


def _restore(folder: Path, source: Path) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    settings = {"LIAISON_INSTANCE": str(folder), "LIAISON_DEMO": "0", "LIAISON_BACKUP_PASSPHRASE": PASSPHRASE}
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "backup", "restore", str(source)],
        cwd=ROOT,
        env=kept | settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
