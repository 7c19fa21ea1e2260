"""From the reply slip on a phone to the record of the session: check-in by code, the wall, a network that goes away."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.fifth import go_to_conference, item_of, open_the_session, saved
from tests.journeys.window import PHONE
from tests.live import Site

INVITED = "邱泽安"
TITLE = "集约送达与二审询问的规范"
FIRST, SECOND = "会议听取了情况。", "会议听取了情况，并逐项作了讨论。"
THIRD = "会议听取了情况，逐项作了讨论，并议定了时限。"
PATIENCE = 15_000


def test_reply_on_a_phone_check_in_by_code_wall_and_record_through_a_lost_network(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    phone = go_to_conference(
        open_window(own_site, device=PHONE).sign_in("bar.supervisor1", password("bar.supervisor1"))
    )
    phone.link("填写回执").click()
    phone.main.get_by_label(phone.say("参加"), exact=True).check()
    phone.button("提交回执").click()
    phone.told("回执已保存。")
    found = re.search("签到码：([0-9A-Z]{6})", phone.main.inner_text())
    assert found is not None

    desk = open_window(own_site).sign_in("bar.officer1", password("bar.officer1"))
    go_to_conference(desk).link("回执情况").click()
    expect(desk.main.get_by_role("row", name=re.compile(INVITED))).to_contain_text("参加")
    go_to_conference(desk).link("会务材料").click()
    door = str(desk.main.locator(".door-address").get_attribute("href"))
    open_the_session(desk)

    # The same phone without an account, as whoever scans the poster.
    visitor = open_window(own_site, device=PHONE)
    visitor.open(door)
    visitor.field("签到码").fill(found[1].lower())
    visitor.button("签到").click()
    expect(visitor.main).to_contain_text(f"{INVITED}，您已签到。")

    desk.button("进入议题", within=item_of(desk, TITLE)).click()
    wall = go_to_conference(open_window(own_site).sign_in("bench.officer1", password("bench.officer1")))
    wall.link("会场大屏").click()
    expect(wall.page.locator("h1")).to_have_text(TITLE)
    expect(wall.page.locator("main")).not_to_contain_text(INVITED)

    item = item_of(desk, TITLE)
    field, state = desk.field("会议记录", within=item), item.locator(".save-state")
    field.fill(FIRST)
    expect(state).to_have_text(saved(desk), timeout=PATIENCE)
    with desk.expecting("ERR_INTERNET_DISCONNECTED|htmx:(afterRequest|sendError)"):
        desk.context.set_offline(True)
        field.fill(SECOND)
        expect(state).to_have_text(desk.say("未能保存，内容仍在本页，正在自动重试。"), timeout=PATIENCE)
        expect(field).to_have_value(SECOND)
        desk.context.set_offline(False)
        expect(state).to_have_text(saved(desk), timeout=PATIENCE)
        desk.context.set_offline(True)
        field.fill(THIRD)
        expect(state).to_have_text(desk.say("未能保存，内容仍在本页，正在自动重试。"), timeout=PATIENCE)
        # The browser dies with the words unsaved; the next one finds them again and saves them.
        desk.page.close()
        desk.context.set_offline(False)
    desk.page = desk.context.new_page()
    again = item_of(go_to_conference(desk), TITLE)
    expect(desk.field("会议记录", within=again)).to_have_value(THIRD)
    expect(again.locator(".save-state")).to_have_text(saved(desk), timeout=PATIENCE)
