"""Files of the instance folder: written durably before the row that names them commits."""

import hashlib
import os
import secrets
from datetime import datetime
from functools import partial
from pathlib import Path

from flask import current_app
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core import clock
from liaison.store import unit
from liaison.store.base import Base, UTCDateTime, db

FOLDER = "liaison.files"


class StoredFile(Base):
    """One file. Its place on disk is random, so that a name tells nothing."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    place: Mapped[str] = mapped_column(String(40), unique=True)
    stored_at: Mapped[datetime] = mapped_column(UTCDateTime)


def keep(data: bytes, name: str, media_type: str) -> StoredFile:
    """Store the bytes and add their row to the caller's transaction.

    Temporary name, fsync, rename, fsync of the folders: a power cut leaves the whole file or none. A rollback leaves a
    file without a row, which does no harm. Raises OSError when the disk is full.
    """
    place = secrets.token_hex(16)
    _write(_path(place), data)
    stored = StoredFile(
        name=name,
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        place=place,
        stored_at=clock.now(),
    )
    db.session.add(stored)
    return stored


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file. Raises OSError when it is gone from the disk."""
    return _path(stored.place).read_bytes()


def discard(stored: StoredFile) -> None:
    """Delete the row; the bytes go once the transaction stands."""
    path = _path(stored.place)
    db.session.delete(stored)
    unit.after_commit(partial(path.unlink, missing_ok=True))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _path(place: str) -> Path:
    folder: Path = current_app.extensions[FOLDER]
    return folder / place[:2] / place
