"""Every select of accounts."""

from datetime import datetime

from sqlalchemy import select

from liaison.accounts.models import SignInFailure, SignInSession
from liaison.accounts.rules import WINDOW
from liaison.store.base import db
from liaison.store.users import User


def find_by_username(username: str) -> User | None:
    """The user of that (normal) name."""
    return db.session.scalar(select(User).where(User.username == username))


def find_session(token_hash: str) -> SignInSession | None:
    """The session of that token, with its user."""
    return db.session.scalar(select(SignInSession).where(SignInSession.token_hash == token_hash))


def failures_since(account_key: str, address_key: str, now: datetime) -> tuple[list[datetime], list[datetime]]:
    """The failed sign-ins of the window, by account and by address, oldest first."""
    recent = select(SignInFailure.at).where(SignInFailure.at > now - WINDOW).order_by(SignInFailure.at)
    by_account = db.session.scalars(recent.where(SignInFailure.account_key == account_key)).all()
    by_address = db.session.scalars(recent.where(SignInFailure.address_key == address_key)).all()
    return list(by_account), list(by_address)


def everybody() -> list[User]:
    """All users by name of sign-in."""
    return list(db.session.scalars(select(User).order_by(User.username)))
