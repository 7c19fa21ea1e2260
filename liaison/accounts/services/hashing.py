"""How passwords, tokens and codes are kept: never as themselves."""

import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from liaison.accounts.rules.passwords import normal_password

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash(secrets.token_hex(16))
"""What the password of an account that is not there is checked against: the same work, and never a match."""


def matches(password_hash: str, password: str) -> bool:
    """Whether the password is the one of the hash; an account without one does the work too."""
    try:
        return HASHER.verify(password_hash or NOBODY, normal_password(password))
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made at another cost than passwords are hashed at now."""
    return HASHER.check_needs_rehash(password_hash)


def hash_password(password: str) -> str:
    """What the database keeps of a password."""
    return HASHER.hash(normal_password(password))


def hash_token(token: str) -> str:
    """What the database keeps of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(value: str) -> str:
    """What the database keeps of a short code, a name or an address: nothing to try out without the key."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, value.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()
