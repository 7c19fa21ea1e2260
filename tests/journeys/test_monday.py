"""A whole Monday of reception: rota of a month, swap, five visitors, referral, follow-up, figures, board and note.

One of the visitors conflicts with the lawyer whose number it is, one is a group, one leaves, one still waits.
"""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest
from flask import Flask
from playwright.sync_api import Locator, expect

from liaison.config import Settings
from liaison.core import clock
from liaison.factory import create_app
from tests.journeys import monday
from tests.journeys.conftest import OpenWindow
from tests.journeys.monday import Keys
from tests.journeys.window import DESK, PHONE, Window
from tests.live import Site

MOST_PRESSES = 60
SECONDS = 1000
CLIENT = "云江市宏远建材有限公司"
NAMES = ("单雪梅", CLIENT, "云江市正衡律师事务所")
PHONE_NUMBER, CASE_NUMBER = "13800000001", "2026云01民初77"
FIGURES = {"已接访": 33, "接待来访人": 69, "提供法律咨询": 35, "值班律师": 36, "其中党员律师": 24}
ADVICE = "借款合同有效，建议先发催告函，再向被告住所地法院起诉。"
NEXT = "带身份证、借条和转账记录到诉讼服务中心立案。"


@pytest.fixture
def app(own_site: Site) -> Flask:
    """The application behind the site, to set the stage and to let time pass."""
    return create_app(Settings(instance=own_site.folder))


def test_a_whole_monday(own_site: Site, app: Flask, open_window: OpenWindow, password: Callable[[str], str]) -> None:
    day_id, veteran = monday.stage(app, "bar.lawyer1", "bar.lawyer2")
    office = open_window(own_site, device=DESK).sign_in("bar.officer1", password("bar.officer1"))
    giver, taker = (
        open_window(own_site, device=PHONE).sign_in(name, password(name)) for name in ("bar.lawyer1", "bar.lawyer2")
    )
    assert figures(office) == FIGURES, "three years, by one click"
    rota_of_a_month(office)
    swap(giver, taker, day_id)
    assert len(monday.on_duty(app, day_id)) == 2
    declare(taker)

    monday.come(app, day_id)
    desk = f"/reception/days/{day_id}/desk"
    office.open("/reception/desk")
    expect(office.page).to_have_url(re.compile(f"{desk}$"))
    register_by_keyboard(office)
    register_through_a_lost_network(office, day_id)
    for name, kind in (("", "刑事"), ("欧阳守信", "执行"), ("周小满", "行政")):
        register(office, desk, name, kind)
    board(office, day_id, waiting=["01", "02", "03", "04", "05"])

    conflict(office, taker, desk, veteran)
    talk(office, "当场解答")
    note_for_the_visitor(office)
    row(office, desk, "02").get_by_role("link", name="叫号").click()
    office.button("叫号").click()
    office.button("开始谈话").click()
    talk(office, "转法律援助")
    refer(office)
    row(office, desk, "03").get_by_role("button", name="登记离开").click()
    row(office, desk, "04").get_by_role("link", name="叫号").click()
    office.button("叫号").click()
    board(office, day_id, waiting=["05"], called=["04"], done=["01", "02"], left=["03"])

    office.open(f"/reception/days/{day_id}").button("登记为已接访").click()
    monday.pass_a_month(app, day_id)
    follow_up(office)
    now = figures(office)
    assert now == {**FIGURES, "已接访": 34, "接待来访人": 69 + 1 + 5, "提供法律咨询": 36}


def figures(office: Window) -> dict[str, int]:
    """The headline of three years as the page says it, by one click."""
    office.open("/reception/figures")
    office.link("近三年").click()
    found = {}
    for name in FIGURES:
        label = office.page.locator("td.cell-title span:first-child", has_text=re.compile(f"^{name}$"))
        found[name] = int(office.main.locator("tbody tr", has=label).first.locator("td").nth(1).inner_text())
    return found


