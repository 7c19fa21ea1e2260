"""What tests of the services need: one transaction around each."""

from collections.abc import Iterator

import pytest

from liaison.store import unit


@pytest.fixture
def transaction(database: None) -> Iterator[None]:
    """The test may write, as a command may."""
    with unit.transaction():
        yield
