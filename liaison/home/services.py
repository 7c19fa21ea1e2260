"""The verbs on one's own calendar: subscribe, and end the subscription."""

from liaison.core.sides import Actor
from liaison.store import audit, feeds
from liaison.store.base import db
from liaison.store.users import User


def subscribe(by: Actor) -> str:
    """Make the person's calendar address; gives its secret token, which is shown this once."""
    token = feeds.begin(by.id)
    audit.record("calendar.subscribed", db.session.get_one(User, by.id), by)
    return token


def unsubscribe(by: Actor) -> bool:
    """End it; whether there was one."""
    was_there = feeds.end(by.id)
    if was_there:
        audit.record("calendar.unsubscribed", db.session.get_one(User, by.id), by)
    return was_there
