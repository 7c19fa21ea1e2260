"""Whatever an address, a method or a header holds: an answer, never a failure."""

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from tests.makers.accounts import signed_in
from tests.page import Browser

BIG = "9" * 22
WORDS = ("%00", BIG, "x" * 300, "-1", "%F0%9F%92%A5")
NUMBERS = (BIG, "-1", "%00", "1.5", "9999999999", "x")
DAYS = ("abc", "9999-99-99", "0000-00-00", "%00", "99999-01-01")
VALUES = {
    "page": [BIG, "-1", "abc", "%00", "9" * 5000, "1e9"],
    "sort": ["--x", "%00", "-" * 50, "id;", "%E6%84%8F"],
    "q": ["%00", "%ED%A0%80", "%25_%5C", "%E6%84%8F" * 500, "%E2%80%AE", "%F0%9F%92%A5"],
    "lang": ["%00", "fr", "en"],
    "next": ["%00", "//x", "/%09/x"],
    "format": ["%00", "pdf", "xlsx"],
    **dict.fromkeys(("side", "status", "state", "kind", "category", "role"), WORDS),
    **dict.fromkeys(("region", "organisation", "year", "ordinal", "id"), NUMBERS),
    **dict.fromkeys(("from", "to", "on"), DAYS),
    **dict.fromkeys(("_scheme", "_external", "_anchor", "_method", "endpoint", "a[]", "%"), ("x",)),
}
# Each round takes the next hostile value of every parameter at once: one page has to bear them all.
ROUNDS = [
    "&".join(f"{name}={values[turn % len(values)]}" for name, values in VALUES.items())
    for turn in range(max(map(len, VALUES.values())))
]
HEADERS = [
    {"Cookie": "liaison=\xff; theme=\x7f; lang=%00; size="},
    {"Cookie": "liaison=eyJfdXNlcl9pZCI6IjEifQ.x.y"},
    {"Cookie": "=;;;=;" * 100},
    {"Accept-Language": "\xff,;q=x,,*;q=9"},
    {"Accept": "\xff/,;q=x"},
    {"Content-Type": "\xff; boundary="},
    {"Range": "bytes=9-1,x"},
    {"If-None-Match": '"'},
    {"If-Modified-Since": "x"},
    {"HX-Request": "\xff", "HX-Current-URL": "\xff"},
    {"X-Forwarded-For": "\xff", "X-Forwarded-Proto": "x", "X-Forwarded-Host": ".."},
    {"Authorization": "Basic \xff"},
]


def plain_pages(app: Flask) -> list[str]:
    """The addresses of all pages that take no argument."""
    return sorted(
        rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    )


@pytest.fixture
def browser(app: Flask, database: None) -> Browser:
    """Somebody who may see most pages."""
    roles = {Role.OFFICER, Role.ORGANISER, Role.ADMINISTRATOR, Role.AUDITOR}
    return signed_in(app, "li.na", side=Side.BAR, roles=roles)


def test_hostile_queries_get_an_answer_on_every_page(app: Flask, browser: Browser) -> None:
    for page in plain_pages(app):
        for turn, query in enumerate(ROUNDS):
            response = browser.send("GET", f"{page}?{query}")
            assert response.status_code < 500, f"{page}, round {turn}: {response.status}"


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: next(iter(headers)))
def test_hostile_headers_get_an_answer(app: Flask, browser: Browser, headers: dict[str, str]) -> None:
    for page in ("/", "/login", "/account", "/nothing-here", "/static/app.css", "/healthz"):
        for client in (browser, Browser(app)):
            assert client.send("GET", page, headers=headers).status_code < 500, page


@pytest.mark.parametrize(
    "path", ["/%00", "/%ff%fe", "/%ED%A0%80", "/..%2f..%2fetc/passwd", "/static/..%2fapp.py", "/😀"]
)
def test_hostile_paths_are_not_found(browser: Browser, path: str) -> None:
    assert browser.send("GET", path).status_code == 404


@pytest.mark.answers
def test_head_answers_as_get_without_a_body(app: Flask, browser: Browser) -> None:
    for page in plain_pages(app):
        fetched, asked = browser.send("GET", page), browser.send("HEAD", page)
        assert (asked.status_code, asked.data) == (fetched.status_code, b""), page


@pytest.mark.answers
def test_other_methods_are_refused(app: Flask, browser: Browser) -> None:
    pages = plain_pages(app)
    asked = [
        *(("DELETE", page) for page in pages),
        *((method, pages[0]) for method in ("PUT", "PATCH", "TRACE", "STRANGE")),
    ]
    for method, page in asked:
        assert browser.send(method, page).status_code == 405, (method, page)


def test_options_tell_the_methods_and_write_nothing(app: Flask, browser: Browser) -> None:
    for page in plain_pages(app):
        response = browser.send("OPTIONS", page)
        assert (response.status_code, response.data) == (200, b""), page


def test_a_get_with_a_body_is_answered_as_one_without(browser: Browser) -> None:
    body = {"csrf_token": "x", "once": "x", "back": "//elsewhere.example", "text": "x" * 100_000}
    assert browser.send("GET", "/account", data=body).status_code == 200
    assert browser.send("GET", "/nothing-here", data=body).status_code == 404
