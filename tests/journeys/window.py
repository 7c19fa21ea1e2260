"""A browser window as one person has it: finds things by the words on the page, remembers what went wrong."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, WebError, expect

from tests.live import ROOT, Site

ENGLISH = ROOT / "liaison/translations/en/LC_MESSAGES/messages.po"
DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
REPORT_REFUSED = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error("policy: " + event.effectiveDirective + " refused " + event.blockedURI))"""


class Window:
    """One browser context with one page. `faults` must be empty at the end of a test.

    A fault is a console error, an exception in a script, a breach of the content security policy, or a request to
    any other address than the site's.
    """

    def __init__(self, browser: Browser, site: Site, *, device: dict[str, Any], **options: Any) -> None:
        self.site = site
        self.language = "zh"
        self.faults: list[str] = []
        self.context = browser.new_context(base_url=site.url, reduced_motion="reduce", **device, **options)
        self.context.add_init_script(REPORT_REFUSED)
        self.context.on("console", self._hear)
        self.context.on("weberror", self._note_exception)
        self.context.on("request", self._note_stranger)
        self.page: Page = self.context.new_page()

    def say(self, message: str, /, **params: Any) -> str:
        """A message of the site in the language of this window."""
        spoken = message if self.language == "zh" else in_english(message)
        return spoken % params if params else spoken

    def open(self, path: str, *, status: int = 200) -> "Window":
        """Go to an address of the site and expect this status."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status} instead of {status}"
        return self

    def sign_in(self, username: str, password: str, code: str = "") -> "Window":
        """Sign in through the page; with the code of the second factor where the account has one."""
        self.open("/login")
        self.field("用户名").fill(username)
        self.field("密码").fill(password)
        self.button("登录").click()
        if code:
            self.field("验证码或恢复代码").fill(code)
            self.button("登录").click()
        expect(self.page).not_to_have_url(re.compile("/login"))
        return self

    def speak_english(self) -> "Window":
        """Turn the page to English as a reader does, with the button on it."""
        self.page.get_by_role("button", name="English").locator("visible=true").first.click()
        expect(self.page.locator("html")).to_have_attribute("lang", "en")
        self.language = "en"
        return self

    def button(self, message: str, /, *, within: Locator | None = None, **params: Any) -> Locator:
        """The button with this message as its name."""
        return (within or self.main).get_by_role("button", name=self.say(message, **params), exact=True)

    def link(self, message: str, /, *, within: Locator | None = None, **params: Any) -> Locator:
        """The link with this message as its name."""
        return (within or self.main).get_by_role("link", name=self.say(message, **params), exact=True)

    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """The field with that label; the mark of an optional field is no part of it."""
        pattern = re.compile("^" + re.escape(self.say(label)) + r"\s*([（(].*[）)])?$")
        return (within or self.main).get_by_label(pattern)

    def pick(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Choose an entry of a long select by typing into it; until its script has run it is a plain select."""
        control = self.field(label, within=within).and_(self.page.locator("input"))
        control.click()
        control.fill(text)
        found = self.page.get_by_role("option", name=text, exact=True, selected=True)
        expect(found.locator(".highlight")).to_be_visible()
        # The list may be drawn anew under a pointer; the key takes what is marked.
        control.press("Enter")
        expect(control.locator("xpath=..").locator(".item", has_text=text).first).to_be_visible()

    def told(self, message: str, /, **params: Any) -> None:
        """Expect that the page says this message, flashed after a step."""
        expect(self.main.get_by_role("status").or_(self.main.get_by_role("alert")).first).to_contain_text(
            self.say(message, **params)
        )

    @property
    def main(self) -> Locator:
        """The part of the page that is not its frame."""
        return self.page.locator("main")

    @contextmanager
    def expecting(self, pattern: str) -> Iterator[None]:
        """Faults of this pattern belong to the story (a refusal, a lost network); there must be one."""
        known = len(self.faults)
        yield
        found = [fault for fault in self.faults[known:] if re.search(pattern, fault)]
        assert found, f"no fault like {pattern!r}: {self.faults[known:]}"
        self.faults[known:] = [fault for fault in self.faults[known:] if fault not in found]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console at {self.path}: {message.text}")

    def _note_exception(self, error: WebError) -> None:
        self.faults.append(f"script at {self.path}: {error.error}")

    def _note_stranger(self, request: Request) -> None:
        if not request.url.startswith((self.site.url + "/", "data:", "blob:")):
            self.faults.append(f"request at {self.path} to {request.url}")

    @property
    def path(self) -> str:
        """Where the page is."""
        return urlsplit(self.page.url).path if hasattr(self, "page") else ""


def in_english(message: str) -> str:
    """The English words for a message of the site."""
    found = english().get(message)
    assert found is not None, f"no English for {message}"
    assert isinstance(found.string, str), f"{message} has several forms"
    assert found.string, f"no English for {message}"
    return found.string


@cache
def english() -> Catalog:
    """The English words of the site."""
    with ENGLISH.open("rb") as file:
        return read_po(file)
