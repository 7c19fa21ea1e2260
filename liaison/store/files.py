"""Files of the instance folder: sealed, and written durably before the row that names them commits."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core import clock
from liaison.store import chunks, durable, keys, purges, unit
from liaison.store.base import Base, UTCDateTime, db
from liaison.store.sealed import Sealed, Unreadable, keyed_hash

FOLDER = "liaison.files"
PURGE: Final = "file"
MAGIC: Final = b"LIAISON1"
SALT_BYTES: Final = 16
HEAD_BYTES: Final = len(MAGIC) + keys.ID_BYTES + SALT_BYTES


class StoredFile(Base):
    """One file. Its place on disk is random and its name sealed, so that neither tells anything.

    The SHA-256 of the content, which pages of papers show, would let whoever has the disk and a copy of a confidential
    file prove that it is here. So it is sealed too, and `content_key`, its keyed hash, finds a file by its content.
    """

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Sealed)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(Sealed)
    content_key: Mapped[str] = mapped_column(String(64), index=True)
    place: Mapped[str] = mapped_column(String(40), unique=True)
    stored_at: Mapped[datetime] = mapped_column(UTCDateTime)


def keep(data: bytes, name: str, media_type: str) -> StoredFile:
    """Seal and store the bytes and add their row to the caller's transaction.

    Temporary name, fsync, rename, fsync of the folders: a power cut leaves the whole file or none. A rollback leaves a
    file without a row, which does no harm. Raises OSError when the disk is full.
    """
    place, sha256 = secrets.token_hex(16), hashlib.sha256(data).hexdigest()
    write(path_of(place), sealed([data]))
    stored = StoredFile(
        name=name,
        media_type=media_type,
        size=len(data),
        sha256=sha256,
        content_key=content_key(sha256),
        place=place,
        stored_at=clock.now(),
    )
    db.session.add(stored)
    return stored


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file. Raises OSError when it is gone from the disk, Unreadable when it was changed."""
    with path_of(stored.place).open("rb") as file:
        return b"".join(unsealed(file))


def discard(stored: StoredFile) -> None:
    """Delete the row; the bytes go once the transaction stands, and go again when an older backup is restored."""
    place = stored.place
    db.session.delete(stored)
    unit.after_commit(partial(erase, place))
    purges.note(PURGE, place)


def erase(place: str) -> None:
    """Take the bytes away, if they are there."""
    path_of(place).unlink(missing_ok=True)


def content_key(sha256: str) -> str:
    """What finds a file by the SHA-256 of its content."""
    return keyed_hash(sha256, "file")


def sealed(source: Iterable[bytes]) -> Iterator[bytes]:
    """What stands on the disk for some bytes: a head that names the key, then the pieces."""
    known = keys.ring().keys()
    head = MAGIC + known.newest_id + secrets.token_bytes(SALT_BYTES)
    yield head
    yield from chunks.encrypted(source, _key_of(head, known), head)


def unsealed(file: IO[bytes]) -> Iterator[bytes]:
    """The plain pieces of an open file. Raises Unreadable: not sealed, sealed with another key, changed or cut."""
    head = file.read(HEAD_BYTES)
    try:
        yield from chunks.decrypted(file, _key_of(head, keys.ring().keys()), head)
    except (chunks.Broken, LookupError):
        raise Unreadable from None


def is_sealed_newest(path: Path) -> bool:
    """Whether the file is sealed with the newest key, by its head alone."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES).startswith(MAGIC + keys.ring().keys().newest_id)


def write(path: Path, pieces: Iterable[bytes]) -> None:
    """Put the pieces at the path, whole or not at all, durably; what stood there before is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    try:
        with temporary.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    for changed in (path.parent, path.parent.parent):
        durable.sync(changed)


def path_of(place: str) -> Path:
    """Where the bytes of a place stand."""
    return folder() / place[:2] / place


def folder() -> Path:
    """Where all stored files stand."""
    found: Path = current_app.extensions[FOLDER]
    return found


def _key_of(head: bytes, known: keys.DataKeys) -> bytes:
    """A key for this one content. Raises LookupError for a head that is none, or names a key that is not there."""
    if len(head) != HEAD_BYTES or not head.startswith(MAGIC):
        raise LookupError
    key = known.by_id[head[len(MAGIC) :][: keys.ID_BYTES]]
    return HKDF(hashes.SHA256(), 32, salt=head[-SALT_BYTES:], info=b"liaison file").derive(key)
