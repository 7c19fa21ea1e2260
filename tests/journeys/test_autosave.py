"""Records of a session save by themselves, through a network that fails and beside another editor."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.fifth import go_to_conference, item_of, open_the_session, saved
from tests.live import Site

TITLE = "集约送达与二审询问的规范"
FIRST, SECOND = "会议听取了情况。", "会议听取了情况，并逐项作了讨论。"
THEIRS = "法官方补充：询问笔录当场核对。"
PATIENCE = 15_000


def test_words_typed_without_a_network_are_kept_and_saved_when_it_is_back(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    window = open_the_session(open_window(own_site).sign_in("bar.officer1", password("bar.officer1")))
    item = item_of(window, TITLE)
    item.locator("summary").click()
    field, state = window.field("会议记录", within=item), item.locator(".save-state")
    field.fill(FIRST)
    expect(state).to_have_text(saved(window), timeout=PATIENCE)

    with window.expecting("ERR_INTERNET_DISCONNECTED|htmx:(afterRequest|sendError)"):
        window.context.set_offline(True)
        field.fill(SECOND)
        expect(state).to_have_text(window.say("未能保存，内容仍在本页，正在自动重试。"), timeout=PATIENCE)
        expect(field).to_have_value(SECOND)
        window.context.set_offline(False)
        expect(state).to_have_text(saved(window), timeout=PATIENCE)
    go_to_conference(window)
    expect(window.field("会议记录", within=item_of(window, TITLE))).to_have_value(SECOND)


def test_a_record_that_the_other_side_changed_is_not_overwritten(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    bar, bench = (
        open_window(own_site).sign_in(username, password(username)) for username in ("bar.officer1", "bench.officer1")
    )
    for window in (open_the_session(bar), go_to_conference(bench)):
        item_of(window, TITLE).locator("summary").click()
    theirs, ours = item_of(bench, TITLE), item_of(bar, TITLE)
    bench.field("会议记录", within=theirs).fill(THEIRS)
    expect(theirs.locator(".save-state")).to_have_text(saved(bench), timeout=PATIENCE)

    with bar.expecting("409"):
        bar.field("会议记录", within=ours).fill(FIRST)
        expect(ours.locator(".save-state")).to_have_text(
            bar.say("他人已修改此内容，自动保存已停止。"), timeout=PATIENCE
        )
    expect(ours).to_contain_text(THEIRS)
    expect(bar.field("会议记录", within=ours)).to_have_value(FIRST)
    bench.page.reload()
    expect(bench.field("会议记录", within=item_of(bench, TITLE))).to_have_value(THEIRS)
