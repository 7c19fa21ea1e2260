"""Which language a page speaks: the address, then the user, then the browser, then Chinese."""

import pytest
from sqlalchemy import select

from liaison.store.base import db
from liaison.store.users import User
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


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"])
def test_preferences_lead_back_to_this_site_only(browser: Browser, back: str) -> None:
    assert browser.post("/preferences/size/large", back=back).location == "/"
