"""Codes of an authenticator, as a telephone shows them."""

from liaison.accounts.models import SecondFactor
from liaison.accounts.rules import second_factor as rules
from liaison.accounts.services import second_factor as services
from liaison.core import clock
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User


def give_factor(user_id: int) -> str:
    """A second factor for the user; gives its secret."""
    secret = rules.new_secret()
    with unit.transaction():
        services.enter(db.session.get_one(User, user_id), secret)
    return secret


def code_now(secret: str, *, steps: int = 0) -> str:
    """The code that the telephone shows now, or so many half minutes later."""
    return rules.code_at(secret, rules.step_at(clock.now()) + steps)


def draft_secret(user_id: int) -> str:
    """The secret of a factor that is being set up."""
    secret = db.session.get_one(SecondFactor, user_id).secret
    db.session.rollback()
    return secret
