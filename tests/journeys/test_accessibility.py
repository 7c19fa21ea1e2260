"""axe-core finds nothing on any page, and no page scrolls sideways on a small phone."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from liaison.config import Settings
from liaison.factory import create_app
from tests.journeys import axe, stage
from tests.journeys.conftest import OpenWindow, serving_copy
from tests.journeys.crawl import Found, Place
from tests.journeys.window import DESK, Window
from tests.live import Site
from tests.page import Browser as Client

Password = Callable[[str], str]
PEOPLE = ("bar.officer1", "bench.officer1", "admin1", "auditor1")
WIDTHS = (1440, 390, 320)
HEIGHT = 900
MODES: dict[str, dict[str, str]] = {"normal": {}, "dark": {"theme": "dark"}, "large": {"size": "large"}}
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
# endpoint -> why no link leads to a page of it
NO_PAGES = {
    "healthz": "for a supervisor",
    "readyz": "for a supervisor",
    "static": "files that pages name, not link",
    "conferences.paper_progress": "a part of the page of the minutes",
    "previews.progress": "a part of the page of a preview",
    "accounts.code": "the second step of a sign-in that is under way",
    "accounts.confirm": "asked before a sensitive move when the sign-in is old",
    "second_factor.establish": "the second step of setting a factor up",
    "users.invite": "offered while somebody has not come in yet, and the stage has nobody",
    "users.enable": "on the page of a disabled account alone, and the stage has none",
    "settings.change": "a change of settings, and the stage has none",
    "attachments.page": "pictures of pages, which the viewer draws",
    "attachments.progress": "a part of the page of a file",
    "conferences.wall_now": "a part of the screen on the wall",
    "conferences.slip": "the personal link of a mail",
    "home.feed": "the secret address of a calendar, for a program",
    "conferences.record": "the page of the item again, after a refusal without script",
    "conferences.replaced_file": "of old minutes that were corrected, and the stage has none",
    "complaints.amend_circular": "of a circular that is a draft, and the demonstration has none",
    "retention.release": "of records that are held, and the stage has none",
    "opinions.templates": "the second button of a form",
    **dict.fromkeys(
        (
            "account_imports.show", "answering.thanks", "complaints.advice", "complaints.draft",
            "complaints.draft_step", "complaints.receipt", "questionnaires.read", "retention.run",
        ),
        "where a form leads, and the walk sends none",
    ),
    **dict.fromkeys(
        (
            "answering.answer", "complaints.by_code", "complaints.move_by_code", "complaints.paper_by_code",
            "rating.rate",
        ),
        "opens with a code that somebody holds",
    ),
    **dict.fromkeys(
        (
            "complaints.approve_copy", "complaints.begin", "complaints.check", "conferences.answer",
            "conferences.comment", "declarations.index", "my_duties.index", "my_duties.offer", "ratings.answer",
        ),
        "of lawyers and judges; those who walk are of the offices",
    ),
    **dict.fromkeys(
        ("visits.call", "visits.clear", "visits.conclude", "visits.hand_over", "visits.recognise", "visits.settle"),
        "of a reception day that is under way, and the stage has none",
    ),
    **dict.fromkeys(
        (
            "questionnaires.add_question", "questionnaires.amend", "questionnaires.amend_question",
            "questionnaires.bank", "questionnaires.crossings", "questionnaires.feedback",
            "questionnaires.participants", "questionnaires.responses", "questionnaires.take_in",
        ),
        "of a questionnaire that is designed or asks by name, and the demonstration has none",
    ),
}  # fmt: skip
FAULTY = """<!doctype html><html lang="en"><head><title>Control</title></head>
<body><main><h1>Control</h1><input type="text"><p>{long}</p></main></body></html>"""


@pytest.fixture(scope="module")
def site(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with something on every page."""
    with serving_copy(city, tmp_path_factory.mktemp("stage")) as served:
        yield served


@pytest.fixture(scope="module")
def app(site: Site) -> Flask:
    """The application behind the site, to set the stage and to find the pages without a browser."""
    return create_app(Settings(instance=site.folder))


@pytest.fixture(scope="module")
def found(app: Flask, password: Password) -> Found:
    """Every page that visitors and the people of both sides can reach."""
    stage.convene(app)
    walked = Found()
    walked.walk(app, Client(app), "", "/login")
    for username in PEOPLE:
        client = Client(app).type_in(username, password(username))
        if username == PEOPLE[0]:
            stage.upload_roster(client)
            stage.make_papers(app, client)
        walked.walk(app, client, username, "/")
    return walked


