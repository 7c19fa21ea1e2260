"""Ties that somebody declared."""

from collections.abc import Sequence

from sqlalchemy import select

from liaison.complaints.models import DeclaredTie
from liaison.complaints.queries.keys import user_key
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.store.base import db


def of(user: Actor) -> Sequence[DeclaredTie]:
    """One's own declarations."""
    mine = DeclaredTie.user_key == user_key(user.id)
    return db.session.scalars(select(DeclaredTie).where(mine).order_by(DeclaredTie.id)).all()


def get(user: Actor, id: int) -> DeclaredTie:
    """One of them. Raises NotFound."""
    found = next((tie for tie in of(user) if tie.id == id), None)
    if found is None:
        raise NotFound
    return found
