"""The headers of every kind of answer."""

import pytest

from liaison.web.headers import HEADERS
from tests.makers.accounts import make_user
from tests.page import Browser


@pytest.mark.parametrize("url", ["/login", "/nothing-here", "/healthz", "/", "/static/app.css"])
def test_every_answer_has_the_strict_headers(browser: Browser, url: str) -> None:
    response = browser.send("GET", url)
    for name, value in HEADERS.items():
        assert response.headers[name] == value, f"{url}: {name}"


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere(browser: Browser) -> None:
    policy = browser.send("GET", "/login").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_private_pages_are_not_stored_and_hashed_files_are(browser: Browser) -> None:
    make_user("li.na")
    browser.sign_in("li.na")
    page = browser.get("/account")
    assert page.response.headers["Cache-Control"] == "no-store"
    (address,) = page.select("//link[contains(@href, 'app.css')]/@href")
    assert "immutable" in browser.send("GET", str(address)).headers["Cache-Control"]


def test_cookie_is_closed_to_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser.send("GET", "/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("accepted", ["gzip, deflate", "gzip, deflate, br, zstd"])
def test_static_files_travel_packed_and_pages_do_not(browser: Browser, accepted: str) -> None:
    headers = {"Accept-Encoding": accepted}
    plain = browser.send("GET", "/static/vendor/bootstrap.min.css")
    packed = browser.send("GET", "/static/vendor/bootstrap.min.css", headers=headers)
    assert len(packed.data) < len(plain.data) / 6
    assert "Content-Encoding" not in browser.send("GET", "/login", headers=headers).headers
