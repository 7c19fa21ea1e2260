"""Signing in, searching the roster and ordering an agenda with nothing but a keyboard."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.window import Window
from tests.live import Site

MOST_STEPS = 150
PERSON = "罗启明"
TITLE, BEFORE_IT = "唯一住房腾退的租金扣除标准", "集约送达与二审询问的规范"
RING = "element => parseFloat(getComputedStyle(element).outlineWidth)"


def test_sign_in_search_and_order_by_keyboard_alone(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    window = open_window(own_site).open("/login")
    keys = window.page.keyboard
    keys.press("Tab")
    expect(window.page.get_by_role("link", name=window.say("跳到主要内容"))).to_be_focused()
    keys.press("Enter")
    go_on_to(window, window.field("用户名"))
    keys.type("bar.officer1")
    go_on_to(window, window.field("密码"))
    keys.type(password("bar.officer1"))
    keys.press("Enter")
    expect(window.page.get_by_role("heading", level=1)).to_have_text(window.say("工作台"))

    menu = window.page.get_by_role("navigation", name=window.say("主导航"), exact=True)
    go_on_to(window, window.link("人员名册", within=menu))
    keys.press("Enter")
    expect(window.page).to_have_url(re.compile("/directory/people$"))
    keys.press("/")
    keys.type(PERSON)
    keys.press("Enter")
    go_on_to(window, window.main.get_by_role("link", name=PERSON, exact=True).first)
    keys.press("Enter")
    expect(window.page.get_by_role("heading", level=1)).to_contain_text(PERSON)

    go_on_to(window, window.link("联席会议", within=menu))
    keys.press("Enter")
    go_on_to(window, window.link("第%(ordinal)s次联席会议", ordinal="五"))
    keys.press("Enter")
    up = window.button("上移：%(name)s", name=TITLE)
    go_on_to(window, up)
    place = titles(window).index(TITLE)
    with window.page.expect_response(re.compile("/agenda/order$")):
        keys.press("Enter")
    expect(window.page.locator("#live")).to_contain_text(TITLE)
    expect(up).to_be_focused()
    window.page.reload()
    assert titles(window).index(TITLE) == place - 1
    assert titles(window).index(BEFORE_IT) == place


def go_on_to(window: Window, wanted: Locator) -> None:
    """Press Tab until it has the focus, with a ring that can be seen."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_STEPS):
        if wanted.evaluate("element => element === document.activeElement"):
            assert wanted.evaluate(RING) >= 2, "the focus cannot be seen"
            return
        window.page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached by Tab")


def titles(window: Window) -> list[str]:
    """The items of the agenda in the order of the page."""
    return [text.strip() for text in window.page.locator("#agenda h3").all_inner_texts()]
