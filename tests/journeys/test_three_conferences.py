"""Three conferences of a kind in a row: the first item of the third holds exactly what the first two left open."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from liaison.conferences.models import ConferenceKind, ConferenceStatus
from liaison.config import Settings
from liaison.core import clock
from liaison.factory import create_app
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.journeys.conftest import OpenWindow
from tests.journeys.fifth import item_of
from tests.journeys.window import Window
from tests.live import Site, serving
from tests.makers.conferences import make_conference

LEAD = "市中院"
FIRST, SECOND = ("统一开庭通知样式。", "公布执行联系电话。"), ("试行电子卷宗借阅。", "每季度通报退费情况。")
NAMES = ("第一次专题联席会议", "第二次专题联席会议", "第三次专题联席会议")


@pytest.fixture
def planned_site(city: Path, tmp_path: Path) -> Iterator[Site]:
    """A site on which three special conferences are announced for today."""
    folder = tmp_path / "instance"
    shutil.copytree(city, folder)
    app = create_app(Settings(instance=folder))
    with app.app_context():
        with unit.transaction():
            by = db.session.scalars(select(User).where(User.username == "bar.officer1")).one()
            for _ in NAMES:
                make_conference(ConferenceStatus.ANNOUNCED, days=0, kind=ConferenceKind.SPECIAL, by=by)  # type: ignore[arg-type]
        db.engine.dispose()
    with serving(folder) as served:
        yield served


def test_the_third_conference_begins_with_what_the_first_two_left_open(
    planned_site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    bar, bench = (
        open_window(planned_site).sign_in(username, password(username))
        for username in ("bar.officer1", "bench.officer1")
    )
    hold(bar, NAMES[0], FIRST)
    confirm(bench, FIRST[0], "通知样式已经印发全市法院。")
    hold(bar, NAMES[1], SECOND)
    bench.open("/resolutions?q=" + SECOND[1]).link(SECOND[1]).click()
    bench.main.locator("#move-cancel > summary").click()
    bench.main.locator("#move-cancel").get_by_label(bench.say("理由")).fill("并入日常工作。")
    bench.button("确认%(verb)s", verb=bench.say("取消事项")).click()
    bench.told("已取消。")

    go(bar, NAMES[2])
    item_of(bar, "以往议定事项落实情况").get_by_role("link", name=re.compile("查看以往议定事项")).click()
    rows = bar.page.locator("#ledger tbody tr")
    left_open = rows.filter(has_text="待办理").locator("td.cell-title a")
    expect(left_open).to_have_text([FIRST[1], SECOND[0]])
    settled = rows.filter(has_not_text="待办理").locator("td.cell-title a")
    expect(settled).to_have_text([SECOND[1]])


def go(window: Window, name: str) -> None:
    """From the list, by its name."""
    window.open("/conferences?kind=special").link(name).click()
    expect(window.page.locator("#agenda")).to_be_visible()


def hold(window: Window, name: str, resolved: tuple[str, ...]) -> None:
    """From the first word to the last: who is there, what came of each item, what was resolved."""
    go(window, name)
    window.button("开始会议").click()
    window.link("登记到会").click()
    window.button("其余人员均记为出席").click()
    window.told("到会情况已保存。")
    go(window, name)
    items = window.page.locator("#agenda li")
    for place in range(items.count()):
        item = items.nth(place)
        if not window.field("结果", within=item).is_visible():
            item.locator("summary").click()
        window.field("结果", within=item).fill("同意。")
        expect(item.locator(".save-state")).to_have_text(re.compile(r"\d\d:\d\d"), timeout=15_000)
    for text in resolved:
        window.link("添加", within=window.page.locator("#resolutions")).click()
        window.field("议定内容").fill(text)
        window.pick("主办单位", LEAD)
        window.field("完成期限").fill((clock.today() + timedelta(days=30)).isoformat())
        window.button("登记").click()
        window.told("议定事项已登记。")
    window.button("结束会议").click()
    window.told("已完成：%(verb)s。", verb=window.say("结束会议"))


def confirm(window: Window, text: str, note: str) -> None:
    """The other side confirms by name that something is done."""
    window.open("/resolutions?q=" + text).link(text).click()
    window.link("确认落实").click()
    window.field("落实情况").fill(note)
    window.button("确认落实").click()
    expect(window.main).to_contain_text("已落实")
