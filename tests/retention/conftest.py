"""Two administrators and an auditor around files that were withdrawn long ago."""

from datetime import timedelta

import pytest
from flask import Flask

from liaison.attachments import queries as attachments
from liaison.attachments.services import handing
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from liaison.web.frame import features
from tests.makers import evidence
from tests.makers.accounts import make_user
from tests.makers.attachments import attach
from tests.makers.opinions import make_opinion

KIND = "attachment"


@pytest.fixture
def people(app: Flask, database: None) -> None:
    """Their user names are what they are."""
    for name in ("first", "second"):
        make_user(name, side=None, roles=(Role.ADMINISTRATOR,))
    make_user("auditor", side=None, roles=(Role.AUDITOR,))
    make_user("officer", side=Side.BAR)


def user(name: str) -> User:
    """One of them."""
    return db.session.query(User).filter_by(username=name).one()


def withdrawn(count: int = 2, days_ago: int = 400) -> list[int]:
    """Files withdrawn so many days ago, and one that is kept."""
    with clock.travel(clock.now() - timedelta(days=days_ago)), unit.transaction():
        officer = user("officer")
        opinion = make_opinion(by=officer)
        ids = []
        for number in range(count + 1):
            added = attach("opinion", opinion.id, officer, f"{number}.pdf", evidence.pdf(number + 1))
            if number < count:
                held = attachments.get(officer, features().attaches, added.id)
                handing.withdraw(held, "传错了", officer)
                ids.append(added.id)
    return ids
