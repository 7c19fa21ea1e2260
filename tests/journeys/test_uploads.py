"""A recording handed in over a network that breaks: the page says so, goes on by itself, and it is kept once."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Route, expect

from tests.journeys.conftest import OpenWindow
from tests.live import Site
from tests.makers import evidence

PIECES_BEFORE_THE_BREAK = 2
SECONDS = 1000


def test_a_recording_survives_a_network_that_breaks(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str], tmp_path: Path
) -> None:
    recording, sent = tmp_path / "谈话.mp3", 0
    recording.write_bytes(evidence.mp3(14 * 2**20))

    def cut(route: Route) -> None:
        nonlocal sent
        sent += 1
        if sent == PIECES_BEFORE_THE_BREAK + 1:
            route.abort()
        else:
            route.continue_()

    window = open_window(own_site).sign_in("bar.officer1", password("bar.officer1"))
    window.open("/opinions?status=screened&side=bar")
    window.page.locator(".cell-title a").first.click()
    window.page.get_by_text("添加材料").click()
    window.page.route("**/uploads/*/*", cut)
    window.field("选择文件").set_input_files(recording)
    window.button("上传").click()
    expect(window.page.locator(".upload-state")).to_contain_text("网络中断", timeout=60 * SECONDS)
    expect(window.page.locator("#attached ul")).to_contain_text("谈话.mp3", timeout=60 * SECONDS)
    assert [fault for fault in window.faults if "ERR_FAILED" not in fault] == []
    window.faults.clear()
    expect(window.page.get_by_role("link", name="谈话.mp3")).to_have_count(1)
    window.link("谈话.mp3").click()
    with window.page.expect_download() as fetched:
        window.link("下载原件").click()
    assert Path(fetched.value.path()).read_bytes() == recording.read_bytes()
