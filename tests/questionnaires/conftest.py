"""People of questionnaires."""

import pytest

from liaison.core.sides import Role, Side
from liaison.store.users import User
from tests.makers.accounts import make_user


@pytest.fixture
def officer(database: None) -> User:
    """Who runs the bar's questionnaires."""
    return make_user("bar.officer", side=Side.BAR, roles=(Role.OFFICER,))


@pytest.fixture
def other_officer(database: None) -> User:
    """The bench's."""
    return make_user("bench.officer", side=Side.BENCH, roles=(Role.OFFICER,))
