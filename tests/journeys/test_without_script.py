"""A browser that runs no script can put an agenda into order, note who is there, and record."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.fifth import go_to_conference, item_of, open_the_session
from tests.live import Site

TITLE, BEFORE_IT = "唯一住房腾退的租金扣除标准", "集约送达与二审询问的规范"
ABSENT = "梁素珍"
RECORD, OUTCOME = "会议同意按片区发布参考标准。", "同意公布租金参考标准。"


def test_an_agenda_is_ordered_and_a_session_recorded_without_script(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    window = open_window(own_site, java_script_enabled=False)
    go_to_conference(window.sign_in("bar.officer1", password("bar.officer1")))
    titles = [BEFORE_IT, TITLE]
    assert order(window.page.locator("#agenda h3").all_inner_texts(), titles) == titles
    window.button("上移：%(name)s", name=TITLE).click()
    assert order(window.page.locator("#agenda h3").all_inner_texts(), titles) == titles[::-1]

    open_the_session(window).link("登记到会").click()
    row = window.main.get_by_role("group", name=window.say("%(name)s的到会情况", name=ABSENT))
    row.get_by_label(window.say("请假"), exact=True).check()
    window.main.get_by_label(window.say("%(name)s的请假事由", name=ABSENT)).fill("公务出差")
    window.button("其余人员均记为出席").click()
    window.told("到会情况已保存。")

    item = item_of(go_to_conference(window), TITLE)
    item.locator("summary").click()
    window.field("会议记录", within=item).fill(RECORD)
    window.field("结果", within=item).fill(OUTCOME)
    window.button("保存记录", within=item).click()
    window.told("已保存。")
    expect(window.field("会议记录", within=item_of(window, TITLE))).to_have_value(RECORD)
    expect(window.field("结果", within=item_of(window, TITLE))).to_have_value(OUTCOME)


def order(shown: list[str], wanted: list[str]) -> list[str]:
    """Those of the wanted titles that are shown, in the order of the page."""
    return [title for title in (text.strip() for text in shown) if title in wanted]
