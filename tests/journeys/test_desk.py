"""A visit is registered by the keyboard alone: at most sixty key presses beyond the names."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenWindow
from tests.live import Site

MOST_PRESSES = 60
# What is typed or pressed on each field, in the order of the form; names count for nothing.
NAMES = ("单雪梅", "云江市宏远建材有限公司", "云江市正衡律师事务所")
PHONE, CASE_NUMBER = "13800000001", "2026云01民初77"


class Keys:
    """Presses keys one by one and counts them; a name is typed and not counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        for character in text:
            self.page.keyboard.type(character)
            self.pressed += 1

    def name(self, text: str) -> None:
        self.page.keyboard.insert_text(text)


def test_registering_takes_few_keys(own_site: Site, open_window: OpenWindow, password: Callable[[str], str]) -> None:
    window = open_window(own_site).sign_in("bar.officer1", password("bar.officer1"))
    page = window.page
    window.open("/reception/visits?status=done")
    page.locator("td.cell-title a").first.click()
    page.locator(".crumbs a", has_text="接访台").click()
    page.get_by_role("link", name="补录登记表").click()
    expect(page.locator("#name")).to_be_focused()
    keys = Keys(page)
    register(keys)
    expect(page.get_by_text("已登记，今天第")).to_be_visible()
    assert keys.pressed <= MOST_PRESSES, f"{keys.pressed} key presses"


def register(keys: Keys) -> None:
    """Fill every field in sight and send the form."""
    keys.name(NAMES[0])
    keys.press("Tab", "Tab")
    keys.type(PHONE)
    keys.press("Tab", "ArrowDown", "ArrowDown", "Tab")
    keys.name(NAMES[1])
    keys.press("Tab")
    keys.name(NAMES[2])
    keys.press("Tab", "Tab")
    keys.type(CASE_NUMBER)
    keys.press("Tab", "Space", "Tab", "Space", "Tab", "Space", "Enter")
