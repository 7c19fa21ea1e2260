"""Authenticated encryption of long content, a piece at a time: no more than two pieces are ever in memory.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM: each piece carries its number
and whether it is the last, so that pieces left out, exchanged, repeated or cut off at the end are found.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE: Final = 1 << 20
TAG: Final = 16


class Broken(Exception):
    """The content was changed or cut, or the key is another one."""


def encrypted(source: Iterable[bytes], key: bytes, head: bytes) -> Iterator[bytes]:
    """The pieces of ciphertext of the bytes of `source`, which may come in any sizes.

    `key`: 32 bytes, never used for another content. `head` is not written here, but nothing opens under another one.
    """
    cipher, number, waiting = AESGCM(key), 0, bytearray()
    for part in source:
        waiting += part
        while len(waiting) > PIECE:
            yield cipher.encrypt(_nonce(number, is_last=False), bytes(waiting[:PIECE]), head)
            del waiting[:PIECE]
            number += 1
    yield cipher.encrypt(_nonce(number, is_last=True), bytes(waiting), head)


def decrypted(file: IO[bytes], key: bytes, head: bytes) -> Iterator[bytes]:
    """The plain pieces of an open file from where it stands to its end.

    Raises Broken, at the latest before the last piece: what came before it is not the whole.
    """
    cipher, number, piece = AESGCM(key), 0, file.read(PIECE + TAG)
    while True:
        following = file.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), piece, head)
        except InvalidTag:
            raise Broken from None
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
