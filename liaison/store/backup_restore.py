"""Takes a backup into an empty instance: all of it, proven, or nothing."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import current_app
from sqlalchemy import func, inspect, select, table, text
from sqlalchemy.orm import Session

from liaison.core.messages import N_
from liaison.store import audit, files, keys, purges, unit
from liaison.store.backup import BESIDE, FILES, KEYS, TABLES, About, proven
from liaison.store.backup_format import BackupRefused, decrypted
from liaison.store.backup_rows import insert_lines, present_tables, set_counters
from liaison.store.base import db
from liaison.store.sealed import Unreadable, unseal
from liaison.store.unfinished import STAGE, is_unfinished

SAFE_NAME: Final = re.compile(r"(tables|files|keys|beside)/[a-z0-9][a-z0-9_.-]{0,62}|about\.json")
Migrate = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back; `broken`: where the audit trail was broken when the backup was made."""

    about: About
    broken: audit.Break | None
    purged: int


def restore(source: Path, passphrase: str, migrate: Migrate, ledger: Path | None = None) -> Restored:
    """Bring everything back as it was, then up to this version of the code, and purge again what was purged since.

    `migrate` brings the schema to a revision. `ledger`: a newer ledger of purges than the one in the backup.
    Raises BackupRefused (used instance, wrong passphrase, cut or changed file) with nothing changed. What a restore
    left that was killed is cleared away first; the stage stands until the last step, and nobody serves beside it.
    """
    stage = stage_of(files.folder().parent)
    if is_unfinished(stage.parent):
        _clear_unfinished()
    _refuse_used()
    _refuse_strange(ledger)
    shutil.rmtree(stage, ignore_errors=True)
    try:
        about = unpack(source, passphrase, stage)
        if ledger is not None:
            (stage / BESIDE / purges.LEDGER).write_bytes(ledger.read_bytes())
        migrate(about.revision)
        broken = _take_in(stage, about)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    migrate("head")
    with unit.transaction():
        purged = purges.replay(files.folder().parent / purges.LEDGER)
    shutil.rmtree(stage)
    return Restored(about, broken, purged)


def stage_of(instance: Path) -> Path:
    """Where what is being restored lies until it is done."""
    return instance / STAGE


def _clear_unfinished() -> None:
    """Files and keys came into their places before the rows stood: without rows nobody needs these files.

    With rows, what was purged since may not have been purged again: that instance is not to be used. Raises
    BackupRefused.
    """
    if _has_rows():
        raise BackupRefused(N_("上一次恢复没有做完就中断了。请清空数据文件夹和数据库，再恢复一次。"))
    shutil.rmtree(files.folder(), ignore_errors=True)


def _has_rows() -> bool:
    with db.engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return any(connection.scalar(select(text("1")).select_from(table(name)).limit(1)) for name in sorted(names))


def _refuse_used() -> None:
    """An instance is empty when no table has a row and no file is stored."""
    if _has_rows() or any(path.is_file() for path in files.folder().rglob("*")):
        raise BackupRefused(N_("这里已有数据。备份只能恢复到空的数据文件夹和空的数据库。"))


def _refuse_strange(ledger: Path | None) -> None:
    try:
        if ledger is not None:
            purges.entries(ledger)
    except ValueError:
        raise BackupRefused(N_("这不是清除登记簿。")) from None


def unpack(source: Path, passphrase: str, stage: Path) -> About:
    """Write the content into the stage, readable by the owner only, as it is decrypted and proven."""
    about = b""
    stage.mkdir(mode=0o700)
    for folder in (TABLES, FILES, KEYS, BESIDE):
        (stage / folder).mkdir(mode=0o700)
    with source.open("rb") as file:
        for name, data in proven(decrypted(file, passphrase)):
            if not SAFE_NAME.fullmatch(name):
                raise BackupRefused
            about = data
            with _place(stage, name).open("ab") as target:
                target.write(data)
    for path in (stage / KEYS).iterdir():
        path.chmod(0o600)
    return About(**json.loads(about))


def _place(stage: Path, name: str) -> Path:
    if not name.startswith(FILES):
        return stage / name
    place = name.removeprefix(FILES)
    (stage / FILES / place[:2]).mkdir(exist_ok=True)
    return stage / FILES / place[:2] / place


def _take_in(stage: Path, about: About) -> audit.Break | None:
    """One transaction: rows, their proof, and at the very end the files and keys into their places."""
    instance, has_moved = files.folder().parent, False
    try:
        with unit.transaction():
            with _reading_from(stage):
                _insert(db.session(), stage, about)
                _prove(db.session(), about)
                broken = audit.verify(stage / BESIDE / audit.HEADS)
            shutil.rmtree(files.folder(), ignore_errors=True)
            (stage / FILES).rename(files.folder())
            has_moved = True
            keys.exchange(keys.ring().folder, instance, stage / KEYS)
            for path in (stage / BESIDE).iterdir():
                path.replace(instance / path.name)
    except BaseException:
        if has_moved:
            shutil.rmtree(files.folder())
        raise
    return broken


def _insert(session: Session, stage: Path, about: About) -> None:
    known = present_tables(session)
    for name, columns in about.columns.items():
        path = stage / TABLES / name
        if path.exists():
            with path.open("rb") as file:
                insert_lines(session, known[name], file, columns)
    set_counters(session)


def take_rows(stage: Path, about: About) -> None:
    """Insert the rows of a backup whose files were proven while it was unpacked, and count them, in the caller's
    transaction; the schema is that of the backup. Raises BackupRefused.
    """
    _insert(db.session(), stage, about)
    _count(db.session(), about)


def _prove(session: Session, about: About) -> None:
    """Count the rows in the database, and open every file with the restored keys. Raises BackupRefused."""
    _count(session, about)
    missing = set(about.missing)
    for place, sha256 in session.execute(text("select place, sha256 from stored_file")):
        if place not in missing and not _is_whole(place, sha256):
            raise BackupRefused(N_("恢复后核对不符（%(what)s），没有恢复任何内容。"), what=place)


def _count(session: Session, about: About) -> None:
    for name, count in about.rows.items():
        if session.scalar(select(func.count()).select_from(table(name))) != count:
            raise BackupRefused(N_("恢复后核对不符（%(what)s），没有恢复任何内容。"), what=name)


def _is_whole(place: str, token: str) -> bool:
    digest = hashlib.sha256()
    try:
        with files.path_of(place).open("rb") as file:
            for piece in files.unsealed(file):
                digest.update(piece)
        return digest.hexdigest() == unseal(token.encode()).decode()
    except (OSError, Unreadable):
        return False


@contextmanager
def _reading_from(stage: Path) -> Iterator[None]:
    """Files and keys of the stage in the place of the instance's."""
    kept = {name: current_app.extensions[name] for name in (files.FOLDER, keys.RING)}
    current_app.extensions.update({files.FOLDER: stage / FILES, keys.RING: keys.Ring(stage / KEYS)})
    try:
        yield
    finally:
        current_app.extensions.update(kept)
