"""axe-core finds nothing on any page that links reach."""

import pytest

from tests.journeys import axe
from tests.journeys.conftest import OpenWindow
from tests.journeys.crawl import Found
from tests.journeys.looks import HEIGHT, WIDTHS, in_all_modes, once
from tests.journeys.window import Window
from tests.live import Site

FAULTY = """<!doctype html><html lang="en"><head><title>Control</title></head>
<body><main><h1>Control</h1><input type="text"><p>{long}</p></main></body></html>"""


def test_the_checks_find_what_is_wrong(site: Site, open_window: OpenWindow) -> None:
    page = open_window(site).page
    page.set_viewport_size({"width": WIDTHS[-1], "height": HEIGHT})
    page.set_content(FAULTY.format(long="x" * 200))
    assert [line for line in axe.violations(page) if line.startswith("label:")]
    assert axe.overflow(page) > 0


def test_every_page_once_in_chinese(found: Found, windows: dict[str, Window]) -> None:
    wrong = list(once(windows, found.telling, language="zh"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
def test_every_page_once_in_english(found: Found, windows: dict[str, Window]) -> None:
    wrong = list(once(windows, found.first().values(), language="en"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_in_three_modes_at_three_widths(found: Found, windows: dict[str, Window], language: str) -> None:
    wrong = [line for place in found.telling for line in in_all_modes(windows, place, language=language)]
    assert not wrong, "\n".join(wrong)
