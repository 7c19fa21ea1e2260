"""Hash and short code of a paper's facts: how a reader of a print finds out whether it is the one that was issued."""

import hashlib
from typing import Final

from liaison.papers.canonical import Frozen, canonical_json

# 32 signs, five bits each; 0, 1, I and O are left out because readers mistake them for one another.
CODE_SIGNS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def facts_sha256(facts: Frozen) -> str:
    """The hash of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(facts)).hexdigest()


def verification_code(facts: Frozen) -> str:
    """The short code printed on each page: 40 bits of the facts' hash as XXXX-XXXX."""
    return code_of(facts_sha256(facts))


def code_of(sha256: str) -> str:
    """The short code of a stored hash (64 hexadecimal digits)."""
    bits = int(sha256[:10], 16)
    signs = "".join(CODE_SIGNS[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"


def typed_code(text: str) -> str:
    """What a reader typed, brought into the printed form as far as possible: ` abcd efgh` gives ABCD-EFGH."""
    signs = "".join(sign for sign in text.upper() if sign in CODE_SIGNS)
    return f"{signs[:4]}-{signs[4:]}"
