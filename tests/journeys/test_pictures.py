"""The pictures of the guide are taken of real pages: `make pictures` takes them anew."""

import io
import os

import pytest
from PIL import Image

from liaison.guide.queries import DOCS
from tests.journeys.crawl import Found, Place
from tests.journeys.looks import put_preferences
from tests.journeys.window import Window

FOLDER = DOCS / "pictures"
SIZE = {"width": 1200, "height": 780}
COLOURS = 96
TAKING = bool(os.environ.get("LIAISON_TAKE_PICTURES"))

PICTURES: dict[str, tuple[str, str]] = {
    "accounts": ("users.index", "admin1"),
    "audit": ("oversight.audit", "auditor1"),
    "calendar": ("home.calendar", "bar.officer1"),
    "checks": ("oversight.checks", "admin1"),
    "clocks": ("settings.clocks_page", "admin1"),
    "complaint": ("complaints.complaint", "bar.officer1"),
    "complaint-begin": ("complaints.begin", "bar.lawyer1"),
    "conference": ("conferences.conference", "bar.officer1"),
    "home": ("home.home", "bar.officer1"),
    "launch": ("launch.checklist", "admin1"),
    "ledgers": ("ledgers.imports", "bar.officer1"),
    "minutes": ("conferences.minutes_page", "bar.officer1"),
    "opinion": ("opinions.opinion", "bar.officer1"),
    "opinions": ("opinions.opinions", "bar.officer1"),
    "paper": ("archive.paper", "bar.officer1"),
    "questionnaire-design": ("questionnaires.design", "bar.officer1"),
    "questionnaire-results": ("questionnaires.results", "bar.officer1"),
    "ratings": ("ratings.cases", "bar.officer1"),
    "reception-calendar": ("reception.calendar", "bar.officer1"),
    "reception-desk": ("desk.today", "bar.officer1"),
    "reception-figures": ("reception_figures.index", "bar.officer1"),
    "resolutions": ("resolutions.resolutions", "bar.officer1"),
    "retention": ("retention.index", "admin1"),
    "summaries": ("summaries.figures", "bar.officer1"),
    "summary": ("summaries.summary", "bar.officer1"),
}
"""Each picture of the guide: the page, and the person who looks at it."""


def pictured(found: Found, name: str) -> Place:
    """The first such page of that person on the stage."""
    endpoint, username = PICTURES[name]
    places = [place for place in found.places if (place.endpoint, place.username) == (endpoint, username)]
    assert places, f"{name}: {username} no longer comes to {endpoint} by links"
    return places[0]


def test_every_picture_shows_a_page_that_people_reach(found: Found) -> None:
    assert set(PICTURES) == {path.stem for path in FOLDER.glob("*.png")}
    for name in PICTURES:
        assert pictured(found, name)


@pytest.mark.skipif(not TAKING, reason="only `make pictures` writes them")
def test_take_the_pictures(found: Found, windows: dict[str, Window]) -> None:
    for name in PICTURES:
        place = pictured(found, name)
        window = windows[place.username]
        put_preferences(window, lang="zh")
        window.page.set_viewport_size(SIZE)
        language = window.page.evaluate("navigator.language")
        assert language == "zh-CN", "Chromium has no Chinese of its own here (Debian: chromium-l10n): no date fields"
        window.open(place.path)
        taken = Image.open(io.BytesIO(window.page.screenshot())).convert("RGB")
        taken.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
