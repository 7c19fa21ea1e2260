"""What a transaction reads once and then knows: settings, which every row of a list may ask for."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

from liaison.store.base import db

REMEMBERED = "remembered"
T = TypeVar("T")


def remembered(key: Hashable, load: Callable[[], T]) -> T:
    """Give what `load` gave for this key earlier in the transaction, or let it load now.

    Nothing outlives the transaction: the next request, job or command reads what others changed meanwhile.
    """
    known: dict[Hashable, Any] = db.session().info.setdefault(REMEMBERED, {})
    if key not in known:
        known[key] = load()
    found: T = known[key]
    return found


def forget() -> None:
    """Read anew from here on: for a service that changed a setting and goes on in its transaction."""
    db.session().info.pop(REMEMBERED, None)


@event.listens_for(Session, "after_commit")
def _forget(session: Session) -> None:
    session.info.pop(REMEMBERED, None)
