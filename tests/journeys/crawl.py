"""Finds the pages of the site by following its links, as each of several people, without a browser."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import lxml.html
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.page import Browser, Page, lint

MOST_VISITS = 25
PAGE = "text/html"


@dataclass(frozen=True)
class Place:
    """An address of the site, the endpoint that answers it, and somebody who may see it ("": a visitor)."""

    endpoint: str
    path: str
    username: str


@dataclass
class Found:
    """What walks through the site found: its pages, the endpoints of its files, and what is wrong with some.

    `telling` are the pages with something on them that no page of their endpoint had before: each shape once.
    """

    places: list[Place] = field(default_factory=list)
    telling: list[Place] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    _shapes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def first(self) -> dict[str, Place]:
        """The first page that was found of each endpoint."""
        return {place.endpoint: place for place in reversed(self.places)}

    def walk(self, app: Flask, browser: Browser, username: str, *starts: str) -> None:
        """Visit what this person can reach by links, at most so many pages of one endpoint."""
        routes = app.url_map.bind("localhost")
        visits: dict[str, int] = defaultdict(int)
        seen: set[str] = set()
        waiting = deque((start, "") for start in starts)
        while waiting:
            path, origin = waiting.popleft()
            endpoint = _endpoint(routes, path)
            if path in seen or visits[endpoint] >= MOST_VISITS:
                continue
            seen.add(path)
            visits[endpoint] += 1
            waiting.extend((link, path) for link in self._visit(browser, Place(endpoint, path, username), origin))

    def _visit(self, browser: Browser, place: Place, origin: str) -> list[str]:
        """Where the page leads. A visitor is led to sign in; an old conference leads to its minutes."""
        response = browser.send("GET", place.path)
        if response.status_code == 302:
            led = urlsplit(response.location).path
            if place.username and led.startswith("/login"):
                self.faults.append(f"{place.path}: asks to sign in again (linked from {origin})")
            return [led] if place.username else []
        if response.status_code != 200:
            self.faults.append(f"{place.path}: {response.status} (linked from {origin})")
            return []
        if response.mimetype != PAGE:
            self.files.add(place.endpoint)
            return []
        page = Page(response, lxml.html.document_fromstring(response.text))
        self.places.append(place)
        shape = set(page.select("//main//@class"))
        if shape - self._shapes[place.endpoint]:
            self.telling.append(place)
            self._shapes[place.endpoint] |= shape
        try:
            lint(page.tree, place.path)
        except AssertionError as fault:
            self.faults.append(str(fault))
        return _links(page, place.path)


def _endpoint(routes: MapAdapter, path: str) -> str:
    """The endpoint behind a link, or "" where there is none: its visit will tell."""
    try:
        return str(routes.match(urlsplit(path).path, "GET")[0])
    except HTTPException:
        return ""


def _links(page: Page, path: str) -> list[str]:
    """The paths of the site that the page links to, without their queries."""
    links = [urlsplit(link) for link in page.select("//a[@href]/@href")]
    return [urljoin(path, link.path) for link in links if not link.scheme and not link.netloc and link.path]
