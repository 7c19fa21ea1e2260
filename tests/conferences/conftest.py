"""What tests of conferences need: one transaction around those of the services, organisers for those of the pages."""

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
def organiser(app: Flask, database: None) -> Browser:
    """The organiser of the side that convenes the conferences of the maker."""
    return signed_in(app, "sun.yi", name="孙怡", side=Side.BAR, roles={Role.ORGANISER})


@pytest.fixture
def other(app: Flask, database: None) -> Browser:
    """The organiser of the other side."""
    return signed_in(app, "tao.li", name="陶立群", side=Side.BENCH, roles={Role.ORGANISER})
