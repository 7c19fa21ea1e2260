"""Selects of sign-in: users by name, sessions, steps that are pending."""

from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from liaison.accounts.models import PendingSignIn, SignInSession
from liaison.accounts.rules.sessions import PENDING_FOR
from liaison.store.base import db
from liaison.store.users import User


def find_by_username(username: str) -> User | None:
    """The user of that (normal) name."""
    return db.session.scalar(select(User).where(User.username == username))


def find_session(token_hash: str) -> SignInSession | None:
    """The session of that token, with its user, the roles and those stood in for: one statement a request."""
    return db.session.scalars(_session(), {"token_hash": token_hash}).unique().one_or_none()


@cache
def _session() -> Select[SignInSession]:
    """Each request asks this: its options take longer to put together than the database to answer."""
    user = joinedload(SignInSession.user, innerjoin=True)
    statement = select(SignInSession).where(SignInSession.token_hash == bindparam("token_hash"))
    return statement.options(user.joinedload(User.role_rows), user.joinedload(User.standing_in))


def find_pending(token_hash: str, now: datetime) -> PendingSignIn | None:
    """The sign-in whose second step is to come, unless it waited too long."""
    statement = select(PendingSignIn).where(PendingSignIn.token_hash == token_hash)
    return db.session.scalar(statement.where(PendingSignIn.started_at > now - PENDING_FOR))


def sessions_of(user_id: int) -> list[SignInSession]:
    """The sessions of a user, the last used first."""
    statement = select(SignInSession).where(SignInSession.user_id == user_id)
    return list(db.session.scalars(statement.order_by(SignInSession.seen_at.desc(), SignInSession.id.desc())))


def own_session(user_id: int) -> Select[SignInSession]:
    """The sessions that somebody may end."""
    return select(SignInSession).where(SignInSession.user_id == user_id)


def find_own_session(user_id: int, id: int) -> SignInSession | None:
    """A session of the user by its number."""
    return db.session.scalar(own_session(user_id).where(SignInSession.id == id))
