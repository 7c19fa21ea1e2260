"""What tests of summaries need: a transaction for those of the services, people signed in for those of the pages."""

from collections.abc import Iterator

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.store import unit
from tests.makers.accounts import signed_in
from tests.page import Browser


@pytest.fixture
def transaction(database: None) -> Iterator[None]:
    """The test may write, as a command may."""
    with unit.transaction():
        yield


@pytest.fixture
def officer(app: Flask, database: None) -> Browser:
    return signed_in(app, "sun.yi", side=Side.BAR, roles={Role.OFFICER})


@pytest.fixture
def clerk(app: Flask, database: None) -> Browser:
    """The officer of the other side."""
    return signed_in(app, "chen.li", side=Side.BENCH, roles={Role.OFFICER})
