"""Who may call what of accounts: everybody has their own account, and nobody's else."""

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from tests.makers.accounts import make_user
from tests.page import Browser

WHO = {
    "visitor": None,
    "lawyer": (Side.BAR, {Role.LAWYER}),
    "officer": (Side.BENCH, {Role.OFFICER}),
    "observer": (None, {Role.OBSERVER}),
    "administrator": (None, {Role.ADMINISTRATOR}),
}
TABLE = [
    ("visitor", "GET", "/login", 200),
    ("visitor", "GET", "/account", 302),
    ("visitor", "POST", "/account", 302),
    ("visitor", "POST", "/logout", 302),
    ("visitor", "GET", "/", 302),
    *[(who, "GET", "/login", 302) for who in WHO if who != "visitor"],
    *[(who, "GET", "/account", 200) for who in WHO if who != "visitor"],
    *[(who, "POST", "/account", 422) for who in WHO if who != "visitor"],
    *[(who, "POST", "/logout", 303) for who in WHO if who != "visitor"],
    *[(who, "GET", "/logout", 405) for who in WHO],
]


@pytest.mark.parametrize(("who", "method", "url", "expected"), TABLE)
def test_access(app: Flask, browser: Browser, who: str, method: str, url: str, expected: int) -> None:
    details = WHO[who]
    if details is not None:
        make_user("li.na", side=details[0], roles=details[1])
        browser.sign_in("li.na")
    response = browser.post(url) if method == "POST" else browser.send("GET", url)
    assert response.status_code == expected
