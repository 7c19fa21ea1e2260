"""`make upgrade` from every released version: what was there comes along, leads back, and survives a kill."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, text

from liaison import releases
from liaison.config import SettingsError
from liaison.serve import check_whole
from liaison.store import audit, backup_rows, files, purges, unit, upgrades
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.served import serving
from liaison.web.health import schema_state
from tests.conftest import IS_POSTGRESQL
from tests.database import postgresql_url
from tests.live import ROOT
from tests.makers.opinions import make_opinion
from tests.page import Browser
from tests.store.test_backup import another
from tests.upgrades import keeping

pytestmark = [pytest.mark.db, pytest.mark.xdist_group("upgrades")]
AMID: int = 120
"""Statements of the migrations after which the process is killed."""
PAGES = ("/", "/opinions", "/conferences", "/archive", "/directory/people", "/summaries")
Rows = dict[str, list[str]]


@pytest.fixture(params=list(releases.RELEASES))
def old(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An installation with the data of a released version."""
    url = postgresql_url(f"{worker_id}_upgraded") if IS_POSTGRESQL else ""
    with another(tmp_path / "instance", database_url=url) as app:
        if IS_POSTGRESQL:
            with db.engine.begin() as connection:
                connection.execute(text("drop schema public cascade; create schema public"))
        keeping.lay_out(request.param)
        yield app


def test_what_a_released_version_held_comes_along_and_leads_back(old: Flask) -> None:
    before, stored = _everything(), _bytes()
    said = _flask(old, "upgrade")
    assert "read again and whole" in said
    assert "the audit trail holds" in said
    assert "flask upgrade --back" in said
    present, wanted = schema_state()
    assert present == wanted
    _assert_served(old)
    with unit.transaction():
        make_opinion(title="升级以后登记的意见")
    db.session.remove()
    assert _flask(old, "upgrade").startswith("nothing to do")
    said = _flask(old, "upgrade", "--back")
    assert f"start the code {releases.version_of(str(schema_state()[0]))}" in said
    assert _everything() == before
    assert _bytes() == stored
    assert "flask upgrade --back" in _flask(old, "upgrade")
    _assert_served(old)


@pytest.mark.long
def test_an_upgrade_killed_amid_its_migrations_serves_nobody_and_goes_on(old: Flask) -> None:
    rows = {name: len(lines) for name, lines in _everything().items()}
    _killed(old)
    settings = old.extensions["liaison.settings"]
    with pytest.raises(SettingsError, match="make upgrade"):
        check_whole(settings)
    assert "make upgrade" in _flask(old, "demo", "prepare", expect=2)
    backups = sorted((settings.folder / upgrades.FOLDER).iterdir())
    said = _flask(old, "upgrade")
    assert "was interrupted; going on with it" in said
    assert sorted((settings.folder / upgrades.FOLDER).iterdir()) == backups, "only the first backup is from before"
    check_whole(settings)
    kept = upgrades.count_rows()
    fewer = [name for name, count in rows.items() if kept[name] < count]
    assert fewer in ([], ["outbox_message"]), "settled mail goes by itself; nothing else does"
    _assert_served(old)


@pytest.mark.long
def test_an_upgrade_killed_amid_its_migrations_is_taken_back(old: Flask) -> None:
    before, stored = _everything(), _bytes()
    _killed(old)
    _flask(old, "upgrade", "--back")
    check_whole(old.extensions["liaison.settings"])
    assert (_everything(), _bytes()) == (before, stored)


@pytest.mark.long
def test_a_migration_that_fails_names_both_ways_out(old: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_words: object) -> None:
        raise RuntimeError("a migration left a foreign key that points to no row")

    before = _everything()
    with monkeypatch.context() as patch:
        patch.setattr("liaison.upgrading.migrate", fail)
        said = _flask(old, "upgrade", expect=2)
    assert "points to no row" in said
    assert "flask upgrade --back" in said
    _flask(old, "upgrade", "--back")
    assert _everything() == before


@pytest.mark.long
def test_after_a_purge_nothing_is_taken_back(old: Flask) -> None:
    _flask(old, "upgrade")
    with unit.transaction():
        purges.note("attachment", "0")
    said = _flask(old, "upgrade", "--back", expect=2)
    assert "清除" in said
    _assert_served(old)


def test_a_site_that_is_served_is_not_upgraded(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    with another(folder) as app, serving(folder), serving(folder):
        assert "stop it first" in _flask(app, "upgrade", expect=2)
        assert "stop it first" in _flask(app, "upgrade", "--back", expect=2)


def test_without_an_upgrade_there_is_no_way_back(tmp_path: Path) -> None:
    with another(tmp_path / "instance") as app:
        assert "没有可以退回的升级" in _flask(app, "upgrade", "--back", expect=2)


def test_every_release_has_its_heading_its_migration_and_its_data() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    written = [line.split()[1].rstrip(",") for line in text.splitlines() if line.startswith("## ")]
    assert set(written) - {"Unreleased"} == set(releases.RELEASES), "liaison/releases.py and CHANGELOG.md disagree"
    for version, head in releases.RELEASES.items():
        assert list((ROOT / "liaison/migrations/versions").glob(f"{head}_*.py")), version
        assert keeping.place(version).exists(), f"tests/upgrades/keeping.py says how to keep data of {version}"


def _flask(app: Flask, *arguments: str, expect: int = 0) -> str:
    """What a command says; its exit status is the one expected."""
    db.session.remove()
    done = app.test_cli_runner().invoke(args=list(arguments))
    assert done.exit_code == expect, done.output
    return done.output


def _everything() -> Rows:
    """All rows as the database holds them."""
    with db.engine.connect() as connection:
        return {
            one.name: sorted(str(tuple(row)) for row in connection.execute(one.select()))
            for one in backup_rows.standing_tables(connection)
        }


def _bytes() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in files.folder().glob("*/*")}


def _assert_served(app: Flask) -> None:
    """The trail holds, files open, and an officer of that time finds the old records on the pages of today."""
    assert audit.verify(app.extensions["liaison.settings"].folder / audit.HEADS) is None
    assert [files.read(one) for one in db.session.query(StoredFile) if files.path_of(one.place).exists()]
    db.session.remove()
    browser = Browser(app).sign_in("bar.officer1")
    for page in PAGES:
        assert browser.send("GET", page).status_code == 200, page
    assert browser.get("/opinions").select("//tbody/tr")


def _killed(app: Flask) -> None:
    """Another process upgrades, and is killed with -9 amid the statements of its migrations."""
    db.session.remove()
    child = os.fork()
    if child == 0:
        try:
            db.engine.dispose(close=False)
            sent = [0]

            def die(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
                sent[0] += statement.upper().startswith(("CREATE", "ALTER", "INSERT", "DROP"))
                if sent[0] > AMID:
                    os.kill(os.getpid(), signal.SIGKILL)

            event.listen(db.engine, "before_cursor_execute", die)
            app.test_cli_runner().invoke(args=["upgrade"])
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it came to its end before it could be killed"