def rota_of_a_month(office: Window) -> None:
    """Days of a month far ahead are generated, proposed with reasons, and published."""
    first = (clock.today() + timedelta(100)).replace(day=1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    office.open("/reception/rota/plan")
    office.field("接访地点").select_option(index=1)
    office.field("开始日期").fill(first.isoformat())
    office.field("结束日期").fill(last.isoformat())
    office.button("生成接访日").click()
    for verb, words in (("建议值班律师", "人次值班"), ("发布排班", "已发布")):
        office.open(f"/reception/rota?tab=all&from={first}&to={last}")
        office.main.locator("[data-tick-all]").check()
        office.button(verb).click()
        expect(office.main.get_by_role("status").first).to_contain_text(words)
    office.open(f"/reception?on={first}")
    expect(office.main.locator(".rota-seat-proposed").nth(2)).to_be_visible()
    office.main.locator("a.rota-day:has(.rota-seat-proposed)").first.click()
    expect(office.main).to_contain_text("入选理由")


def swap(giver: Window, taker: Window, day_id: int) -> None:
    """Confirmed on the phone, offered to whoever volunteers, taken over by a colleague."""
    giver.open("/reception/mine")
    card = giver.main.locator(".duty-card", has=giver.page.locator(f"a[href='/reception/days/{day_id}']"))
    card.get_by_role("button", name="确认值班").click()
    giver.told("已完成：%(verb)s。", verb="确认值班")
    card.get_by_role("link", name="换班").click()
    giver.field("说明").fill("当天外地开庭。")
    giver.button("提出换班").click()
    taker.open("/reception/mine")
    offers = taker.main.locator("#offers")
    taker.button("接受换班", within=offers.locator(".duty-card", has_text="当天外地开庭。").first).click()
    taker.told("已完成：%(verb)s。", verb="接受换班")


def declare(taker: Window) -> None:
    """The lawyer declares a client before the day."""
    taker.open("/reception/declarations")
    taker.field("类别").select_option(label="委托人")
    taker.field("姓名、名称或案号").fill(CLIENT)
    taker.button("申报").click()
    taker.told("已申报。")


def register_by_keyboard(office: Window) -> None:
    """The first visitor, by the keyboard alone."""
    office.link("登记来访").click()
    expect(office.page.locator("#name")).to_be_focused()
    keys = Keys(office.page)
    keys.name(NAMES[0])
    keys.press("Tab", "Tab")
    keys.type(PHONE_NUMBER)
    keys.press("Tab", "ArrowDown", "ArrowDown", "Tab")
    keys.name(NAMES[1])
    keys.press("Tab")
    keys.name(NAMES[2])
    keys.press("Tab", "Tab")
    keys.type(CASE_NUMBER)
    keys.press("Tab", "Space", "Tab", "Space", "Tab", "Space", "Enter")
    office.told("已登记，今天第%(number)s号。", number="01")
    assert keys.pressed <= MOST_PRESSES, f"{keys.pressed} key presses"


def register_through_a_lost_network(office: Window, day_id: int) -> None:
    """A group is typed in, the network goes and comes back, the page is closed: what was typed is still there."""
    office.open(f"/reception/days/{day_id}/register")
    expect(office.field("电话")).to_have_value("")
    office.field("姓名").fill("石大明等")
    expect(office.main.locator(".save-state")).to_contain_text("已自动保存")
    with office.expecting("ERR_INTERNET_DISCONNECTED|htmx:(afterRequest|sendError)"):
        office.context.set_offline(True)
        office.field("一行人数").fill("12")
        office.field("对方当事人").fill("某某置业公司")
        expect(office.main.locator(".save-state")).to_contain_text("未能保存", timeout=10 * SECONDS)
        office.context.set_offline(False)
        expect(office.main.locator(".save-state")).to_contain_text("已自动保存", timeout=20 * SECONDS)
    office.open(f"/reception/days/{day_id}/desk").link("登记来访").click()
    expect(office.field("姓名")).to_have_value("石大明等")
    expect(office.field("一行人数")).to_have_value("12")
    expect(office.field("对方当事人")).to_have_value("某某置业公司")
    office.field("案件类型").select_option(label="民事")
    office.button("登记来访").click()
    expect(office.main).to_contain_text("群体，代表5人")


def register(office: Window, desk: str, name: str, kind: str) -> None:
    """One more visitor."""
    office.open(desk).link("登记来访").click()
    office.field("姓名").fill(name)
    office.field("案件类型").select_option(label=kind)
    office.button("登记来访").click()
    expect(office.main.get_by_role("status").first).to_contain_text("已登记，今天第")


def row(office: Window, desk: str, number: str) -> Locator:
    """The line of a number at the desk."""
    office.open(desk)
    return office.main.locator("tbody tr", has=office.page.locator("td.cell-number", has_text=number))


def board(office: Window, day_id: int, **groups: list[str]) -> None:
    """The screen on the wall: numbers under where they stand, and no name."""
    office.open(f"/reception/days/{day_id}/board")
    for status, numbers in groups.items():
        expect(office.main.locator(f".board-{status} li")).to_have_text(numbers)
    for name in (*NAMES, "石大明", "欧阳", "周小满"):
        expect(office.page.locator("body")).not_to_contain_text(name)


def conflict(office: Window, taker: Window, desk: str, veteran: str) -> None:
    """The number of the first goes to the lawyer whose client is on the other side; a colleague takes over."""
    row(office, desk, "01").get_by_role("link", name="叫号").click()
    lawyer = office.field("接谈律师")
    name = next(text for text in lawyer.locator("option").all_inner_texts()[1:] if text != veteran)
    lawyer.select_option(label=name)
    office.button("叫号").click()
    expect(office.main.locator("#check")).to_contain_text("有利益冲突")
    expect(office.button("开始谈话")).to_have_count(0)
    visit = office.path
    taker.open(visit)
    office.link("有冲突，转交同事", within=office.main.locator("#check")).click()
    office.field("理由").fill("对方当事人是该律师的委托人。")
    office.button("登记冲突并转交").click()
    expect(office.main.get_by_role("status").first).to_contain_text(f"已转交{veteran}律师")
    with taker.expecting("404"):
        taker.open(visit, status=404)
    office.button("开始谈话").click()


def talk(office: Window, outcome: str) -> None:
    """What is said saves itself; the talk ends with its outcome and the notices."""
    office.field("反映的事实").fill("借款到期未还，多次催要未果。")
    office.field("咨询意见").fill(ADVICE)
    office.field("下一步").fill(NEXT)
    expect(office.main.locator(".save-state")).to_contain_text("已自动保存")
    office.link("办结").click()
    office.field("办理结果").select_option(label=outcome)
    for told in office.main.locator("input[name='notices']").all():
        told.check()
    office.button("办结").click()
    expect(office.main).to_contain_text("已办结")


def note_for_the_visitor(office: Window) -> None:
    """One page in large type: who advised what, what comes next, and the code to rate with."""
    office.button("打印回执").click()
    expect(office.page.locator(".sheets img")).to_have_count(1, timeout=60 * SECONDS)
    address = office.link("PDF 文件").get_attribute("href")
    assert address is not None
    document = pypdfium2.PdfDocument(io.BytesIO(office.page.request.get(address).body()))
    assert len(document) == 1, "the note is one page"
    text = "".join(document[0].get_textpage().get_text_range().split())
    for words in (NAMES[0], ADVICE, NEXT, "不收取任何费用", "/reception/rating"):
        assert words in text, words


def refer(office: Window) -> None:
    """The group's matter goes to legal aid, which signs for it and answers."""
    office.link("转交其他单位").click()
    office.field("受理单位类别").select_option(label="法律援助机构")
    office.field("受理单位名称").fill("云江市法律援助中心")
    office.button("登记转交").click()
    expect(office.main.locator("#referrals")).to_contain_text("待签收")
    office.link("登记签收").click()
    office.button("登记签收").click()
    expect(office.main.locator("#referrals")).to_contain_text("已签收")
    office.link("登记结果").click()
    office.main.get_by_label("已受理").check()
    office.button("保存结果").click()
    expect(office.main.locator("#referrals")).to_contain_text("已有结果")


def follow_up(office: Window) -> None:
    """A month later the visitor who agreed to it is called back; the list narrows to whom that is due."""
    office.open("/reception/visits").field("来访情况").select_option(label="应当回访")
    office.button("查询").click()
    office.main.locator("td.cell-title a").first.click()
    expect(office.main).to_contain_text(NAMES[0])
    office.link("登记回访").click()
    office.main.get_by_label("正在办理").check()
    office.field("来访人的说法").fill("已经立案。")
    office.button("保存回访").click()
    office.told("回访已登记。")
