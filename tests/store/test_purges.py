"""The ledger of purges: written once the purge stands, read again after a restore, and silent about what it was."""

import json
from pathlib import Path

import pytest
from flask import Flask

from liaison.store import files, purges, unit
from liaison.store.base import db
from liaison.store.files import StoredFile

CANARY = "金丝雀丙戌"


@pytest.fixture
def ledger(instance: Path) -> Path:
    """The ledger of the instance, empty."""
    path = instance / purges.LEDGER
    path.unlink(missing_ok=True)
    return path


def _discarded() -> str:
    with unit.transaction():
        stored = files.keep(CANARY.encode(), f"{CANARY}.txt", "text/plain")
        db.session.flush()
        id, place = stored.id, stored.place
    with unit.transaction():
        files.discard(db.session.get_one(StoredFile, id))
    return place


def test_a_purge_is_a_line_that_tells_nothing(database: None, ledger: Path) -> None:
    place = _discarded()
    (line,) = ledger.read_text().splitlines()
    assert {"kind": "file", "key": place}.items() <= json.loads(line).items()
    assert json.loads(line).keys() == {"at", "kind", "key"}
    assert ledger.stat().st_mode & 0o077 == 0


def test_a_purge_that_was_taken_back_is_not_in_the_ledger(database: None, ledger: Path) -> None:
    with unit.transaction():
        stored = files.keep(b"x", "a", "text/plain")
        db.session.flush()
        id = stored.id
    with pytest.raises(ZeroDivisionError), unit.transaction():
        files.discard(db.session.get_one(StoredFile, id))
        raise ZeroDivisionError
    assert not ledger.exists()


def test_replaying_purges_again_and_twice_does_no_harm(database: None, ledger: Path) -> None:
    place = _discarded()
    path = files.path_of(place)
    path.write_bytes(b"back from an old backup")
    for _turn in range(2):
        with unit.transaction():
            assert purges.replay(ledger) == 1
        assert not path.exists()


def test_each_kind_goes_to_its_own_purger(
    app: Flask, database: None, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setitem(app.extensions[purges.PURGERS], "thing", heard.append)
    with unit.transaction():
        purges.note("thing", "7")
        purges.note("thing", "8")
    with unit.transaction():
        purges.replay(ledger)
    assert heard == ["7", "8"]


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"kind":"strange","key":"1"}', '{"kind":"file"}', "1"])
def test_a_file_that_is_no_ledger_is_refused(database: None, ledger: Path, line: str) -> None:
    ledger.write_text(line + "\n")
    with pytest.raises(ValueError, match="not a line of the ledger"):
        purges.replay(ledger)
