"""Selects of whom to write to: the accounts of duty lawyers and of the bar's officers."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, select

from liaison.core.sides import Role, Side
from liaison.store.base import db
from liaison.store.users import User, does_work_of

Address = Row[int, str, str | None]
"""User, address, language."""


def of_persons(person_ids: Collection[int], but: int | None) -> Sequence[Address]:
    """The accounts of these people of the roster that mail reaches, except who acts."""
    return _reached(User.person_id.in_(person_ids), but)


def of_officers(but: int | None) -> Sequence[Address]:
    """The officers of the bar side, and who stands in for one today, as far as mail reaches them; not who acts."""
    return _reached(does_work_of(Role.OFFICER) & (User.side == Side.BAR), but)


def _reached(who: object, but: int | None) -> Sequence[Address]:
    statement = select(User.id, User.email, User.language).where(who, User.is_enabled, User.email != "")  # type: ignore[arg-type]
    if but is not None:
        statement = statement.where(User.id != but)
    return db.session.execute(statement.order_by(User.id)).all()
