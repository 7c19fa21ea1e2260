"""Signing in and out, changing a password, adding a user."""

import hashlib
import hmac
import secrets
from collections.abc import Collection

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from sqlalchemy import delete, update

from liaison.accounts import queries, rules
from liaison.accounts.models import SignInFailure, SignInSession
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Actor, Role, Side
from liaison.core.text import N_
from liaison.store import audit, unit
from liaison.store.base import db
from liaison.store.users import User, UserRole

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash(secrets.token_hex(16))


class TooManyFailures(RuleBroken):
    """Sign-in has to wait; the same words for accounts that exist and that do not."""


def sign_in(username: str, password: str, address: str, *, replacing: str = "") -> str:
    """Check the password and open a session; gives the token for the cookie.

    Opens its own transactions, so that the password (about 50 ms of work) is checked outside of any and a failure is
    remembered. An unknown or disabled account does the same work and gets the same words. `replacing` is the token of
    a session that this browser still holds: it ends. Raises TooManyFailures or RuleBroken.
    """
    name = rules.normal_username(username)
    _wait_out(name, address)
    user = queries.find_by_username(name) if rules.USERNAME.fullmatch(name) else None
    user_id, known_hash = (user.id, user.password_hash) if user and user.is_enabled else (None, NOBODY)
    db.session.rollback()
    if not _matches(known_hash, password) or user_id is None:
        _note_failure(name, address, "session.refused")
        raise RuleBroken(N_("用户名或密码不正确。"))
    with unit.transaction():
        db.session.execute(delete(SignInSession).where(SignInSession.token_hash == hash_token(replacing)))
        return _open_session(db.session.get_one(User, user_id), known_hash, password)


def sign_out(token: str, by: Actor) -> None:
    """End the session of this browser."""
    session = queries.find_session(hash_token(token))
    if session is not None:
        audit.record("session.ended", session.user, by)
        db.session.delete(session)


def change_password(user_id: int, current: str, new: str, token: str, address: str) -> None:
    """Set a new password and end every other session. Opens its own transactions, as sign_in does.

    A wrong current password counts as a failed sign-in: a browser left open is no way to try them all.
    Raises TooManyFailures, or RuleBroken on `current` or `password`.
    """
    user = db.session.get_one(User, user_id)
    known_hash, username = user.password_hash, user.username
    _wait_out(username, address)
    db.session.rollback()
    if not _matches(known_hash, current):
        _note_failure(username, address, "password.refused", user_id)
        raise RuleBroken(N_("当前密码不正确。"), field="current")
    rules.check_password(rules.normal_password(new), username)
    new_hash = HASHER.hash(rules.normal_password(new))
    with unit.transaction():
        user = db.session.get_one(User, user_id)
        if user.password_hash != known_hash:
            raise RuleBroken(N_("当前密码不正确。"), field="current")
        user.password_hash = new_hash
        end_sessions(user, but=token)
        audit.record("password.changed", user, user)


def add(
    username: str, name: str, side: Side | None, roles: Collection[Role], password: str, *, by: Actor | None,
    person_id: int | None = None, email: str = "",
) -> User:  # fmt: skip
    """Add a user. Raises RuleBroken for a name that is taken or not allowed, or a weak password."""
    username = rules.normal_username(username)
    rules.check_username(username)
    rules.check_password(rules.normal_password(password), username)
    if queries.find_by_username(username) is not None:
        raise RuleBroken(N_("用户名“%(username)s”已被使用。"), field="username", username=username)
    user = User(
        username=username,
        name=name,
        side=side,
        role_rows=[UserRole(role=role) for role in sorted(set(roles))],
        password_hash=HASHER.hash(rules.normal_password(password)),
        person_id=person_id,
        email=email,
        created_at=clock.now(),
    )
    db.session.add(user)
    audit.record("account.added", user, by, roles=sorted(set(roles)))
    return user


def end_sessions(user: User, *, but: str = "") -> None:
    """End all sessions of a user, except the one of this token."""
    others = SignInSession.token_hash != hash_token(but)
    db.session.execute(delete(SignInSession).where(SignInSession.user_id == user.id, others))


def find_user(token: str) -> User | None:
    """Who this browser is signed in as; None when the session ended, idled out, or the account was disabled."""
    session = queries.find_session(hash_token(token))
    if session is None or not session.user.is_enabled:
        return None
    now = clock.now()
    if rules.is_expired(session.seen_at, now, session.user.roles):
        return None
    return session.user


def note_use(token: str) -> None:
    """Remember that a session is in use, at most once a minute; never while a transaction is open."""
    now = clock.now()
    session = queries.find_session(hash_token(token))
    is_due = session is not None and now - session.seen_at >= rules.SEEN_STEP
    db.session.rollback()
    if is_due:
        with unit.independent() as own:
            own.execute(update(SignInSession).where(SignInSession.token_hash == hash_token(token)).values(seen_at=now))


def purge() -> None:
    """Drop sessions that have ended by themselves and failures out of the window."""
    now = clock.now()
    db.session.execute(delete(SignInSession).where(SignInSession.seen_at < now - rules.IDLE_MEMBERS))
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now - rules.WINDOW))


def hash_token(token: str) -> str:
    """What the database keeps of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _wait_out(username: str, address: str) -> None:
    now = clock.now()
    wait = rules.minutes_to_wait(*queries.failures_since(_keyed(username), _keyed(address), now), now)
    if wait:
        raise TooManyFailures(N_("尝试次数过多，请 %(minutes)s 分钟后再试。"), minutes=wait)


def _note_failure(username: str, address: str, action: str, user_id: int | None = None) -> None:
    """Remember a wrong password; whose it is, only where somebody signed in typed it."""
    with unit.independent() as session:
        session.add(SignInFailure(account_key=_keyed(username), address_key=_keyed(address), at=clock.now()))
        user = session.get(User, user_id) if user_id else None
        audit.record(action, user, user, session=session)


def _open_session(user: User, known_hash: str, password: str) -> str:
    if user.password_hash != known_hash or not user.is_enabled:
        raise RuleBroken(N_("用户名或密码不正确。"))
    token = secrets.token_urlsafe(32)
    if HASHER.check_needs_rehash(user.password_hash):
        user.password_hash = HASHER.hash(rules.normal_password(password))
    now = clock.now()
    db.session.add(SignInSession(token_hash=hash_token(token), user=user, started_at=now, seen_at=now))
    audit.record("session.started", user, user)
    return token


def _matches(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, rules.normal_password(password))
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def _keyed(value: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, value.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()
