"""Whether an instance is being served: a lock that goes with the processes that hold it. Needs no database."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

LOCK: Final = "served.lock"


@contextmanager
def serving(instance: Path) -> Iterator[None]:
    """Say that this instance is being served, for as long as the block lasts and however it ends; many may."""
    with _locked(instance, fcntl.LOCK_SH):
        yield


def is_served(instance: Path) -> bool:
    """Whether somebody on this machine serves the instance."""
    try:
        with _locked(instance, fcntl.LOCK_EX):
            return False
    except BlockingIOError:
        return True


@contextmanager
def _locked(instance: Path, kind: int) -> Iterator[None]:
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(instance / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
