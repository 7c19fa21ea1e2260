"""Sessions: opened, found by their token, kept alive by use, ended."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from liaison.accounts.models import (
    Duty,
    EntryCode,
    LinkRequest,
    PendingSignIn,
    SecondFactor,
    SecondFactorRole,
    SignInSession,
)
from liaison.accounts.queries import credentials
from liaison.accounts.queries import sessions as queries
from liaison.accounts.rules.sessions import IDLE_MEMBERS, PENDING_FOR, SEEN_STEP, is_expired
from liaison.accounts.services.hashing import hash_token
from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.store import audit, unit
from liaison.store.base import db
from liaison.store.users import User


def open_session(user: User, browser: str, second: str = "") -> str:
    """Open a session in the caller's transaction; gives the token. `second` says what the second step was."""
    token, now = secrets.token_urlsafe(32), clock.now()
    has_factor = credentials.find_factor(user.id) is not None
    must = not has_factor and bool(user.roles & credentials.roles_with_factor())
    row = SignInSession(token_hash=hash_token(token), user=user, started_at=now, seen_at=now, checked_at=now)
    row.browser, row.duty = browser, Duty.SECOND_FACTOR if must else Duty.NONE
    db.session.add(row)
    detail: dict[str, Any] = {"second": second} if second else {}
    audit.record("session.started", user, user, **detail)
    return token


def find_open(token: str) -> SignInSession | None:
    """The session of this browser; None when it ended, idled out, or the account was disabled."""
    session = queries.find_session(hash_token(token))
    if session is None or not session.user.is_enabled:
        return None
    return None if is_expired(session.seen_at, clock.now(), session.user.roles) else session


def find_user(token: str) -> User | None:
    """Who this browser is signed in as."""
    session = find_open(token)
    return session.user if session else None


def note_use(token: str, seen_at: datetime) -> None:
    """Remember that a session last seen then is in use, at most once a minute; never while a transaction is open."""
    now = clock.now()
    if now - seen_at < SEEN_STEP:
        return
    db.session.rollback()
    with unit.independent() as own:
        own.execute(update(SignInSession).where(SignInSession.token_hash == hash_token(token)).values(seen_at=now))


def sign_out(token: str, by: Actor) -> None:
    """End the session of this browser."""
    session = queries.find_session(hash_token(token))
    if session is not None:
        audit.record("session.ended", session.user, by)
        db.session.delete(session)


def end_one(user: User, id: int) -> None:
    """End one of the user's own sessions. Raises NotFound for one that is not theirs."""
    session = queries.find_own_session(user.id, id)
    if session is None:
        raise NotFound
    audit.record("session.ended", user, user)
    db.session.delete(session)


def end_others(user: User, token: str) -> None:
    """End the user's sessions but this one."""
    end_sessions(user, but=token)
    audit.record("sessions.ended", user, user)


def end_sessions(user: User, *, but: str = "") -> None:
    """End all sessions of a user and all sign-ins under way, except the session of this token."""
    others = SignInSession.token_hash != hash_token(but)
    db.session.execute(delete(SignInSession).where(SignInSession.user_id == user.id, others))
    db.session.execute(delete(PendingSignIn).where(PendingSignIn.user_id == user.id))


def free_sessions(user: User) -> None:
    """The second factor was set up: the sessions of the user may go on."""
    db.session.execute(update(SignInSession).where(SignInSession.user_id == user.id).values(duty=Duty.NONE))


def bind_sessions() -> None:
    """The roles that need a second factor changed: open sessions of who has none are led to it from now on."""
    holders = [
        row.id
        for row in db.session.scalars(select(SignInSession))
        if row.user.roles & set(db.session.scalars(select(SecondFactorRole.role)))
        and credentials.find_factor(row.user_id) is None
    ]
    db.session.execute(update(SignInSession).values(duty=Duty.NONE))
    db.session.execute(update(SignInSession).where(SignInSession.id.in_(holders)).values(duty=Duty.SECOND_FACTOR))


def purge() -> None:
    """Drop what has ended by itself: sessions, steps, codes, drafts of second factors."""
    now = clock.now()
    begun = SecondFactor.confirmed_at.is_(None) & (SecondFactor.begun_at < now - IDLE_MEMBERS)
    for statement in (
        delete(SignInSession).where(SignInSession.seen_at < now - IDLE_MEMBERS),
        delete(PendingSignIn).where(PendingSignIn.started_at < now - PENDING_FOR),
        delete(EntryCode).where(EntryCode.expires_at < now),
        delete(LinkRequest).where(LinkRequest.requested_at < now - IDLE_MEMBERS),
        delete(SecondFactor).where(begun),
    ):
        db.session.execute(statement)
