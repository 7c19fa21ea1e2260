"""Signing in with a demonstration account, signing out, and a session that ended elsewhere."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.window import DESK, PHONE
from tests.live import Site

OFFICER = "bar.officer1"
Password = Callable[[str], str]


def test_the_accounts_shown_on_the_sign_in_page_open_the_site(
    site: Site, open_window: OpenWindow, password: Password
) -> None:
    window = open_window(site).open("/login")
    shown = window.page.get_by_role("table").get_by_role("row").filter(has_text=OFFICER)
    expect(shown).to_be_visible()
    expect(window.page.locator("main")).to_contain_text(password(OFFICER))
    window.sign_in(OFFICER, password(OFFICER))
    expect(window.page).to_have_url(site.url + "/")
    expect(window.page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])
def test_sign_out_closes_the_site(site: Site, open_window: OpenWindow, password: Password, device: dict) -> None:
    window = open_window(site, device=device).sign_in(OFFICER, password(OFFICER))
    bar = window.page.locator("header")
    bar.locator("summary").click()
    window.button("退出登录", within=bar).click()
    expect(window.page).to_have_url(site.url + "/login")
    window.page.goto("/account")
    expect(window.page).to_have_url(re.compile("/login"))
    window.page.go_back()
    expect(window.page.locator("main")).to_contain_text(window.say("登录"))


def test_a_wrong_password_is_told_beside_what_was_typed(site: Site, open_window: OpenWindow) -> None:
    window = open_window(site).open("/login")
    window.field("用户名").fill(OFFICER)
    window.field("密码").fill("not the password")
    with window.expecting("422"):
        window.button("登录").click()
        summary = window.page.get_by_role("alert")
        expect(summary).to_contain_text(window.say("用户名或密码不正确。"))
        expect(summary).to_be_focused()
    expect(window.field("用户名")).to_have_value(OFFICER)
    expect(window.page).to_have_title(re.compile("^" + window.say("错误：")))


def test_a_session_that_ended_elsewhere_leads_to_sign_in_and_back(
    own_site: Site, open_window: OpenWindow, password: Password
) -> None:
    here = open_window(own_site).sign_in(OFFICER, password(OFFICER)).open("/account")
    there = open_window(own_site).sign_in(OFFICER, password(OFFICER)).open("/account")
    changed = "一句新的口令 2026"
    there.field("当前密码").fill(password(OFFICER))
    there.field("新密码").fill(changed)
    there.field("再次输入新密码").fill(changed)
    there.button("修改密码").click()
    expect(there.page.locator("main")).to_contain_text(there.say("密码已修改，其他设备上的登录均已退出。"))

    here.page.reload()
    expect(here.page).to_have_url(re.compile(r"/login\?next="))
    here.field("用户名").fill(OFFICER)
    here.field("密码").fill(changed)
    here.button("登录").click()
    expect(here.page).to_have_url(own_site.url + "/account")
