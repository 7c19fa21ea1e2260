"""Complaints as people go through them: the form on a phone, then verb after verb, each by whoever has the part."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from tests.journeys.window import DESK, PHONE, Window
from tests.live import Site, second_factor
from tests.makers.codes import code_now
from tests.makers.scans import make_pdf

PATIENCE_SECONDS = 60
ABSENT = 404
SECOND = "admin2"
ON_PHONES = {"bar.lawyer1", "bench.judge1"}
ROUTES = {
    "bar": "法官或法院工作人员的言行、作风、办案程序，或律师执业权利、诉讼服务问题",
    "bench": "律师在诉讼活动中的违规行为",
}
DONE = "已完成：%(verb)s。"


@dataclass(frozen=True)
class Told:
    """What a complainant fills in, page after page."""

    category: str
    body: str
    person: str
    facts: str
    wanted: str
    identity: str
    case_number: str = ""


@dataclass
class Company:
    """Everybody of the stories with a window of their own, opened when they first act; the complaint told of now."""

    site: Site
    chromium: Browser
    password: Callable[[str], str]
    place: str = ""
    reference: str = ""
    windows: dict[str, Window] = field(default_factory=dict)

    def of(self, username: str) -> Window:
        """The window of somebody; who complains does it on a phone."""
        if username not in self.windows:
            device = PHONE if username in ON_PHONES else DESK
            opened = Window(self.chromium, self.site, device=device)
            self.windows[username] = opened.sign_in(username, self.password(username))
        return self.windows[username]

    def purge(self, city: Path, kind: str) -> None:
        """Years later: one administrator asks, another confirms, the worker takes it away."""
        with sqlite3.connect(self.site.folder / "liaison.db") as disk:
            closed = "update complaint set closed_at = '2015-01-05 08:00:00.000000' where reference = ?"
            disk.execute(closed, [self.reference])
        first = self.of("admin1").open("/retention")
        row = first.main.get_by_role("row", name=re.compile(kind))
        row.get_by_role("link", name=re.compile("试算和清除")).click()
        first.field("清除理由").fill("保存期限已满。")
        first.button("提出清除").click()
        expect(first.button("确认清除")).to_have_count(0)
        if SECOND not in self.windows:
            # A code is good for one sign-in, so that both purges are confirmed in one.
            opened = Window(self.chromium, self.site, device=DESK)
            code = code_now(second_factor(city, SECOND))
            self.windows[SECOND] = opened.sign_in(SECOND, self.password(SECOND), code)
        second = self.windows[SECOND].open(first.path)
        second.button("确认清除").click()
        await_worker(second, second.page.locator(".tag", has_text="已清除"))

    def leave(self) -> None:
        """Close all windows; none may have met a fault."""
        faults = [fault for window in self.windows.values() for fault in window.faults]
        for window in self.windows.values():
            window.context.close()
        assert not faults, "\n".join(faults)

    def act(self, username: str, verb: str, **filled: str) -> Window:
        """Open the complaint, press the verb, fill in its page, send it, and read that it was done."""
        window = self.of(username).open(self.place)
        if window.link(verb).count():
            window.link(verb).click()
            fill(window, **filled)
        window.button(verb).click()
        window.told(DONE, verb=window.say(verb))
        return window

    def closed_to(self, *usernames: str) -> None:
        """To none of them is it there: no page of it, no verb, no line in the list, no hit of the search, no export."""
        number = self.reference.removeprefix("诉-")
        for username in usernames:
            fetch = self.of(username).context.request
            for tail in ("", "/identity", "/withdraw", "/receipt"):
                assert fetch.get(self.place + tail).status == ABSENT, f"{username} at {tail or 'the page'}"
            for address in ("/complaints?q=", "/search?q="):
                assert f'{self.place}"' not in fetch.get(address + number).text(), f"{username} at {address}"

    def lodge(self, username: str, told: Told, folder: Path) -> Window:
        """Lodge on a phone, with a file, and read the receipt; the complaint's place is known from here on."""
        phone = self.of(username).open("/complaints")
        phone.link("提交投诉").click()
        phone.main.get_by_label(phone.say(ROUTES[username.split(".")[0]]), exact=True).check()
        phone.button("下一步").click()
        phone.link("继续填写").click()
        fill_draft(phone, told, folder)
        expect(phone.main).to_contain_text(told.facts)
        phone.main.get_by_label("我已核对上述内容").check()
        phone.button("提交投诉").click()
        expect(phone.main).to_contain_text("已收到您的投诉。")
        self.reference = phone.page.locator(".stat-value").inner_text()
        phone.link("查看投诉").click()
        self.place = phone.path
        return phone


def choose(phone: Window, label: str, text: str) -> None:
    """An entry of a plain select by a part of its words."""
    option = phone.field(label).locator("option", has_text=text)
    phone.field(label).select_option(value=option.get_attribute("value"))


def search(phone: Window, label: str, text: str) -> None:
    """An entry of a long select by its words: the last of them is typed, and the entry found is taken."""
    typed = phone.field(label).and_(phone.page.locator("input"))
    typed.click()
    typed.fill(text.split()[-1])
    found = phone.page.get_by_role("option", selected=True).filter(has_text=text)
    expect(found.locator(".highlight").first).to_be_visible()
    typed.press("Enter")
    expect(phone.main.locator(".ts-control .item").filter(has_text=text)).to_be_visible()


def fill_draft(phone: Window, told: Told, folder: Path) -> None:
    """Page after page, the file among them; each is kept before the next one opens."""
    ahead = phone.button("保存并继续")
    search(phone, "问题类别", told.category)
    ahead.click()
    search(phone, "单位", told.body)
    ahead.click()
    search(phone, "从名册中选择", told.person)
    ahead.click()
    phone.field("事情经过").fill(told.facts)
    phone.field("希望如何处理").fill(told.wanted)
    ahead.click()
    phone.field("案号").fill(told.case_number)
    ahead.click()
    proof = folder / "预约截图.pdf"
    proof.write_bytes(make_pdf())
    phone.page.get_by_text("添加材料", exact=True).click()
    phone.field("选择文件").set_input_files(proof)
    phone.button("上传").click()
    expect(phone.page.get_by_role("link", name=proof.name)).to_be_visible(timeout=PATIENCE_SECONDS * 1000)
    ahead.click()
    phone.main.get_by_label(re.compile("^" + told.identity)).check()
    ahead.click()


def fill(window: Window, text: str = "", measure: str = "", **named: str) -> None:
    """The page of a verb: its text, a choice of a list, and whatever is ticked or typed by its label."""
    if text:
        window.page.locator("#text").fill(text)
    if measure:
        window.page.locator("#measure").select_option(label=measure)
    for people in named.pop("people", "").split():
        window.main.get_by_label(people, exact=True).check()
    if "finding" in named:
        window.main.get_by_label(named.pop("finding"), exact=True).check()
    assert not named, named


def paper_of(window: Window, title: str) -> bytes:
    """The PDF of a paper, as soon as the worker has made it."""
    link = window.page.locator(".papers li").filter(has_text=title).get_by_role("link", name=re.compile("^PDF"))
    await_worker(window, link)
    return window.context.request.get(str(link.get_attribute("href"))).body()


def await_worker(window: Window, sign: Locator) -> None:
    """Load the page again until what the worker does shows on it."""
    for _ in range(PATIENCE_SECONDS):
        if sign.count():
            return
        window.page.wait_for_timeout(1000)
        window.page.reload()
    raise AssertionError(f"the worker has not come to it: {sign}")
