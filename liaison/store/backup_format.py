"""The form of a backup: a head, then named pieces of content in one authenticated, encrypted stream.

The key comes from a passphrase by scrypt (RFC 7914, 64 MiB). Content of any length is a run of pieces with one name.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator
from struct import Struct
from typing import IO, Final

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.store import chunks

MAGIC: Final = b"LIAISBK1"
SALT_BYTES: Final = 16
CHECK_BYTES: Final = 8
HEAD_BYTES: Final = len(MAGIC) + SALT_BYTES + CHECK_BYTES
SHORTEST_PASSPHRASE: Final = 12
SIZES: Final = Struct(">HI")
MOST_BYTES: Final = 16 * chunks.PIECE

Piece = tuple[str, bytes]


class BackupRefused(RuleBroken):
    """A backup that cannot be made or taken in; nothing was changed."""

    default = N_("备份文件已损坏或不完整，没有恢复任何内容。")


def encrypted(pieces: Iterable[Piece], passphrase: str) -> Iterator[bytes]:
    """The bytes of a backup file. Raises BackupRefused for a passphrase that could be guessed."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BackupRefused(N_("备份口令至少 %(count)d 个字符。"), count=SHORTEST_PASSPHRASE)
    salt = secrets.token_bytes(SALT_BYTES)
    key = _key(passphrase, salt)
    head = MAGIC + salt + _check(key)
    yield head
    yield from chunks.encrypted(_framed(pieces), key, head)


def decrypted(file: IO[bytes], passphrase: str) -> Iterator[Piece]:
    """The pieces of an open backup. Raises BackupRefused at once for a wrong passphrase, and for a changed or cut file
    at the latest after the last piece: take nothing for whole before that.
    """
    head = file.read(HEAD_BYTES)
    if len(head) != HEAD_BYTES or not head.startswith(MAGIC):
        raise BackupRefused(N_("这不是本平台的备份文件。"))
    key = _key(passphrase, head[len(MAGIC) : -CHECK_BYTES])
    if not hmac.compare_digest(_check(key), head[-CHECK_BYTES:]):
        raise BackupRefused(N_("备份口令不正确。"))
    try:
        yield from _pieces(chunks.decrypted(file, key, head))
    except chunks.Broken:
        raise BackupRefused from None


def _framed(pieces: Iterable[Piece]) -> Iterator[bytes]:
    for name, data in pieces:
        title = name.encode()
        yield SIZES.pack(len(title), len(data)) + title
        yield data


def _pieces(source: Iterator[bytes]) -> Iterator[Piece]:
    waiting = bytearray()

    def fill(count: int) -> bool:
        while len(waiting) < count:
            part = next(source, None)
            if part is None:
                return False
            waiting.extend(part)
        return True

    def take(count: int) -> bytes:
        if not fill(count):
            raise chunks.Broken
        taken = bytes(waiting[:count])
        del waiting[:count]
        return taken

    while fill(1):
        title, size = SIZES.unpack(take(SIZES.size))
        if size > MOST_BYTES:
            raise chunks.Broken
        yield take(title).decode(), take(size)


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode())


def _check(key: bytes) -> bytes:
    """Tells a wrong passphrase from a damaged file; says nothing of the key."""
    return hmac.digest(key, b"is this the passphrase", "sha256")[:CHECK_BYTES]
