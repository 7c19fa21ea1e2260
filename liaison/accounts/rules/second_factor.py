"""The second factor: time-based codes (RFC 6238), each good once, and recovery codes for a lost telephone."""

import base64
import hmac
import secrets
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS: Final = 30
DIGITS: Final = 6
DRIFT: Final = (-1, 0, 1)
"""Which steps around the present one count: a clock may be half a minute off, and typing takes its time."""
SECRET_BYTES: Final = 20
RECOVERY_CODES: Final = 10
RECOVERY_LENGTH: Final = 10
RECOVERY_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
ISSUER: Final = "Liaison"


def new_secret() -> str:
    """A shared secret of 160 bits, in the base32 that authenticators take."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one step of time."""
    return _totp(secret).generate(step * STEP_SECONDS).decode()


def step_at(now: datetime) -> int:
    """The step that a moment belongs to."""
    return int(now.timestamp()) // STEP_SECONDS


def matching_step(secret: str, typed: str, now: datetime, last_step: int) -> int | None:
    """The step whose code was typed, later than the last one used: no code counts twice. None: a wrong code."""
    code = "".join(typed.split())
    found = None
    for drift in DRIFT:
        step = step_at(now) + drift
        is_same = hmac.compare_digest(code_at(secret, step).encode(), code.encode(errors="replace"))
        if is_same and step > last_step:
            found = step
    return found


def address(secret: str, username: str) -> str:
    """What the QR code holds (otpauth://)."""
    return _totp(secret).get_provisioning_uri(username, ISSUER)


def new_recovery_codes() -> list[str]:
    """Ten codes of 49 bits, in two groups."""
    half = RECOVERY_LENGTH // 2
    drawn = ("".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    return [f"{code[:half]}-{code[half:]}" for code in drawn]


def normal_recovery_code(typed: str) -> str:
    """A recovery code as it is hashed."""
    return "".join(typed.split()).replace("-", "").lower()


def _totp(secret: str) -> TOTP:
    # RFC 6238 and every authenticator use SHA-1 here; its weakness (collisions) is none for an HMAC.
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303
