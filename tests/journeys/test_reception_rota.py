"""The rota of a month in a browser: proposal, publishing, confirming, a swap, and the figures of three years."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.window import DESK, PHONE
from tests.live import Site

FIGURES = {"已接访": "33", "接待来访人": "69", "提供法律咨询": "35", "值班律师": "36", "其中党员律师": "24"}


def test_rota_from_days_to_a_swap_and_the_figures(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    office = open_window(own_site, device=DESK).sign_in("bar.officer1", password("bar.officer1"))
    giver = open_window(own_site, device=PHONE).sign_in("bar.lawyer1", password("bar.lawyer1"))
    taker = open_window(own_site, device=PHONE).sign_in("bar.lawyer2", password("bar.lawyer2"))

    office.open("/reception/rota?tab=unpublished")
    rows = office.main.locator("tbody tr")
    assert rows.count() == 2, "the demonstration leaves two days unpublished"
    office.main.locator("[data-tick-all]").check()
    office.button("发布排班").click()
    expect(office.main.get_by_role("status").first).to_contain_text("已发布 2 个接访日")
    office.open("/reception/rota?tab=open")
    office.main.locator("[data-tick]").first.check()
    office.button("建议值班律师").click()
    expect(office.main.get_by_role("status").first).to_contain_text("人次值班")
    office.open("/reception/rota?tab=open")
    expect(office.main).to_contain_text("没有符合条件的接访日")

    giver.open("/reception/mine")
    giver.button("确认值班").first.click()
    giver.told("已完成：%(verb)s。", verb="确认值班")
    taker.open("/reception/mine")
    offers = taker.main.locator("#offers")
    expect(offers).to_contain_text("当天外地开庭")
    accept = taker.button("接受换班", within=offers)
    if accept.count():
        accept.first.click()
        taker.told("已完成：%(verb)s。", verb="接受换班")
        giver.open("/reception/mine")
        expect(giver.main.locator("#past")).to_contain_text("已换班")
    else:
        expect(offers).to_contain_text("您不能接受")

    office.open("/reception/figures")
    office.link("近三年").click()
    for name, number in FIGURES.items():
        label = office.page.locator("td.cell-title span:first-child", has_text=re.compile(f"^{name}$"))
        row = office.main.locator("tbody tr", has=label).first
        expect(row.locator("td").nth(1)).to_have_text(number)
    assert not office.faults + giver.faults + taker.faults
