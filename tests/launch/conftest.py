"""A site without an administrator, and one with nothing but him or her."""

from collections.abc import Iterator

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.launch import services
from liaison.launch.queries import FOUND
from liaison.store import unit
from tests.makers.accounts import make_user
from tests.page import Browser


@pytest.fixture
def empty_site(app: Flask, browser: Browser) -> Iterator[Browser]:
    """The browser of the very first visitor."""
    app.extensions.pop(FOUND, None)
    yield browser
    app.extensions[FOUND] = True


@pytest.fixture
def code(empty_site: Browser) -> str:
    """The set-up code, as the console prints it."""
    with unit.transaction():
        return services.issue_code()


@pytest.fixture
def admin(browser: Browser) -> Browser:
    """The first administrator, who is also the bar's officer, signed in on an empty site."""
    make_user("first", side=Side.BAR, roles=(Role.ADMINISTRATOR, Role.OFFICER), name="开通人")
    return browser.sign_in("first")
