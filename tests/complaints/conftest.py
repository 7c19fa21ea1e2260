"""What tests of complaints need: a transaction for those of the services, a city with people for all."""

from collections.abc import Iterator

import pytest

from liaison.store import unit
from tests.makers.complaints import City, make_city


@pytest.fixture
def transaction(database: None) -> Iterator[None]:
    """The test may write, as a command may."""
    with unit.transaction():
        yield


@pytest.fixture
def city(transaction: None) -> City:
    """Courts, firms and one account for each part, in the transaction of the test."""
    return make_city()


@pytest.fixture
def stored_city(database: None) -> City:
    """The same, committed."""
    with unit.transaction():
        return make_city()
