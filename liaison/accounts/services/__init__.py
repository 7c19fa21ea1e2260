"""The verbs of accounts; what other packages call is named here."""

from liaison.accounts.services.entry import sign_in
from liaison.accounts.services.hashing import HASHER, hash_token
from liaison.accounts.services.passwords import change_password
from liaison.accounts.services.sessions import end_sessions, find_open, find_user, note_use, sign_out
from liaison.accounts.services.users import add
from liaison.store.throttle import TooManyTries

__all__ = [
    "HASHER",
    "TooManyTries",
    "add",
    "change_password",
    "end_sessions",
    "find_open",
    "find_user",
    "hash_token",
    "note_use",
    "sign_in",
    "sign_out",
]
