"""Looks at pages as readers have set them: what axe-core finds, and what lies beyond the edge of a small phone."""

from collections.abc import Iterable, Iterator

from tests.journeys import axe
from tests.journeys.crawl import Place
from tests.journeys.window import Window

WIDTHS = (1440, 390, 320)
HEIGHT = 900
MODES: dict[str, dict[str, str]] = {"normal": {}, "dark": {"theme": "dark"}, "large": {"size": "large"}}


def once(windows: dict[str, Window], places: Iterable[Place], *, language: str) -> Iterator[str]:
    """What is wrong with the pages on a desk."""
    for place in places:
        window = windows[place.username]
        put_preferences(window, lang=language)
        window.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        window.open(place.path)
        yield from (f"{place.path}: {line}" for line in axe.violations(window.page))


def in_all_modes(windows: dict[str, Window], place: Place, *, language: str) -> Iterator[str]:
    """What is wrong with the page in three modes and at three widths, one line each."""
    window = windows[place.username]
    for mode, preferences in MODES.items():
        put_preferences(window, lang=language, **preferences)
        window.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        window.open(place.path)
        for width in WIDTHS:
            window.page.set_viewport_size({"width": width, "height": HEIGHT})
            where = f"{place.path} {language} {mode} {width}"
            yield from (f"{where}: {line}" for line in axe.violations(window.page))
            if pixels := axe.overflow(window.page):
                yield f"{where}: {pixels} pixels lie beyond the edge"


def put_preferences(window: Window, **preferences: str) -> None:
    """Set the cookies of the preferences, as their buttons do."""
    for name in ("theme", "size", "lang"):
        window.context.clear_cookies(name=name)
    for name, value in preferences.items():
        window.context.add_cookies([{"name": name, "value": value, "url": window.site.url}])
