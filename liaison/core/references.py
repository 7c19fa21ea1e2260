"""References and secret codes that tell nothing: drawn at random, written so that people can read and type them.

Both use the letters of Crockford's base 32, in which no two look alike (no I, L, O, U), and the usual misreadings of
them are understood. A reference (诉-7K3M-9Q2P-W) names a thing and is no secret; its check sign finds a typing error. A
secret code opens something to whoever knows it, so it is longer and only its keyed hash is kept.
"""

import secrets
import unicodedata
from collections.abc import Callable
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP: Final = 4
REFERENCE_LENGTH: Final = 8
"""Forty bits: two among ten thousand are equal with a chance of one in 20,000, and a unique column refuses that."""
CODE_LENGTH: Final = 16
"""Eighty bits."""
FIELD: Final = 0b100101
"""x⁵ + x² + 1, by which letters are multiplied as elements of a field."""
MISREAD: Final = str.maketrans({"I": "1", "L": "1", "O": "0"})

Draw = Callable[[int], int]
"""Gives a whole number below its argument: `secrets.randbelow`, or `Random(seed).randrange` for demonstration data."""


def random_reference(prefix: str, draw: Draw = secrets.randbelow) -> str:
    """A new reference: prefix, two groups of four and a check sign, joined by hyphens."""
    letters = _letters(REFERENCE_LENGTH, draw)
    return "-".join((prefix, *_groups(letters), _check(letters)))


def find_reference(typed: str, prefix: str) -> str | None:
    """The reference that somebody typed, with or without prefix and hyphens, in any width and case; None for none.

    A wrong check sign is None too: a page may then say that there is a typing error without asking the database.
    """
    plain = unicodedata.normalize("NFKC", typed).strip().upper()
    bare = _bare(plain.removeprefix(prefix.upper()))
    letters, check = bare[:-1], bare[-1:]
    is_whole = len(letters) == REFERENCE_LENGTH and set(letters) <= set(ALPHABET) and check == _check(letters)
    return "-".join((prefix, *_groups(letters), check)) if is_whole else None


def secret_code(draw: Draw = secrets.randbelow) -> str:
    """A new secret code of 80 bits in four groups, to be printed, read out or typed."""
    return "-".join(_groups(_letters(CODE_LENGTH, draw)))


def normal_code(typed: str) -> str:
    """A secret code as it is hashed, whatever hyphens, blanks, width and case it was typed in; "" for none."""
    letters = _bare(unicodedata.normalize("NFKC", typed).upper())
    return letters if len(letters) == CODE_LENGTH and set(letters) <= set(ALPHABET) else ""


def _letters(count: int, draw: Draw) -> str:
    return "".join(ALPHABET[draw(len(ALPHABET))] for _ in range(count))


def _groups(letters: str) -> list[str]:
    return [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]


def _check(letters: str) -> str:
    """The sign that makes the sum over the letters zero, each weighed with a power of 2 in the field of 32 elements.

    The weights differ, so that any one wrong letter and any two that are swapped give another sum.
    """
    total = 0
    for letter in letters:
        total = _double(total ^ ALPHABET.index(letter))
    return ALPHABET[total]


def _double(value: int) -> int:
    return value << 1 if value < 16 else value << 1 ^ FIELD


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).translate(MISREAD)
