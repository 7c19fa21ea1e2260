"""Users of every side and role, signed in by their own browser."""

from collections.abc import Iterable

from flask import Flask

from liaison.accounts import services
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.users import User
from tests.page import PASSWORD, Browser


def make_user(
    username: str = "someone",
    *,
    side: Side | None = Side.BAR,
    roles: Iterable[Role] = (Role.OFFICER,),
    **overrides: object,
) -> User:
    """A user whose password is PASSWORD, through the service; commits unless the test holds a transaction."""
    name = str(overrides.pop("name", username))
    if unit.is_writing():
        return services.add(username, name, side, set(roles), PASSWORD, by=None, is_limited=False, **overrides)  # type: ignore[arg-type]
    with unit.transaction():
        return services.add(username, name, side, set(roles), PASSWORD, by=None, is_limited=False, **overrides)  # type: ignore[arg-type]


def signed_in(app: Flask, username: str, **details: object) -> Browser:
    """A new user and the browser signed in as them."""
    make_user(username, **details)  # type: ignore[arg-type]
    return Browser(app).sign_in(username)
