"""Records of a session save by themselves beside another editor; through a lost network they do in `test_room`."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.fifth import go_to_conference, item_of, open_the_session, saved
from tests.live import Site

TITLE = "集约送达与二审询问的规范"
OURS = "会议听取了情况。"
THEIRS = "法官方补充：询问笔录当场核对。"
PATIENCE = 15_000


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
        bar.field("会议记录", within=ours).fill(OURS)
        expect(ours.locator(".save-state")).to_have_text(
            bar.say("他人已修改此内容，自动保存已停止。"), timeout=PATIENCE
        )
    expect(ours).to_contain_text(THEIRS)
    expect(bar.field("会议记录", within=ours)).to_have_value(OURS)
    bench.page.reload()
    expect(bench.field("会议记录", within=item_of(bench, TITLE))).to_have_value(THEIRS)
