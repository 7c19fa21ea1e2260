"""Signing in, in one step or two, and proving once more who one is before a sensitive move."""

import secrets
from dataclasses import dataclass

from sqlalchemy import CursorResult, delete

from liaison.accounts.models import PendingSignIn, SignInSession
from liaison.accounts.queries import credentials
from liaison.accounts.queries import sessions as queries
from liaison.accounts.rules.passwords import USERNAME, normal_username
from liaison.accounts.services.hashing import hash_password, hash_token, is_outdated, matches
from liaison.accounts.services.second_factor import use
from liaison.accounts.services.sessions import open_session
from liaison.accounts.services.throttle import note_failure, wait_out
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.text import N_
from liaison.store import audit, unit
from liaison.store.base import db
from liaison.store.users import User

WRONG = N_("用户名或密码不正确。")
WRONG_CODE = N_("验证码不正确、已使用或已过期。")


class StepExpired(RuleBroken):
    """The second step came too late, or its first step is not known: back to the beginning."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the right password opens: a session, or the second step of the sign-in."""

    token: str
    needs_code: bool = False


def sign_in(username: str, password: str, address: str, *, replacing: str = "", browser: str = "") -> Entry:
    """Check the password and open a session, or the second step where the account has a second factor.

    Opens its own transactions, so that the password (about 50 ms of work) is checked outside of any and a failure is
    remembered. An unknown or disabled account does the same work and gets the same words. `replacing` is the token of
    a session that this browser still holds: it ends. Raises TooManyTries or RuleBroken.
    """
    name = normal_username(username)
    wait_out(name, address)
    user = queries.find_by_username(name) if USERNAME.fullmatch(name) else None
    user_id, known_hash = (user.id, user.password_hash) if user and user.is_enabled else (None, "")
    db.session.rollback()
    if not matches(known_hash, password) or user_id is None:
        note_failure(name, address, "session.refused")
        raise RuleBroken(WRONG)
    with unit.transaction():
        db.session.execute(delete(SignInSession).where(SignInSession.token_hash == hash_token(replacing)))
        user = db.session.get_one(User, user_id)
        if not user.is_enabled or not _still_opens(user, known_hash, password):
            raise RuleBroken(WRONG)
        if is_outdated(user.password_hash):
            user.password_hash = hash_password(password)
        if credentials.find_factor(user_id) is not None:
            return Entry(_await_code(user_id), needs_code=True)
        return Entry(open_session(user, browser))


def answer(pending: str, typed: str, address: str, *, browser: str = "") -> str:
    """Take the second step with a code or a recovery code; gives the token for the cookie. Own transactions.

    A wrong code counts as a failed sign-in of the account and of the address. Raises StepExpired, TooManyTries, or
    RuleBroken on `code`.
    """
    row = queries.find_pending(hash_token(pending), clock.now())
    user = db.session.get(User, row.user_id) if row else None
    if row is None or user is None or not user.is_enabled:
        raise StepExpired(N_("登录已超过 10 分钟或已失效，请重新输入用户名和密码。"))
    pending_id, user_id, username = row.id, user.id, user.username
    wait_out(username, address)
    with unit.transaction():
        second = use(user_id, typed)
        if second is not None:
            taken = db.session.execute(delete(PendingSignIn).where(PendingSignIn.id == pending_id))
            if isinstance(taken, CursorResult) and taken.rowcount == 1:
                return open_session(db.session.get_one(User, user_id), browser, second)
    note_failure(username, address, "second_factor.refused", user_id)
    raise RuleBroken(WRONG_CODE, field="code")


def confirm(user_id: int, token: str, password: str, code: str, address: str) -> None:
    """Prove once more who one is; the session counts as fresh for a while. Own transactions.

    Raises TooManyTries, or RuleBroken on `password` or `code`.
    """
    user = db.session.get_one(User, user_id)
    known_hash, username = user.password_hash, user.username
    needs_code = credentials.find_factor(user_id) is not None
    wait_out(username, address)
    db.session.rollback()
    if not matches(known_hash, password):
        note_failure(username, address, "password.refused", user_id)
        raise RuleBroken(N_("密码不正确。"), field="password")
    with unit.transaction():
        is_proved = not needs_code or use(user_id, code) is not None
        session = queries.find_session(hash_token(token))
        if is_proved and session is not None and _still_opens(session.user, known_hash, password):
            session.checked_at = clock.now()
            audit.record("session.confirmed", session.user, session.user)
            return
    note_failure(username, address, "second_factor.refused", user_id)
    raise RuleBroken(WRONG_CODE, field="code")


def _still_opens(user: User, known_hash: str, password: str) -> bool:
    """Whether the password that was checked a moment ago is still the right one.

    A hash that changed meanwhile is a new password, or the same one hashed anew by a sign-in of the same moment.
    """
    return user.password_hash == known_hash or matches(user.password_hash, password)


def _await_code(user_id: int) -> str:
    token = secrets.token_urlsafe(32)
    db.session.add(PendingSignIn(token_hash=hash_token(token), user_id=user_id, started_at=clock.now()))
    return token
