"""Signing in and out, and the own account, through the pages."""

import re

import pytest
from flask import Flask

from liaison.accounts.rules.sessions import SEEN_STEP
from liaison.core import clock
from liaison.factory import create_app
from liaison.launch.queries import FOUND
from liaison.store.base import db
from tests.database.lock import locked
from tests.makers.accounts import make_user, signed_in
from tests.page import PASSWORD, Browser


def test_sign_in_leads_to_where_the_person_was_going(browser: Browser) -> None:
    make_user("li.na")
    page = browser.get("/account", expect=302)
    assert page.response.location == "/login?next=/account"
    response = browser.submit("/login?next=/account", username="LI.NA", password=PASSWORD)
    assert response.location == "/account"


@pytest.mark.parametrize(
    "target", ["//elsewhere.example", "https://elsewhere.example", "/%09/elsewhere.example", "%00"]
)
def test_sign_in_leads_nowhere_else(browser: Browser, target: str) -> None:
    make_user("li.na")
    response = browser.submit(f"/login?next={target}", username="li.na", password=PASSWORD)
    assert response.location == "/"


def test_signed_in_people_are_led_home_from_the_sign_in_page(app: Flask, database: None) -> None:
    assert signed_in(app, "li.na").send("GET", "/login").location == "/"


def test_what_a_browser_held_before_sign_in_is_worth_nothing_afterwards(app: Flask, browser: Browser) -> None:
    """Session fixation: a cookie planted before sign-in, or kept from an earlier one, opens nothing."""
    make_user("li.na")
    browser.get("/login")
    planted = _cookie(browser)
    browser.type_in("li.na")
    first = _cookie(browser)
    assert _read(app, first).keys() == {"_user_id"}
    assert browser.post("/login", username="li.na", password=PASSWORD).status_code == 303
    for cookie in (planted, first):
        other = Browser(app)
        other.client.set_cookie("liaison", cookie)
        other.get("/account", expect=302)
    browser.get("/account")


def test_a_form_token_from_before_sign_in_is_worth_nothing_afterwards(browser: Browser) -> None:
    make_user("li.na")
    (token,) = browser.get("/login").select("//main//input[@name='csrf_token']/@value")
    browser.type_in("li.na")
    assert browser.send("POST", "/logout", data={"csrf_token": token}).status_code == 400


def test_sign_in_while_the_database_is_locked_is_a_503(app: Flask, browser: Browser) -> None:
    make_user("li.na")
    (token,) = browser.get("/login").select("//main//input[@name='csrf_token']/@value")
    for password in (PASSWORD, "wrong words here"):
        with locked(app):
            form = {"csrf_token": token, "username": "li.na", "password": password}
            response = browser.send("POST", "/login", data=form)
        assert response.status_code == 503
        assert "Retry-After" in response.headers
        browser.get("/account", expect=302)


def test_pages_are_read_while_the_database_is_locked(app: Flask, database: None) -> None:
    browser = signed_in(app, "li.na")
    with clock.travel(clock.now() + SEEN_STEP), locked(app):
        assert browser.get("/account").status == 200


def test_a_header_that_nobody_vouches_for_does_not_change_the_address(browser: Browser) -> None:
    """Without declared proxies, X-Forwarded-For is what the client makes up."""
    for number in range(20):
        form = {"username": f"user.{number}", "password": "wrong words here"}
        assert browser.post("/login", headers=_forwarded(number), **form).status_code == 422
    assert browser.post("/login", headers=_forwarded(99), username="li.na", password="x").status_code == 429


def test_behind_a_declared_proxy_the_address_is_what_it_says(app: Flask, database: None) -> None:
    """The last entry is the proxy's own; those before it may be made up."""
    settings = app.extensions["liaison.settings"].model_copy(update={"proxies": 1})
    behind = create_app(settings)
    behind.extensions[FOUND] = True
    browser = Browser(behind)
    for number in range(21):
        headers = {"X-Forwarded-For": f"203.0.113.7, 192.0.2.{number}"}
        response = browser.post("/login", headers=headers, username=f"user.{number}", password="wrong words here")
        assert response.status_code == 422
    with behind.app_context():
        db.engine.dispose()


def test_unknown_and_existing_users_get_the_same_answer(app: Flask, browser: Browser) -> None:
    make_user("li.na")
    known = browser.submit("/login", 422, username="li.na", password="wrong words here")
    unknown = Browser(app).submit("/login", 422, username="nobody", password="wrong words here")
    known_text = known.text.replace("li.na", "nobody")
    assert _without_tokens(known_text) == _without_tokens(unknown.text)


def test_sixth_failure_has_to_wait_even_with_the_right_password(browser: Browser) -> None:
    make_user("li.na")
    for _ in range(5):
        browser.submit("/login", 422, username="li.na", password="wrong words here")
    response = browser.submit("/login", 429, username="li.na", password=PASSWORD)
    assert "请 15 分钟后再试" in response.text


def test_sixth_wrong_current_password_has_to_wait(app: Flask, database: None) -> None:
    browser = signed_in(app, "li.na")
    new = {"password": "another good 句子", "again": "another good 句子"}
    for _ in range(5):
        browser.submit("/account", 422, current="wrong words here", **new)
    response = browser.submit("/account", 429, current=PASSWORD, **new)
    assert "请 15 分钟后再试" in response.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"current": "wrong words here"}, "当前密码不正确"),
        ({"password": "1234567890", "again": "1234567890"}, "密码过于简单"),
        ({"password": "short", "again": "short"}, "至少 10 个字符"),
        ({"again": "something else"}, "两次输入的新密码不一致"),
        ({"password": "x" * 201}, "最多 200 个字符"),
        ({"current": ""}, "此项为必填项"),
        ({"password": "", "again": ""}, "此项为必填项"),
    ],
)
def test_what_is_wrong_with_a_change_of_password_is_said(
    app: Flask, database: None, typed: dict[str, str], words: str
) -> None:
    good = {"current": PASSWORD, "password": "another good 句子", "again": "another good 句子"}
    response = signed_in(app, "li.na").submit("/account", 422, **{**good, **typed})
    assert words in response.text


def test_change_of_password_ends_the_other_sessions(app: Flask, database: None) -> None:
    here = signed_in(app, "li.na")
    there = Browser(app).sign_in("li.na")
    here.submit("/account", current=PASSWORD, password="another good 句子", again="another good 句子")
    notice = here.get("/account").select("//*[contains(@class, 'note-good')]")
    assert "密码已修改" in notice[0].text_content()
    there.get("/account", expect=302)
    Browser(app).type_in("li.na", "another good 句子")


def test_sign_out_ends_the_session_for_a_copied_cookie(app: Flask, database: None) -> None:
    browser = signed_in(app, "li.na")
    copied = browser.client.get_cookie("liaison")
    assert copied is not None
    browser.submit("/account", action="/logout")
    other = Browser(app)
    other.client.set_cookie("liaison", copied.value)
    other.get("/account", expect=302)


def _cookie(browser: Browser) -> str:
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    return str(cookie.value)


def _read(app: Flask, cookie: str) -> dict[str, object]:
    """What the signed cookie holds; it is signed, not hidden."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    held: dict[str, object] = serializer.loads(cookie)
    return held


def _forwarded(number: int) -> dict[str, str]:
    return {"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}", "X-Real-IP": "192.0.2.1"}


def _without_tokens(html: str) -> str:
    return re.sub(r"[\w-]{20,}\.[\w-]+\.[\w-]+", "token", html)
