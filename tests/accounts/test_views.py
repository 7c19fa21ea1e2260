"""Signing in and out, and the own account, through the pages."""

import re

import pytest
from flask import Flask

from tests.makers.accounts import make_user, signed_in
from tests.page import PASSWORD, Browser


def test_sign_in_leads_to_where_the_person_was_going(browser: Browser) -> None:
    make_user("li.na")
    page = browser.get("/account", expect=302)
    assert page.response.location == "/login?next=/account"
    response = browser.submit("/login?next=/account", username="LI.NA", password=PASSWORD)
    assert response.location == "/account"


@pytest.mark.parametrize("target", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"])
def test_sign_in_leads_nowhere_else(browser: Browser, target: str) -> None:
    make_user("li.na")
    response = browser.submit(f"/login?next={target}", username="li.na", password=PASSWORD)
    assert response.location == "/"


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


def test_change_of_password_ends_the_other_sessions(app: Flask, database: None) -> None:
    here = signed_in(app, "li.na")
    there = Browser(app).sign_in("li.na")
    here.submit("/account", current=PASSWORD, password="another good 句子", again="another good 句子")
    here.get("/account")
    there.get("/account", expect=302)
    Browser(app).sign_in("li.na", "another good 句子")


def test_sign_out_ends_the_session_for_a_copied_cookie(app: Flask, database: None) -> None:
    browser = signed_in(app, "li.na")
    copied = browser.client.get_cookie("liaison")
    assert copied is not None
    browser.submit("/account", action="/logout")
    other = Browser(app)
    other.client.set_cookie("liaison", copied.value)
    other.get("/account", expect=302)


def _without_tokens(html: str) -> str:
    return re.sub(r"[\w-]{20,}\.[\w-]+\.[\w-]+", "token", html)
