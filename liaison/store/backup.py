"""Makes a backup while the site runs: one snapshot of the database, the files it names, and the keys that open them."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, text

from liaison.core import clock
from liaison.core.messages import N_
from liaison.store import chunks, durable, files, keys, purges
from liaison.store.audit import HEADS
from liaison.store.backup_format import BackupRefused, Piece, decrypted, encrypted
from liaison.store.backup_rows import lines, tables
from liaison.store.base import db

ABOUT: Final = "about.json"
TABLES, FILES, KEYS, BESIDE = "tables/", "files/", "keys/", "beside/"
Tell = Callable[[str], None]
FindTables = Callable[[Connection], list[Table]]


def _nobody(_name: str) -> None:
    """Who makes a backup by hand waits for its end."""


def _of_this_version(_connection: Connection) -> list[Table]:
    return tables()


@dataclass(frozen=True)
class About:
    """What is in a backup: its last piece, so that one without it was cut.

    `columns` and `rows` by table, `files`: the SHA-256 of each sealed file by its place, `missing`: places whose file
    was discarded while the backup was being made, or was lost before.
    """

    made_at: str
    revision: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        """All rows of all tables."""
        return sum(self.rows.values())


def create(target: Path, passphrase: str, tell: Tell = _nobody, find_tables: FindTables = _of_this_version) -> About:
    """Write the backup, read it again from the disk and compare; only then it gets its name.

    `find_tables` gives the tables, those of this version of the code unless an older one is to be kept. `tell` hears
    the name of each piece as it is written, and again as it is read. Raises BackupRefused, or OSError when the disk is
    full: nothing is left then.
    """
    if target.exists():
        raise BackupRefused(N_("%(name)s 已经存在，请换一个文件名。"), name=target.name)
    unproven = target.with_name(f".{target.name}")
    try:
        files.write(unproven, encrypted(_told(_pieces(find_tables), tell), passphrase))
        unproven.chmod(0o600)
        about = examine(unproven, passphrase, tell)
        unproven.rename(target)
        durable.sync(target.parent)
    finally:
        unproven.unlink(missing_ok=True)
    return about


def examine(source: Path, passphrase: str, tell: Tell = _nobody) -> About:
    """Read a whole backup and compare all that is in it with what it says of itself. Raises BackupRefused."""
    about: dict[str, Any] = {}
    with source.open("rb") as file:
        for name, data in _told(proven(decrypted(file, passphrase)), tell):
            if name == ABOUT:
                about = json.loads(data)
    return About(**about)


def proven(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Hand the pieces on. Raises BackupRefused after the last when rows or files are not those that it tells of."""
    rows: Counter[str] = Counter()
    digests: dict[str, Any] = {}
    name, data = "", b""
    for name, data in pieces:
        if name.startswith(TABLES):
            rows[name.removeprefix(TABLES)] += data.count(b"\n")
        if name.startswith(FILES):
            digests.setdefault(name.removeprefix(FILES), hashlib.sha256()).update(data)
        yield name, data
    if name != ABOUT:
        raise BackupRefused
    about = About(**json.loads(data))
    found = {place: digest.hexdigest() for place, digest in digests.items()}
    if found != about.files or +rows != +Counter(about.rows):
        raise BackupRefused


def _told(pieces: Iterable[Piece], tell: Tell) -> Iterator[Piece]:
    for name, data in pieces:
        tell(name)
        yield name, data


def _pieces(find_tables: FindTables) -> Iterator[Piece]:
    """The recorded heads before the snapshot, whose chain is then never shorter than they say; the keys and the ledger
    of purges after the files, so that no file is sealed with a key that is not here.
    """
    instance = files.folder().parent
    yield from _file(BESIDE + HEADS, instance / HEADS)
    with _snapshot() as connection:
        revision = connection.scalar(text("select version_num from alembic_version"))
        about = About(clock.now().isoformat(), str(revision))
        for table in find_tables(connection):
            about.columns[table.name] = [column.name for column in table.c]
            about.rows[table.name] = 0
            for count, data in lines(connection, table):
                about.rows[table.name] += count
                yield TABLES + table.name, data
        places = list(connection.scalars(text("select place from stored_file order by id")))
    for place in places:
        yield from _stored(place, about)
    for name in keys.NAMES:
        yield from _file(KEYS + name, keys.ring().folder / name)
    yield from _file(BESIDE + purges.LEDGER, instance / purges.LEDGER)
    yield ABOUT, json.dumps(asdict(about), ensure_ascii=False).encode()


def _stored(place: str, about: About) -> Iterator[Piece]:
    digest = hashlib.sha256()
    try:
        for piece in _read(files.path_of(place)):
            digest.update(piece)
            yield FILES + place, piece
    except FileNotFoundError:
        about.missing.append(place)
    else:
        about.files[place] = digest.hexdigest()


def _file(name: str, path: Path) -> Iterator[Piece]:
    if path.exists():
        yield from ((name, piece) for piece in _read(path))


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(chunks.PIECE):
            yield piece


@contextmanager
def _snapshot() -> Iterator[Connection]:
    """A transaction that reads one moment of the whole database, and keeps nobody from writing."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection
