"""A scripted operator: does everything through the page, and is given the time that a person would need for it.

The machine's own time is measured; a person's is reckoned by the keystroke-level model (Card, Moran and Newell,
Communications of the ACM 23(7), 1980) with its slower typist, and by reading speed. Chinese is typed with three keys a
character; each page is read once, carefully, at half the speed of silent reading (Brysbaert 2019: about 390 characters
a minute), tables not beyond their first screen.
"""

import re
from collections import Counter
from typing import Any, Final

from playwright.sync_api import expect

from tests.journeys.window import Window

KEY: Final = 0.28
KEYS_A_CHARACTER: Final = 3
POINT_AND_CLICK: Final = 1.3
HAND_TO_KEYBOARD: Final = 0.4
THINK: Final = 1.35
CHARACTER_READ: Final = 0.3
MOST_READ: Final = 800
CHOOSE_A_FILE: Final = 20.0
TO_ANOTHER_PAGE: Final = 2
"""Clicks: the group of the menu, and its entry."""


class Operator:
    """One person at one window. `seconds` tells by kind of doing how long it would have taken."""

    def __init__(self, window: Window) -> None:
        """Sit down at a window."""
        self.window, self.seconds, self.counts = window, Counter[str](), Counter[str]()
        self._read: set[str] = set()

    def go(self, path: str) -> None:
        """Go somewhere by the menu."""
        for _ in range(TO_ANOTHER_PAGE):
            self._click()
        self.window.open(path)
        self.read()

    def fill(self, label: str, value: str, typed: str | None = None) -> None:
        """Type into a field; `typed` where the keys are others than the value (a date)."""
        self._note("fields", THINK + POINT_AND_CLICK + HAND_TO_KEYBOARD + _typing(typed or value))
        self.window.field(label).last.fill(value)

    def tick(self, label: str) -> None:
        """Tick a box or one of several."""
        self._click()
        self.window.field(label).check()

    def select(self, label: str, option: str) -> None:
        """Choose from a short list."""
        self._click()
        self._click()
        self.window.field(label).select_option(label=option)

    def pick(self, label: str, option: str, within: str = "main") -> None:
        """Choose from a long list by typing."""
        self.seconds["fields"] += _typing(option)
        self._click()
        self.window.pick(label, option, within=self.window.page.locator(within))

    def press(self, name: str) -> None:
        """Press a button, and read what comes."""
        self._click()
        self.window.button(name).click()
        self.read()

    def follow(self, name: str) -> None:
        """Follow a link, and read what comes."""
        self._click()
        self.window.link(name).first.click()
        self.read()

    def upload(self, name: str, data: bytes, media_type: str) -> None:
        """Choose a file, hand it in, and look at what the site says of it."""
        self._note("files", CHOOSE_A_FILE)
        file: Any = {"name": name, "mimeType": media_type, "buffer": data}
        self.window.page.locator("input[type=file]").first.set_input_files(file)
        self.press("上传并核对")

    def read(self) -> None:
        """Read the page, if it is one that was not read before."""
        expect(self.window.page.locator("h1")).to_be_visible()
        self.window.page.wait_for_load_state()
        place = re.sub(r"\d+", "N", self.window.path)
        if place not in self._read:
            self._read.add(place)
            text = "".join(self.window.main.inner_text().split())
            self._note("pages", THINK + CHARACTER_READ * min(len(text), MOST_READ))

    @property
    def total(self) -> float:
        """All of it, in seconds."""
        return sum(self.seconds.values())

    def _click(self) -> None:
        self._note("clicks", THINK + POINT_AND_CLICK)

    def _note(self, kind: str, seconds: float) -> None:
        self.counts[kind] += 1
        self.seconds[kind] += seconds


def _typing(text: str) -> float:
    return KEY * sum(1 if character.isascii() else KEYS_A_CHARACTER for character in text)
