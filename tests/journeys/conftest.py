"""Real pages in a real browser: the demonstration city, served as in production, and windows onto it."""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demonstration city, loaded once a run whoever asks first; it is only ever copied."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / "city"
    with (shared / "city.lock").open("wb") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not folder.exists():
            load_city(shared / "city.loading")
            (shared / "city.loading").rename(folder)
    return folder


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
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
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


@contextmanager
def serving_copy(city: Path, place: Path) -> Iterator[Site]:
    """Serve a copy of the city below this place, gone afterwards."""
    folder = place / "instance"
    shutil.copytree(city, folder)
    with serving(folder) as served:
        yield served
    shutil.rmtree(folder)
