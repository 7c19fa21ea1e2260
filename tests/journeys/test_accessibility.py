"""axe-core finds nothing on any page, and no page scrolls sideways on a small phone."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from liaison.config import Settings
from liaison.factory import create_app
from tests.journeys import axe
from tests.journeys.conftest import OpenWindow
from tests.journeys.crawl import PEOPLE, Found, walk
from tests.journeys.window import Window
from tests.live import Site

Password = Callable[[str], str]
WIDTHS = (1440, 390, 320)
HEIGHT = 900
MODES = {"normal": {}, "dark": {"theme": "dark"}, "large": {"size": "large"}}
# endpoint -> why no page of it is looked at
NO_PAGES = {
    "static": "files",
    "healthz": "plain text",
    "readyz": "plain text",
}
UNLABELLED = """<!doctype html><html lang="en"><head><title>Control</title></head>
<body><main><h1>Control</h1><input type="text"><p>{long}</p></main></body></html>"""


@pytest.fixture(scope="module")
def app(site: Site) -> Flask:
    """The application behind the site, to find its pages without a browser."""
    return create_app(Settings(instance=site.folder))


@pytest.fixture(scope="module")
def found(app: Flask, password: Password) -> Found:
    """Every page that the people of both sides can reach."""
    return walk(app, password)


@pytest.fixture
def windows(site: Site, open_window: OpenWindow, password: Password) -> dict[str, Window]:
    """A window of each person, signed in."""
    return {username: open_window(site).sign_in(username, password(username)) for username in PEOPLE}


def test_the_checks_find_what_is_wrong(site: Site, open_window: OpenWindow) -> None:
    page = open_window(site).page
    page.set_viewport_size({"width": 320, "height": HEIGHT})
    page.set_content(UNLABELLED.format(long="x" * 200))
    assert [line for line in axe.violations(page) if line.startswith("label:")]
    assert axe.overflow(page) > 0


def test_no_link_is_dead_and_no_page_breaks_the_rules_of_the_house(found: Found) -> None:
    assert not found.faults, "\n".join(found.faults)


def test_every_page_can_be_reached_by_its_links(app: Flask, found: Found) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    reached = {place.endpoint for place in found.places}
    lost = pages - reached - set(NO_PAGES)
    assert not lost, f"no link leads to {sorted(lost)}: link it, or say in NO_PAGES why not"
    assert not reached & set(NO_PAGES), "these are pages after all: delete their lines"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_once(found: Found, windows: dict[str, Window], language: str) -> None:
    for window in windows.values():
        prefer(window, lang=language)
    wrong = []
    for place in found.first_and_last():
        window = windows[place.username].open(place.path)
        wrong += [f"{place.path}: {line}" for line in axe.violations(window.page)]
    assert not wrong, "\n".join(wrong)


def prefer(window: Window, **preferences: str) -> None:
    """Set the cookies of the preferences, as their buttons do."""
    cookies = [{"name": name, "value": value, "url": window.site.url} for name, value in preferences.items()]
    window.context.clear_cookies(name="theme")
    window.context.clear_cookies(name="size")
    window.context.add_cookies(cookies)  # type: ignore[arg-type]


def in_all_modes(window: Window, path: str) -> Iterator[str]:
    """What is wrong with the page in three modes and at three widths, one line each."""
    for mode, preferences in MODES.items():
        prefer(window, **preferences)
        window.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        window.open(path)
        for width in WIDTHS:
            window.page.set_viewport_size({"width": width, "height": HEIGHT})
            where = f"{path} {mode} {width}"
            yield from (f"{where}: {line}" for line in axe.violations(window.page))
            if pixels := axe.overflow(window.page):
                yield f"{where}: {pixels} pixels lie beyond the edge"


PAGE_TYPES = ["home.home", "opinions.opinions", "opinions.opinion", "opinions.lodge", "accounts.account"]


@pytest.mark.parametrize("endpoint", PAGE_TYPES)
def test_page_types_in_three_modes_at_three_widths(endpoint: str, found: Found, windows: dict[str, Window]) -> None:
    place = found.one(endpoint)
    wrong = list(in_all_modes(windows[place.username], place.path))
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
def test_every_page_in_three_modes_at_three_widths(found: Found, windows: dict[str, Window]) -> None:
    chosen = found.first_and_last()
    wrong = [line for place in chosen for line in in_all_modes(windows[place.username], place.path)]
    assert not wrong, "\n".join(wrong)