@pytest.fixture(scope="module")
def windows(site: Site, chromium: Browser, password: Password) -> Iterator[dict[str, Window]]:
    """A window of each person, signed in, and one of a visitor; none may have met a fault by the end."""
    opened = {username: Window(chromium, site, device=DESK) for username in ("", *PEOPLE)}
    for username in PEOPLE:
        opened[username].sign_in(username, password(username))
    yield opened
    faults = [fault for window in opened.values() for fault in window.faults]
    for window in opened.values():
        window.context.close()
    assert not faults, "\n".join(faults)


def test_the_checks_find_what_is_wrong(site: Site, open_window: OpenWindow) -> None:
    page = open_window(site).page
    page.set_viewport_size({"width": WIDTHS[-1], "height": HEIGHT})
    page.set_content(FAULTY.format(long="x" * 200))
    assert [line for line in axe.violations(page) if line.startswith("label:")]
    assert axe.overflow(page) > 0


def test_no_link_is_dead_and_no_page_breaks_the_rules_of_the_house(found: Found) -> None:
    assert not found.faults, "\n".join(found.faults)


def test_every_page_can_be_reached_by_its_links(app: Flask, found: Found) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    reached = {place.endpoint for place in found.places} | found.files
    lost = pages - reached - set(NO_PAGES)
    assert not lost, f"no link leads to {sorted(lost)}: link it, or say in NO_PAGES why not"
    assert not reached & set(NO_PAGES), "these are reached after all: delete their lines"


def test_every_page_once_in_chinese(found: Found, windows: dict[str, Window]) -> None:
    wrong = list(_once(windows, found.telling, language="zh"))
    assert not wrong, "\n".join(wrong)


def test_no_page_keeps_chinese_words_in_english(app: Flask, found: Found, password: Password) -> None:
    clients = {"": Client(app)} | {name: Client(app).type_in(name, password(name)) for name in PEOPLE}
    wrong = []
    for place in found.telling:
        client = clients[place.username]
        client.client.set_cookie("lang", "en")
        try:
            assert client.get(place.path).tree.get("lang") == "en", f"{place.path}: is not English"
        except AssertionError as fault:
            wrong.append(str(fault))
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
def test_every_page_once_in_english(found: Found, windows: dict[str, Window]) -> None:
    wrong = list(_once(windows, found.first().values(), language="en"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("endpoint", PAGE_TYPES)
def test_page_types_in_three_modes_at_three_widths(endpoint: str, found: Found, windows: dict[str, Window]) -> None:
    wrong = list(_in_all_modes(windows, found.first()[endpoint], language="zh"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_in_three_modes_at_three_widths(found: Found, windows: dict[str, Window], language: str) -> None:
    wrong = [line for place in found.telling for line in _in_all_modes(windows, place, language=language)]
    assert not wrong, "\n".join(wrong)


def _once(windows: dict[str, Window], places: Iterable[Place], *, language: str) -> Iterator[str]:
    """What is wrong with the pages on a desk."""
    for place in places:
        window = windows[place.username]
        _prefer(window, lang=language)
        window.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        window.open(place.path)
        yield from (f"{place.path}: {line}" for line in axe.violations(window.page))


def _in_all_modes(windows: dict[str, Window], place: Place, *, language: str) -> Iterator[str]:
    """What is wrong with the page in three modes and at three widths, one line each."""
    window = windows[place.username]
    for mode, preferences in MODES.items():
        _prefer(window, lang=language, **preferences)
        window.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        window.open(place.path)
        for width in WIDTHS:
            window.page.set_viewport_size({"width": width, "height": HEIGHT})
            where = f"{place.path} {language} {mode} {width}"
            yield from (f"{where}: {line}" for line in axe.violations(window.page))
            if pixels := axe.overflow(window.page):
                yield f"{where}: {pixels} pixels lie beyond the edge"


def _prefer(window: Window, **preferences: str) -> None:
    """Set the cookies of the preferences, as their buttons do."""
    for name in ("theme", "size", "lang"):
        window.context.clear_cookies(name=name)
    for name, value in preferences.items():
        window.context.add_cookies([{"name": name, "value": value, "url": window.site.url}])
