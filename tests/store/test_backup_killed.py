"""A restore killed with -9 at each of its steps: what is left is cleared by the next one, or refused in words."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade

from liaison.config import Settings, SettingsError
from liaison.serve import check_whole
from liaison.store import backup, backup_restore, files, keys
from liaison.store.backup_format import BackupRefused
from liaison.store.base import db
from tests.store.test_backup import PASSPHRASE, _all_files, another, everything, filled, migrate

__all__ = ["filled"]
Patch = Callable[[pytest.MonkeyPatch], None]


def _die(*_: object, **_words: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _after(module: Any, name: str, calls: int = 1) -> Patch:
    """The process dies when the function has been called so often."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        real, called = getattr(module, name), [0]

        def deadly(*given: Any, **words: Any) -> Any:
            answer = real(*given, **words)
            called[0] += 1
            if called[0] == calls:
                _die()
            return answer

        monkeypatch.setattr(module, name, deadly)

    return patch


def _nothing(_monkeypatch: pytest.MonkeyPatch) -> None:
    """Dies where the schema is brought to this version of the code: the rows stand by then."""


def _restore_and_die(source: Path, folder: Path, patch: Patch, step: Callable[[str], None]) -> None:
    """Another process restores and is killed with -9; only its death is looked at here."""
    child = os.fork()
    if child == 0:
        try:
            patch(pytest.MonkeyPatch())
            with another(folder):
                backup_restore.restore(source, PASSPHRASE, step)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it came to its end before it could be killed"


def _upgrade_or_die(revision: str) -> None:
    if revision == "head":
        _die()
    upgrade(revision=revision)


@pytest.mark.parametrize(
    ("patch", "step"),
    [
        pytest.param(_after(backup_restore, "unpack"), migrate, id="unpacked"),
        pytest.param(_after(backup_restore, "_prove"), migrate, id="rows in, nothing committed"),
        pytest.param(_after(keys, "_written", calls=6), migrate, id="one key in its place"),
        pytest.param(_after(keys, "exchange"), migrate, id="files and keys in their places"),
    ],
)
def test_a_restore_killed_before_its_rows_stand_can_be_done_again(
    app: Flask, filled: None, tmp_path: Path, patch: Patch, step: Callable[[str], None]
) -> None:
    backup.create(tmp_path / "b", PASSPHRASE)
    rows, bytes_before = everything(app), _all_files(files.folder())
    db.session.remove()
    _restore_and_die(tmp_path / "b", tmp_path / "new", patch, step)
    with pytest.raises(SettingsError, match="interrupted"):
        check_whole(Settings(instance=tmp_path / "new"))
    with another(tmp_path / "new") as again:
        backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)
        assert everything(again) == rows
        assert _all_files(tmp_path / "new/files") == bytes_before
    check_whole(Settings(instance=tmp_path / "new"))
    with another(tmp_path / "new"):
        assert [len(files.read(stored)) for stored in db.session.query(files.StoredFile)]


def test_a_restore_killed_before_purges_were_repeated_serves_nobody(app: Flask, filled: None, tmp_path: Path) -> None:
    backup.create(tmp_path / "b", PASSPHRASE)
    db.session.remove()
    _restore_and_die(tmp_path / "b", tmp_path / "new", _nothing, _upgrade_or_die)
    with another(tmp_path / "new"), pytest.raises(BackupRefused, match="没有做完就中断了"):
        backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate)
    with pytest.raises(SettingsError, match="interrupted"):
        check_whole(Settings(instance=tmp_path / "new"))
