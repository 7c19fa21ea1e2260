"""Real pages in a real browser: the demonstration city, served as in production, and windows onto it."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys import stage
from tests.journeys.crawl import Found
from tests.journeys.window import DESK, Window
from tests.live import Site, load_city, passwords, serving

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenWindow = Callable[..., Window]
WALKED = "walked.pickle"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey.

    Tests on the stage share a worker, and so do those that leave their site as it was; any other begins as soon as a
    worker is free. While the one worker sets the stage, the other tells what needs no city.
    """
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            for shared in ("staged", "site"):
                if shared in _asked(item):
                    item.add_marker(pytest.mark.xdist_group(shared))
    items.sort(key=_turn)


def _asked(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _turn(item: pytest.Item) -> int:
    """The stage first, which takes longest; then what need not wait for the city; then groups, which are long."""
    if not item.get_closest_marker("journey"):
        return 0
    if "staged" in _asked(item):
        return 1
    if "city" not in _asked(item):
        return 2
    return 3 if item.get_closest_marker("xdist_group") else 4


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of a run that its workers have in common."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def city(shared: Path) -> Path:
    """The demonstration city, loaded once a run whoever asks first; it is only ever copied."""
    return _made_once(shared / "city", load_city)


@pytest.fixture(scope="session")
def staged(shared: Path, city: Path, password: Callable[[str], str]) -> Path:
    """The city with something on every page, walked through once a run; it is only ever copied."""

    def make(folder: Path) -> None:
        shutil.copytree(city, folder)
        (folder / WALKED).write_bytes(pickle.dumps(stage.walk(folder, password)))

    return _made_once(shared / "staged", make)


@pytest.fixture(scope="session")
def found(staged: Path) -> Found:
    """Every page that visitors and the people of both sides can reach."""
    walked: Found = pickle.loads((staged / WALKED).read_bytes())  # noqa: S301 - written above
    return walked


@pytest.fixture(scope="session")
def password(city: Path) -> Callable[[str], str]:
    """The password of a demonstration account by its username."""
    return passwords(city).__getitem__


@pytest.fixture(scope="session")
def site(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of tests that leave it as it was."""
    with serving_copy(city, tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture
def own_site(city: Path, tmp_path: Path) -> Iterator[Site]:
    """A fresh site for a story that changes it."""
    with serving_copy(city, tmp_path) as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that set-up installed."""
    with sync_playwright() as playwright:
        # The words of date fields are the browser's own, in the language of whoever started it.
        spoken = {**os.environ, "LANGUAGE": "zh_CN"} if os.environ.get("LIAISON_TAKE_PICTURES") else None
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS, env=spoken)
        yield browser
        browser.close()


@pytest.fixture
def open_window(chromium: Browser) -> Iterator[OpenWindow]:
    """Opens windows of a site; fails the test afterwards if any of them met a fault."""
    opened: list[Window] = []

    def open_one(site: Site, *, device: dict[str, Any] = DESK, **options: Any) -> Window:
        opened.append(Window(chromium, site, device=device, **options))
        return opened[-1]

    yield open_one
    faults = [fault for window in opened for fault in window.faults]
    for window in opened:
        window.context.close()
    assert not faults, "\n".join(faults)


def _made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder, made under a lock by the worker who asks first."""
    with folder.with_suffix(".lock").open("wb") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def windows(
    staged: Path, chromium: Browser, password: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Window]]:
    """On a copy of the stage a window of each person, signed in, and one of a visitor; none may have met a fault."""
    with serving_copy(staged, tmp_path_factory.mktemp("stage")) as site:
        opened = {username: Window(chromium, site, device=DESK) for username in ("", *stage.PEOPLE)}
        for username in stage.PEOPLE:
            opened[username].sign_in(username, password(username))
        yield opened
        faults = [fault for window in opened.values() for fault in window.faults]
        for window in opened.values():
            window.context.close()
        assert not faults, "\n".join(faults)


@contextmanager
def serving_copy(city: Path, place: Path) -> Iterator[Site]:
    """Serve a copy of the city below this place, gone afterwards."""
    folder = place / "instance"
    shutil.copytree(city, folder)
    with serving(folder) as served:
        yield served
    shutil.rmtree(folder)
