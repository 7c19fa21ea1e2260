"""The keys of the installation: made once, readable by their owner only, read again when they were changed."""

import hmac
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from liaison.store import durable

RING: Final = "liaison.keys"
COOKIE, DATA, INDEX = "cookie.key", "data.keys", "index.key"
NAMES: Final = (COOKIE, DATA, INDEX)
MARK: Final = "keys.id"
"""In the instance folder: which keys its data belong to. Says nothing of the keys themselves."""
HEX_LENGTH: Final = 64
ID_BYTES: Final = 8


class KeyRefused(Exception):
    """A key is missing, too short, readable by others, or not the one of these data; one line for the operator."""


@dataclass(frozen=True)
class DataKeys:
    """The data keys, the first of which seals; the others still open what was sealed before a rotation.

    `index` makes keyed hashes. It stays the same for good: nothing could be found again under another one.
    """

    lines: tuple[str, ...]
    index: bytes

    @cached_property
    def fernet(self) -> MultiFernet:
        """Opens with every key, seals with the first."""
        return MultiFernet([Fernet(line) for line in self.lines])

    @cached_property
    def newest(self) -> Fernet:
        """The key that seals, alone."""
        return Fernet(self.lines[0])

    @cached_property
    def by_id(self) -> dict[bytes, bytes]:
        """Each key for files by the id in a file's head, the newest first."""
        derived = ((_derive(line, b"id", ID_BYTES), _derive(line, b"files", 32)) for line in self.lines)
        return dict(derived)

    @cached_property
    def newest_id(self) -> bytes:
        """The id of the key that seals."""
        return next(iter(self.by_id))


class Ring:
    """The keys in their folder. Every process sees a rotation at its next use, before anything needs the new key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: tuple[tuple[int, int], DataKeys] | None = None

    def keys(self) -> DataKeys:
        """The keys as they are now. Raises OSError when the folder is gone."""
        found = (self.folder / DATA).stat()
        stamp = (found.st_mtime_ns, found.st_ino)
        if self._read is None or self._read[0] != stamp:
            self._read = (stamp, _read_all(self.folder))
        return self._read[1]

    def rotate(self) -> None:
        """Put a new key in front; the old ones go on opening."""
        self._replace((_new_data_key(), *self.keys().lines))

    def retire(self) -> None:
        """Forget all keys but the newest: for when nothing is sealed with them any more."""
        self._replace(self.keys().lines[:1])

    def _replace(self, lines: tuple[str, ...]) -> None:
        temporary = _written(self.folder / DATA, "\n".join(lines))
        temporary.rename(self.folder / DATA)
        durable.sync(self.folder)


def ring() -> Ring:
    """The keys of this application."""
    found: Ring = current_app.extensions[RING]
    return found


def open_ring(folder: Path, instance: Path) -> Ring:
    """The ring of an instance, its keys made when there are none yet.

    Raises KeyRefused when the data of the instance belong to other keys: a new key would open none of them.
    """
    is_known = (instance / MARK).exists()
    for name, make in ((INDEX, _new_secret), (DATA, _new_data_key)):
        if is_known and not (folder / name).exists():
            raise KeyRefused(f"{folder / name}: the key of these data is missing: put it back")
        ensure(folder / name, make)
    mark = _mark(_secret(folder / INDEX))
    if is_known and (instance / MARK).read_text().strip() != mark:
        raise KeyRefused(f"{folder}: these are not the keys of the data in {instance}")
    found = Ring(folder)
    found.keys()
    if not is_known:
        _written(instance / MARK, mark).rename(instance / MARK)
    return found


def exchange(folder: Path, instance: Path, given: Path) -> None:
    """Take the keys in the folder `given` for those of the instance; what was there before keeps lying beside them.

    Those of an empty instance open nothing, but nobody can tell whether the folder served another one before. The
    mark goes first: if this is killed half-way, the instance still starts, and the restore can be done again.
    """
    (instance / MARK).unlink(missing_ok=True)
    durable.sync(instance)
    for name in NAMES:
        old, text = folder / name, _guarded(given / name)
        if old.exists() and old.read_text().strip() != text:
            old.rename(folder / f"{name}.{secrets.token_hex(4)}.old")
        _written(folder / name, text).rename(folder / name)
    _written(instance / MARK, _mark(_secret(folder / INDEX))).rename(instance / MARK)
    durable.sync(folder)


def ensure(path: Path, make: Callable[[], str]) -> str:
    """A key out of its file, made when it is not there. Raises KeyRefused when others may read it.

    It is written under a name of its own, then linked: of two processes that start at once one makes the key, and the
    other never reads half of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        temporary = _written(path, make())
        with suppress(FileExistsError):
            os.link(temporary, path)
        temporary.unlink()
        durable.sync(path.parent)
    return _guarded(path)


def cookie_secret(folder: Path) -> str:
    """The secret that signs cookies. Raises KeyRefused."""
    key = ensure(folder / COOKIE, _new_secret)
    if len(key) < HEX_LENGTH:
        raise KeyRefused(f"{folder / COOKIE}: the key is too short")
    return key


def _read_all(folder: Path) -> DataKeys:
    lines = tuple(_guarded(folder / DATA).split())
    try:
        found = DataKeys(lines, _secret(folder / INDEX))
        found.fernet  # noqa: B018 - a line that is no key is refused here, not at its first use
    except ValueError:
        raise KeyRefused(f"{folder / DATA}: a line is not a key") from None
    if not lines:
        raise KeyRefused(f"{folder / DATA}: holds no key")
    return found


def _secret(path: Path) -> bytes:
    try:
        key = bytes.fromhex(_guarded(path))
    except ValueError:
        key = b""
    if len(key) < HEX_LENGTH // 2:
        raise KeyRefused(f"{path}: the key is too short")
    return key


def _guarded(path: Path) -> str:
    if path.stat().st_mode & 0o077:
        raise KeyRefused(f"{path}: the key must be readable by its owner only (chmod 600)")
    return path.read_text().strip()


def _written(path: Path, text: str) -> Path:
    """The text in a new file beside the path, mode 600, on the disk for good."""
    mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        mine.unlink()
        raise
    return mine


def _derive(line: str, purpose: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=None, info=b"liaison " + purpose).derive(line.encode())


def _mark(index: bytes) -> str:
    return hmac.digest(index, b"which keys", "sha256").hex()[:16]


def _new_secret() -> str:
    return secrets.token_hex(HEX_LENGTH // 2)


def _new_data_key() -> str:
    return Fernet.generate_key().decode()
