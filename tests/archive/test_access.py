"""Who gets what answer from each address of the archive: the access table."""

import io
import re

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.store import papers, previews, unit
from liaison.store.base import db
from liaison.store.papers import Paper
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.scans import make_pdf
from tests.page import Browser

PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "bar_organiser": (Side.BAR, (Role.ORGANISER,)),
    "bench_organiser": (Side.BENCH, (Role.ORGANISER,)),
    "officer": (Side.BENCH, (Role.OFFICER,)),
    "member": (Side.BAR, (Role.LAWYER,)),
    "observer": (None, (Role.OBSERVER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "visitor": (None, ()),
}
EVERYBODY, NOBODY = "200 200 200 200 200 200 302", "404 404 404 404 404 404 302"
READ = "200 200 200 200 200 404 302"
SAMPLES, SAMPLE = "200 200 200 403 403 200 302", "303 303 303 403 403 303 302"
# The preview belongs to the bar's organiser.
OWN = "200 404 404 404 404 404 302"
TABLE: list[tuple[str, str, str]] = [
    ("GET", "/archive", EVERYBODY),
    ("GET", "/archive?format=xlsx", EVERYBODY),
    ("GET", "/archive/{id}", READ),
    ("GET", "/archive/999999", NOBODY),
    ("GET", "/archive/{id}/files/pdf", READ),
    ("GET", "/archive/{id}/files/docx", READ),
    ("GET", "/archive/{id}/files/json", "404 404 404 404 404 404 404"),
    ("GET", "/archive/{id}/scans/1", READ),
    ("GET", "/archive/{id}/scans/2", NOBODY),
    ("GET", "/archive/{id}/scans/0", NOBODY),
    ("GET", "/archive/{id}/deposit", "200 200 403 403 403 404 302"),
    ("POST", "/archive/{id}/deposit", "422 422 403 403 403 404 302"),
    ("GET", "/archive/samples", SAMPLES),
    ("GET", "/archive/samples/charts", SAMPLES),
    ("POST", "/archive/samples/letter", SAMPLE),
    ("POST", "/archive/samples/nonsense", "404 404 404 403 403 404 302"),
    ("GET", "/archive/previews/{preview}", OWN),
    ("GET", "/archive/previews/{preview}/progress", OWN),
    ("GET", "/archive/previews/{preview}/pdf", OWN),
    ("GET", "/archive/previews/{preview}/page-01", OWN),
    ("GET", "/archive/previews/{preview}/page-99", NOBODY),
    ("GET", "/archive/previews/nonsense", NOBODY),
    ("POST", "/archive/previews/{preview}/cancel", "303 404 404 404 404 404 302"),
    ("GET", "/verify", "200 200 200 200 200 200 200"),
    ("POST", "/verify", "422 422 422 422 422 422 422"),
]


@pytest.fixture
def browsers(app: Flask, database: None) -> dict[str, Browser]:
    """Everybody of the table, signed in."""
    found = {}
    for name, (side, roles) in PEOPLE.items():
        found[name] = Browser(app)
        if name != "visitor":
            make_user(name, side=side, roles=roles)
            found[name].sign_in(name)
    return found


def make_preview(paper: Paper) -> str:
    """A preview that the bar's organiser asked for, not made yet but with its files."""
    owner = db.session.query(User).filter_by(username="bar_organiser").one()
    with unit.transaction():
        preview = previews.ask("minutes", "样张", paper.facts.encode(), "草稿", "/archive/samples", owner)
        previews.attach(preview.id, {"pdf": b"%PDF", "docx": b"PK", "page-01": b"PNG"})
    return preview.id


def test_access_table(app: Flask, paper: Paper, browsers: dict[str, Browser]) -> None:
    browsers["bar_organiser"].submit(f"/archive/{paper.id}/deposit", file=(io.BytesIO(make_pdf()), "纪要.pdf"))
    for method, url, statuses in TABLE:
        for (name, browser), expected in zip(browsers.items(), statuses.split(), strict=True):
            address = url.format(id=paper.id, preview=make_preview(paper) if "{preview}" in url else "")
            response = browser.post(address) if method == "POST" else browser.send("GET", address)
            assert str(response.status_code) == expected, f"{name}: {method} {url}: {response.status}"


def test_the_table_has_every_route(app: Flask) -> None:
    tabled = {(method, url.split("?")[0]) for method, url, _ in TABLE}
    patterns = {(method, re.sub(r"<[^>]+>", "*", _plain(url))) for method, url in tabled}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in {"archive", "verification", "previews"}:
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                wanted = re.sub(r"<[^>]+>", "*", rule.rule)
                assert (method, wanted) in patterns, f"{method} {rule.rule} is in no row of the access table"


def _plain(url: str) -> str:
    plain = url.replace("{id}", "<id>").replace("{preview}", "<preview>").replace("/samples/letter", "/samples/<name>")
    plain = re.sub(r"/files/pdf$", "/files/<wanted>", plain)
    return re.sub(r"/scans/1$", "/scans/<number>", re.sub(r"(/previews/<preview>)/pdf$", r"\1/<name>", plain))


def test_minutes_that_are_not_issued_are_in_no_archive(app: Flask, paper: Paper, browsers: dict[str, Browser]) -> None:
    """What one may not see is in no list, no count and no search."""
    assert paper.kind == papers.PaperKind.MINUTES
    assert paper.number in browsers["observer"].get("/archive").text
    page = browsers["administrator"].get("/archive?q=纪要")
    assert paper.number not in page.text
    assert "已印发 0 份" in page.text
