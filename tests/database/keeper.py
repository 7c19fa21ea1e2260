"""The process that starts the run's PostgreSQL and stops it when the last worker has gone."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.database import door, lock_of
from tests.database.server import Server

WATCH_SECONDS = 0.3


def keep(folder: Path) -> int:
    """Serve in this folder until nobody shares its lock. The starter holds the door meanwhile and reads our words."""
    server = Server(folder)
    try:
        server.start()
    except subprocess.CalledProcessError as error:
        words = [path.read_text() for path in (folder / "words", folder / "log") if path.exists()]
        print(*words, error, sep="\n")  # noqa: T201 -- the starter reads it
        shutil.rmtree(folder)
        return 1
    (folder / "users").touch()
    (folder / "ready").touch()
    if os.fork():
        return 0  # tells the starter that the server is ready
    leave_the_starter()
    while True:
        time.sleep(WATCH_SECONDS)
        with door(folder):
            if is_unused(folder / "users"):
                server.stop()
                lock_of(folder).unlink()
                return 0


def leave_the_starter() -> None:
    """Survive the end of the terminal, and let go of the pipes that the starter reads to their end."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())


def is_unused(users: Path) -> bool:
    with users.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1])))
