"""Who gets what answer from each address of settings: administrators change, auditors read, nobody else sees any."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core.sides import Role, Side
from liaison.opinions import queries as opinions
from liaison.opinions import services as opinion_services
from liaison.settings.services import thresholds as services
from liaison.store import thresholds, unit
from liaison.store.base import db
from liaison.store.clocks import Clock
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.settings import fill
from tests.page import Browser

PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "auditor": (None, (Role.AUDITOR,)),
    "officer": (Side.BAR, (Role.OFFICER,)),
    "judge": (Side.BENCH, (Role.JUDGE,)),
    "observer": (None, (Role.OBSERVER,)),
    "visitor": (None, ()),
}
READ, CHANGE = "200 200 403 403 403 302", "200 403 403 403 403 302"
REFUSED, MOVED = "422 403 403 403 403 302", "303 403 403 403 403 302"
TABLE: list[tuple[str, str, str]] = [
    ("GET", "/settings", READ),
    ("GET", "/settings/holidays", READ),
    ("GET", "/settings/holidays/2026", READ),
    ("GET", "/settings/holidays/1999", "404 404 403 403 403 302"),
    ("GET", "/settings/holidays/2026/arrange", CHANGE),
    ("POST", "/settings/holidays/2026/arrange", REFUSED),
    ("GET", "/settings/holidays/2026/import", CHANGE),
    ("POST", "/settings/holidays/2026/import", REFUSED),
    ("GET", "/settings/holidays/template", CHANGE),
    ("GET", "/settings/clocks", READ),
    ("GET", "/settings/clocks/{clock}", READ),
    ("GET", "/settings/clocks/999999", "404 404 403 403 403 302"),
    ("GET", "/settings/clocks/{clock}/amend", CHANGE),
    ("POST", "/settings/clocks/{clock}/amend", REFUSED),
    ("GET", "/settings/categories", READ),
    ("POST", "/settings/categories", REFUSED),
    ("GET", "/settings/categories/{category}/rename", CHANGE),
    ("POST", "/settings/categories/{category}/rename", MOVED),
    ("GET", "/settings/categories/999999/rename", "404 403 403 403 403 302"),
    ("POST", "/settings/categories/{category}/move", "404 403 403 403 403 302"),
    ("POST", "/settings/categories/{category}/retire", MOVED),
    ("GET", "/settings/thresholds", READ),
    ("GET", "/settings/thresholds/near_days", CHANGE),
    ("POST", "/settings/thresholds/near_days", REFUSED),
    ("GET", "/settings/thresholds/nonsense", "404 403 403 403 403 302"),
    ("GET", "/settings/wordings", READ),
    ("GET", "/settings/wordings/minutes.mark", CHANGE),
    ("POST", "/settings/wordings/minutes.mark", REFUSED),
    ("GET", "/settings/wordings/nonsense", "404 403 403 403 403 302"),
    ("GET", "/settings/changes", READ),
    ("GET", "/settings/changes?format=xlsx", READ),
    ("GET", "/settings/changes/{change}", READ),
    ("GET", "/settings/changes/999999", "404 404 403 403 403 302"),
]


@pytest.fixture
def browsers(app: Flask, database: None) -> dict[str, Browser]:
    """Everybody of the table, signed in."""
    fill()
    found = {}
    for name, (side, roles) in PEOPLE.items():
        found[name] = Browser(app)
        if name != "visitor":
            make_user(name, side=side, roles=roles)
            found[name].sign_in(name)
    return found


def test_access_table(browsers: dict[str, Browser]) -> None:
    administrator = db.session.scalars(select(User).where(User.username == "administrator")).one()
    with unit.transaction():
        opinion_services.ensure_categories()
        change = services.amend(thresholds.NEAR_DAYS, 9, "理由", by=administrator, seen=7)
        ids = {"change": change.id, "category": opinions.categories()[0].id}
        ids["clock"] = db.session.scalars(select(Clock.id)).first() or 0
    for method, url, statuses in TABLE:
        for (name, browser), expected in zip(browsers.items(), statuses.split(), strict=True):
            address = url.format(**ids)
            response = browser.post(address) if method == "POST" else browser.send("GET", address)
            assert str(response.status_code) == expected, f"{name}: {method} {url}: {response.status}"


def test_the_table_has_every_route(app: Flask) -> None:
    tabled = {(method, _pattern(url.split("?")[0])) for method, url, _ in TABLE}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] == "settings":
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                wanted = re.sub(r"<[^>]+>", "*", rule.rule)
                assert (method, wanted) in tabled, f"{method} {rule.rule} is in no row of the access table"


def _pattern(url: str) -> str:
    return re.sub(r"\{\w+\}|(?<=/)\d+|near_days|minutes\.mark", "*", url)


def test_only_administrators_and_auditors_have_the_line_in_the_menu(browsers: dict[str, Browser]) -> None:
    for name, browser in browsers.items():
        if name == "visitor":
            continue
        has_line = bool(browser.get("/").select("//nav//a[@href='/settings']"))
        assert has_line is (name in {"administrator", "auditor"}), name
