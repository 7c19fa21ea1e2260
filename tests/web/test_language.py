"""Which language a page speaks: the address, then the user, then the browser, then Chinese."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core import clock
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from liaison.web import language
from liaison.web.language import date_text, datetime_text, day_left
from tests.makers.accounts import make_user
from tests.page import Browser


def test_chinese_is_the_default_and_the_address_may_ask_for_english(browser: Browser) -> None:
    assert browser.get("/login").tree.get("lang") == "zh-CN"
    assert browser.get("/login?lang=en").tree.get("lang") == "en"
    assert browser.get("/login?lang=fr").tree.get("lang") == "zh-CN"


def test_choice_is_kept_by_the_browser_and_by_the_user(browser: Browser) -> None:
    make_user("li.na")
    browser.sign_in("li.na")
    response = browser.post("/preferences/lang/en", back="/account?lang=zh&tab=1")
    assert response.location == "/account?tab=1"
    assert browser.get("/account").tree.get("lang") == "en"
    assert db.session.scalar(select(User.language)) == "en"
    browser.post("/preferences/lang/zh", back="/account")
    assert browser.get("/account").tree.get("lang") == "zh-CN"


@pytest.mark.parametrize(
    ("name", "value", "attribute"), [("theme", "dark", "data-bs-theme"), ("size", "large", "data-size")]
)
def test_theme_and_type_size_are_set_by_the_server(browser: Browser, name: str, value: str, attribute: str) -> None:
    browser.post(f"/preferences/{name}/{value}", back="/login")
    assert browser.get("/login").tree.get(attribute) == value


@pytest.mark.parametrize("url", ["/preferences/lang/fr", "/preferences/role/administrator", "/preferences/theme/x"])
def test_unknown_preferences_are_not_found(browser: Browser, url: str) -> None:
    assert browser.post(url, back="/login").status_code == 404


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/login?next=%2Faccount&lang=en", "/login?next=%2Faccount"),
        ("/account", "/account"),
        ("/logout", "/"),
        ("/nothing-here", "/"),
        ("", "/"),
        ("//elsewhere.example", "/"),
        ("https://elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("/\t/elsewhere.example", "/"),
        ("/account\r\nSet-Cookie: a=b", "/"),
        ("/[::1", "/"),
    ],
)
def test_preferences_lead_back_to_a_page_of_this_site(browser: Browser, back: str, leads_to: str) -> None:
    """A page that answered a POST, as /logout does, is none to come back to."""
    assert browser.post("/preferences/size/large", back=back).location == leads_to


def test_the_address_counts_before_the_user_and_the_user_before_the_browser(browser: Browser) -> None:
    make_user("li.na")
    browser.sign_in("li.na")
    browser.client.set_cookie("lang", "en")
    assert browser.get("/account").tree.get("lang") == "en"
    with unit.transaction():
        db.session.scalars(select(User)).one().language = "zh"
    assert browser.get("/account").tree.get("lang") == "zh-CN"
    assert browser.get("/account?lang=en").tree.get("lang") == "en"


@pytest.mark.parametrize("value", ["fr", "", "\x00", "EN", "en,zh", "../en", "💥"])
def test_a_cookie_that_is_no_language_counts_as_none(browser: Browser, value: str) -> None:
    for name in ("lang", "theme", "size"):
        browser.client.set_cookie(name, value)
    assert browser.get("/login").tree.get("lang") == "zh-CN"


def test_the_language_of_the_browser_itself_is_not_asked(browser: Browser) -> None:
    page = browser.send("GET", "/login", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="zh-CN"' in page.text


def test_preferences_need_a_form_and_their_cookies_are_closed_to_scripts(browser: Browser) -> None:
    assert browser.send("GET", "/preferences/theme/dark").status_code == 405
    assert browser.send("POST", "/preferences/theme/dark").status_code == 400
    cookie = browser.post("/preferences/theme/dark", back="/login").headers["Set-Cookie"]
    assert cookie.startswith("theme=dark; ")
    assert {"HttpOnly", "SameSite=Lax", "Max-Age=31536000", "Path=/"} <= set(cookie.split("; "))


MOMENT = datetime(2026, 3, 9, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment", "left"),
    [
        ("zh", "2026年3月10日", "2026年3月10日 06:30", ["剩 2 日", "今天到期", "超期 1 日"]),
        ("en", "10 Mar 2026", "10 Mar 2026, 06:30", ["2 days left", "due today", "1 day overdue"]),
    ],
)
def test_dates_are_written_in_the_language_and_in_local_time(
    app: Flask, language: str, day: str, moment: str, left: list[str]
) -> None:
    with app.test_request_context(f"/?lang={language}"), clock.travel(MOMENT):
        assert date_text(date(2026, 3, 10)) == date_text(MOMENT) == day
        assert datetime_text(MOMENT) == moment
        assert date_text(None) == datetime_text(None) == ""
        assert [day_left(date(2026, 3, day)).lower() for day in (12, 10, 9)] == left


def test_commands_and_jobs_speak_chinese(database: None) -> None:
    assert language.tr("保存") == "保存"
    assert language.language() == "zh"


def test_a_visitor_who_asked_for_english_signs_in_in_english(browser: Browser) -> None:
    location = browser.get("/account?lang=en", expect=302).response.location
    assert browser.get(location).tree.get("lang") == "en"
