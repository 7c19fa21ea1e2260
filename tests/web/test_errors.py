"""What goes wrong outside of a view, and the language in which a reader learns of it."""

import pytest
from flask import Flask, render_template_string
from sqlalchemy.exc import OperationalError

from liaison.accounts.rules.sessions import SEEN_STEP
from liaison.core import clock
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from liaison.web.access import ANYONE, SIGNED_IN, access
from tests.makers.accounts import signed_in
from tests.page import Browser

LATE = {"locked": OperationalError("select", {}, Exception("x")), "failure": ZeroDivisionError("secret words")}


@access(ANYONE)
def late(kind: str) -> str:
    """A page that fails while it is drawn."""

    def fail() -> None:
        raise LATE[kind]

    return render_template_string("{{ fail() }}", fail=fail)


@access(SIGNED_IN)
def missing() -> str:
    return render_template_string("{% include 'nowhere.html' %}")


@pytest.fixture(scope="module")
def failing_app(own_app: Flask) -> Flask:
    own_app.add_url_rule("/late/<kind>", view_func=late)
    own_app.add_url_rule("/missing", view_func=missing)
    return own_app


@pytest.fixture
def reader(failing_app: Flask, database: None) -> Browser:
    """Somebody whose own setting is English, in a browser that never heard of it."""
    browser = signed_in(failing_app, "li.na")
    with unit.transaction():
        db.session.query(User).one().language = "en"
    return browser


@pytest.mark.parametrize(("kind", "status"), [("locked", 503), ("failure", 500)])
def test_what_fails_while_a_page_is_drawn_is_told_as_what_fails_in_a_view(
    failing_app: Flask, database: None, kind: str, status: int
) -> None:
    response = Browser(failing_app).send("GET", f"/late/{kind}")
    assert response.status_code == status
    assert "secret words" not in response.text


@pytest.mark.parametrize(("failure", "status"), [("locked", 503), ("failure", 500)])
def test_what_fails_while_an_error_page_is_drawn_gets_a_plain_page(
    failing_app: Flask,
    database: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: str,
    status: int,
) -> None:
    """The database goes away between the request and its 404 page, which greets its reader."""

    def fail(_token: str) -> None:
        raise LATE[failure]

    browser = signed_in(failing_app, "li.na")
    monkeypatch.setattr(failing_app.login_manager, "_user_callback", fail)  # type: ignore[attr-defined]
    response = browser.send("GET", "/nothing-here")
    assert response.status_code == status
    assert "<h1>" in response.text
    told = [record.getMessage() for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]
    assert len(told) == 1
    assert "/nothing-here" not in caplog.text


def test_a_missing_template_is_a_failure_and_not_a_full_disk(reader: Browser) -> None:
    assert reader.send("GET", "/missing").status_code == 500


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [("GET", "/nothing-here", 404), ("GET", "/logout", 405), ("POST", "/account", 400), ("GET", "/static/x.css", 404)],
)
def test_error_pages_speak_the_language_of_their_reader(reader: Browser, method: str, url: str, status: int) -> None:
    response = reader.send(method, url)
    assert response.status_code == status
    assert '<html lang="en"' in response.text


def test_the_plain_pages_speak_the_language_of_the_browser(failing_app: Flask, database: None) -> None:
    browser = Browser(failing_app)
    browser.client.set_cookie("lang", "en")
    assert '<html lang="en"' in browser.send("GET", "/late/locked").text


@pytest.mark.parametrize("host", ["..", ".", "a..b", "[", "a b", "<script>", "x:y", "x" * 300, "\xff", ""])
def test_a_strange_host_is_no_failure(failing_app: Flask, database: None, host: str) -> None:
    response = Browser(failing_app).send("GET", "/login", headers={"Host": host})
    assert response.status_code in {200, 400}
    assert "X-Frame-Options" in response.headers


def test_a_page_is_read_though_the_use_of_its_session_cannot_be_noted(
    failing_app: Flask, reader: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OperationalError("update", {}, Exception("database is locked"))

    monkeypatch.setattr(unit, "independent", fail)
    with clock.travel(clock.now() + SEEN_STEP):
        assert reader.get("/account").status == 200
