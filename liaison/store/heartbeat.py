"""The worker's sign of life: a file of the instance folder that its sweep touches every minute."""

from datetime import UTC, datetime
from typing import Final

from liaison.store import files

FILE: Final = "worker.alive"


def beat() -> None:
    """The worker is alive."""
    (files.folder().parent / FILE).touch()


def last() -> datetime | None:
    """When it was last heard of on this machine; None: never."""
    path = files.folder().parent / FILE
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.exists() else None
