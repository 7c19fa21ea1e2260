"""Selects of whom to write to: the accounts of duty lawyers and of the bar's officers."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, select

from liaison.core.sides import Role, Side
from liaison.store.base import db
from liaison.store.users import User, UserRole

Address = Row[int, str, str | None]
"""User, address, language."""


def of_persons(person_ids: Collection[int], but: int | None) -> Sequence[Address]:
    """The accounts of these people of the roster that mail reaches, except who acts."""
    return _reached(User.person_id.in_(person_ids), but)


def of_officers(but: int | None) -> Sequence[Address]:
    """The officers of the bar side whom mail reaches, except who acts."""
    is_officer = User.role_rows.any(UserRole.role == Role.OFFICER)
    return _reached(is_officer & (User.side == Side.BAR), but)


def _reached(who: object, but: int | None) -> Sequence[Address]:
    statement = select(User.id, User.email, User.language).where(who, User.is_enabled, User.email != "")  # type: ignore[arg-type]
    if but is not None:
        statement = statement.where(User.id != but)
    return db.session.execute(statement.order_by(User.id)).all()
