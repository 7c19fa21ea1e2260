"""axe-core over a page: WCAG 2.0 to 2.2, A and AA, and best practice."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.live import ROOT

SOURCE = ROOT / "tests/vendor/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
OVERFLOW = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is drawn now, one line an element."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source())
    found: list[dict[str, Any]] = page.evaluate(RUN, TAGS)["violations"]
    elements = [(rule["id"], node) for rule in found for node in rule["nodes"]]
    return [f"{rule}: {node['html'][:160]} ({node['failureSummary']})" for rule, node in elements]


def overflow(page: Page) -> int:
    """How many pixels of the page lie beyond its right edge; 0 where nothing scrolls sideways."""
    return int(page.evaluate(OVERFLOW))


@cache
def source() -> str:
    """The vendored axe-core; evaluated through the debugger, which the page's content policy does not govern."""
    return SOURCE.read_text(encoding="utf-8")
