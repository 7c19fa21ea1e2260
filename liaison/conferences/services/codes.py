"""The secrets of an invitation: the code that opens its reply slip, the short one for the door, the door's address."""

import secrets
import unicodedata
from collections.abc import Iterable
from typing import Final

from liaison.conferences.models import Attendance, Conference
from liaison.core.references import ALPHABET, MISREAD, secret_code
from liaison.store.sealed import keyed_hash

SLIP: Final = "attendance.slip"
DOOR: Final = "attendance.door"
DOOR_LENGTH: Final = 6
"""Thirty bits, tried against one conference on one day, with few tries."""


def give(conference: Conference, rows: Iterable[Attendance]) -> None:
    """Give those their codes who have none, and the conference the address of its door."""
    if conference.door_token is None:
        conference.door_token = secrets.token_urlsafe(18)
    taken = {row.door_code for row in conference.attendances}
    for row in rows:
        if row.slip_code is None:
            row.slip_code = secret_code()
            row.slip_key = slip_key(row.slip_code)
        if row.door_code is None:
            row.door_code = _door_code(taken)
            row.door_key = door_key(row.door_code)
            taken.add(row.door_code)


def slip_key(typed: str) -> str:
    """By what the slip of a code is found, with or without hyphens, in any width and case."""
    return keyed_hash(_read(typed), SLIP)


def door_key(typed: str) -> str:
    """The same of a code for the door."""
    return keyed_hash(_read(typed), DOOR)


def _read(typed: str) -> str:
    """What was typed, with the letters that people misread as they are meant."""
    return unicodedata.normalize("NFKC", typed).upper().translate(MISREAD)


def _door_code(taken: set[str | None]) -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(DOOR_LENGTH))
        if code not in taken:
            return code
