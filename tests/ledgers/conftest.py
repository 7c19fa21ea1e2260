"""What tests of old ledgers need: a place, units, categories, and the offices of both sides."""

from collections.abc import Iterator

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.opinions.services import ensure_categories
from liaison.store import unit
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.opinions import unit_of
from tests.makers.reception import make_place
from tests.page import Browser


@pytest.fixture
def town(database: None) -> None:
    """The directory, the categories and the place that ledgers name."""
    with unit.transaction():
        ensure_categories()
        unit_of(Side.BAR), unit_of(Side.BENCH)
        make_place()


@pytest.fixture
def office(town: None) -> User:
    """The bar's officer, who also organises conferences, as in small offices."""
    return make_user("sun.yi", side=Side.BAR, roles={Role.OFFICER, Role.ORGANISER})


@pytest.fixture
def bench(town: None) -> User:
    """The bench's officer."""
    return make_user("chen.li", side=Side.BENCH, roles={Role.OFFICER})


@pytest.fixture
def transaction(office: User) -> Iterator[None]:
    """The test may write, as a command may."""
    with unit.transaction():
        yield


@pytest.fixture
def desk(app: Flask, office: User) -> Browser:
    """The office at its pages."""
    return Browser(app).sign_in("sun.yi")
