"""A proposer reads on the phone what became of the opinion."""

from collections.abc import Callable

from playwright.sync_api import expect

from liaison.demo import content
from tests.journeys.conftest import OpenWindow
from tests.journeys.window import PHONE
from tests.live import Site

OPINION = next(row for row in content.opinions() if row.key == "c4-bar-03")


def test_proposer_reads_on_the_phone_what_became_of_the_opinion(
    site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    window = open_window(site, device=PHONE).sign_in("bar.lawyer1", password("bar.lawyer1"))
    window.open("/opinions")
    window.field("关键词").fill(OPINION.title[:6])
    window.button("查询").click()
    window.main.get_by_role("link", name=OPINION.title).click()
    page = window.page
    expect(page.get_by_role("heading", level=1, name=OPINION.title)).to_be_visible()
    for words in (OPINION.reply[:20], "A 已解决或采纳", "第四次联席会议", "满意"):
        expect(window.main.get_by_text(words).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    assert window.faults == []
