"""The ledger of purges: what was taken away for good, outside of the database, so that no old backup brings it back."""

import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from flask import current_app

from liaison.core import clock
from liaison.store import unit

LEDGER: Final = "purges.jsonl"
PLACE: Final = "liaison.purge_ledger"
PURGERS: Final = "liaison.purgers"
"""What purges again, by kind; each is told the key, and does nothing where it finds nothing."""
Purger = Callable[[str], None]


def note(kind: str, key: str) -> None:
    """Write down, once the caller's transaction stands, that the thing is purged.

    `key` is a random reference, an id or a keyed hash: the ledger must say nothing of what was purged.
    """
    unit.after_commit(partial(_append, kind, key))


def replay(ledger: Path) -> int:
    """Purge again all that a ledger names, in the caller's transaction; gives how many lines it has.

    Raises ValueError as `entries` does.
    """
    found = entries(ledger)
    for kind, key in found:
        _purgers()[kind](key)
    return len(found)


def entries(ledger: Path) -> list[tuple[str, str]]:
    """Kind and key of each line. Raises ValueError for a file that is no ledger, or a kind that nobody knows."""
    return [_entry(line) for line in ledger.read_text().splitlines()] if ledger.exists() else []


def _append(kind: str, key: str) -> None:
    """One write of one short line at the end: lines of two processes do not mix."""
    line = json.dumps({"at": clock.now().isoformat(), "kind": kind, "key": key}) + "\n"
    descriptor = os.open(current_app.extensions[PLACE], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _entry(line: str) -> tuple[str, str]:
    try:
        entry = json.loads(line)
        kind, key = str(entry["kind"]), str(entry["key"])
    except (ValueError, TypeError, LookupError):
        raise ValueError(f"not a line of the ledger of purges: {line}") from None
    if kind not in _purgers():
        raise ValueError(f"not a line of the ledger of purges, or of a newer version: {line}")
    return kind, key


def _purgers() -> Mapping[str, Purger]:
    found: Mapping[str, Purger] = current_app.extensions[PURGERS]
    return found
