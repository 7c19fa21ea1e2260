"""People of both sides around one opinion, each signed in with a browser of their own."""

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.opinions import make_opinion
from tests.page import Browser

PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "proposer": (Side.BAR, (Role.LAWYER,)),
    "colleague": (Side.BAR, (Role.LAWYER,)),
    "own_officer": (Side.BAR, (Role.OFFICER,)),
    "own_organiser": (Side.BAR, (Role.ORGANISER,)),
    "other_officer": (Side.BENCH, (Role.OFFICER,)),
    "other_organiser": (Side.BENCH, (Role.ORGANISER,)),
    "other_member": (Side.BENCH, (Role.JUDGE,)),
    "observer": (None, (Role.OBSERVER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "visitor": (None, ()),
}


@pytest.fixture
def browsers(app: Flask, database: None) -> dict[str, Browser]:
    """Everybody of the tables, signed in."""
    found = {}
    for name, (side, roles) in PEOPLE.items():
        found[name] = Browser(app)
        if roles:
            make_user(name, side=side, roles=roles)
            found[name].sign_in(name)
    return found


def user(name: str) -> User:
    """One of PEOPLE."""
    return db.session.query(User).filter_by(username=name).one()


def opinion_of_proposer(status: OpinionStatus, **words: object) -> Opinion:
    """The proposer's own opinion, as far as `status`."""
    with unit.transaction():
        return make_opinion(status, by=user("proposer"), **words)  # type: ignore[arg-type]
