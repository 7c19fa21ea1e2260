"""The headers of every kind of answer."""

import gzip
from collections.abc import Callable

import brotli
import pytest

from liaison.web.headers import HEADERS
from tests.makers.accounts import make_user
from tests.page import Browser

BOOTSTRAP = "/static/vendor/bootstrap.min.css"


@pytest.mark.parametrize("url", ["/login", "/nothing-here", "/healthz", "/", "/static/app.css"])
def test_every_answer_has_the_strict_headers(browser: Browser, url: str) -> None:
    response = browser.send("GET", url)
    for name, value in HEADERS.items():
        assert response.headers[name] == value, f"{url}: {name}"


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere(browser: Browser) -> None:
    policy = browser.send("GET", "/login").headers["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.keys() >= {"default-src", "script-src", "style-src", "form-action", "base-uri", "frame-ancestors"}
    assert [rules[name] for name in ("default-src", "base-uri", "frame-ancestors", "object-src")] == ["'none'"] * 4
    assert {source for sources in rules.values() for source in sources.split()} == {"'none'", "'self'", "data:"}
    assert [name for name, sources in rules.items() if "data:" in sources] == ["img-src"]


def test_the_other_headers_say_what_they_should(browser: Browser) -> None:
    headers = browser.send("GET", "/login").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Strict-Transport-Security" not in headers


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


def test_an_address_without_the_hash_of_its_file_is_not_kept(browser: Browser) -> None:
    assert browser.send("GET", "/static/app.css").headers["Cache-Control"] == "no-store"
    assert browser.send("GET", "/static/nothing.css?v=1").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("*", "br", brotli.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("\x01;q=x,,", None, bytes),
    ],
)
def test_static_files_travel_packed(
    browser: Browser, accepted: str, encoding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    plain = browser.send("GET", BOOTSTRAP)
    packed = browser.send("GET", BOOTSTRAP, headers={"Accept-Encoding": accepted})
    assert packed.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert unpack(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 6 or encoding is None
    assert packed.headers["Content-Length"] == str(len(packed.data))


def test_a_file_that_the_browser_still_has_is_not_sent_again(browser: Browser) -> None:
    packing = {"Accept-Encoding": "br"}
    etag = browser.send("GET", BOOTSTRAP, headers=packing).headers["ETag"]
    again = browser.send("GET", BOOTSTRAP, headers={**packing, "If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_part_of_a_file_and_packed_kinds_of_file_travel_as_they_are(browser: Browser) -> None:
    headers = {"Accept-Encoding": "br", "Range": "bytes=0-9999"}
    part = browser.send("GET", BOOTSTRAP, headers=headers)
    assert (part.status_code, len(part.data)) == (206, 10_000)
    for response in (part, browser.send("GET", "/static/vendor/icons.json", headers={"Accept-Encoding": "br"})):
        assert "Content-Encoding" not in response.headers


def test_pages_do_not_travel_packed(browser: Browser) -> None:
    """Their length would tell of the form token beside what a visitor typed (BREACH)."""
    response = browser.send("GET", "/login", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in response.headers
