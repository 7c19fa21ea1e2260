"""Finds the pages of the site by following its links, as each of several people, without a browser."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import lxml.html
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.page import Browser, Page, lint

MOST_VISITS = 30
PEOPLE = ("bar.officer1", "bench.officer1")
PAGE = "text/html"


@dataclass(frozen=True)
class Place:
    """An address of the site, the endpoint that answers it, and somebody who may see it."""

    endpoint: str
    path: str
    username: str


@dataclass
class Found:
    """What a walk through the site found: its pages, and what is wrong with some (dead links, lint)."""

    places: list[Place] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def first_and_last(self) -> list[Place]:
        """Two of each endpoint: the first and the last that were found, which are often of different states."""
        by_endpoint: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            by_endpoint[place.endpoint].append(place)
        return [place for group in by_endpoint.values() for place in dict.fromkeys((group[0], group[-1]))]

    def one(self, endpoint: str) -> Place:
        """The first page of an endpoint."""
        return next(place for place in self.places if place.endpoint == endpoint)


def walk(app: Flask, password: Callable[[str], str]) -> Found:
    """Every page that the people can reach from home, at most so many of one endpoint and person."""
    found = Found()
    for username in PEOPLE:
        _walk_as(app, username, password(username), found)
    return found


def _walk_as(app: Flask, username: str, password: str, found: Found) -> None:
    browser = Browser(app).sign_in(username, password)
    routes = app.url_map.bind("localhost")
    visits: dict[str, int] = defaultdict(int)
    seen: set[str] = set()
    waiting = deque([("/", "")])
    while waiting:
        path, origin = waiting.popleft()
        endpoint = _endpoint(routes, path)
        if path in seen or visits[endpoint] >= MOST_VISITS:
            continue
        seen.add(path)
        visits[endpoint] += 1
        response = browser.send("GET", path)
        if response.status_code != 200:
            found.faults.append(f"{path}: {response.status} (linked from {origin})")
        elif response.mimetype == PAGE:
            page = Page(response, lxml.html.document_fromstring(response.text))
            found.places.append(Place(endpoint, path, username))
            _lint(page, found)
            waiting.extend((link, path) for link in _links(page, path))


def _endpoint(routes: MapAdapter, path: str) -> str:
    """The endpoint behind a link, or "" where there is none: its visit will tell."""
    try:
        return str(routes.match(path, "GET")[0])
    except HTTPException:
        return ""


def _links(page: Page, path: str) -> list[str]:
    """The paths of the site that the page links to as pages, without their queries."""
    links = page.select("//a[@href and not(@download)]/@href")
    return [urlsplit(urljoin(path, link)).path for link in links if not urlsplit(link).scheme + urlsplit(link).netloc]


def _lint(page: Page, found: Found) -> None:
    try:
        lint(page)
    except AssertionError as fault:
        found.faults.append(str(fault))
