"""The types of pages in three modes at three widths: axe-core finds nothing, and none scrolls sideways."""

import pytest

from tests.journeys.crawl import Found
from tests.journeys.looks import in_all_modes
from tests.journeys.window import Window

PAGE_TYPES = (
    "accounts.sign_in",
    "home.home",
    "people.index",
    "people.show",
    "imports.show",
    "opinions.opinion",
    "opinions.lodge",
    "conferences.conference",
    "conferences.attendance_list",
    "conferences.revise",
    "archive.paper",
    "previews.preview",
    "previews.charts",
)


@pytest.mark.parametrize("endpoint", PAGE_TYPES)
def test_page_types_in_three_modes_at_three_widths(endpoint: str, found: Found, windows: dict[str, Window]) -> None:
    wrong = list(in_all_modes(windows, found.first()[endpoint], language="zh"))
    assert not wrong, "\n".join(wrong)
