"""Who gets what answer: administrators act, auditors read, the one who asked does not confirm, nobody else sees any."""

import re

from flask import Flask

from liaison.core.sides import Role, Side
from liaison.retention import services
from liaison.store import unit
from liaison.web.frame import features
from tests.makers.accounts import make_user
from tests.page import Browser
from tests.retention.conftest import KIND, user, withdrawn

NAMES = ("first", "second", "auditor", "officer", "judge", "visitor")
READ, CHANGE = "200 200 200 403 403 302", "200 200 403 403 403 302"
REFUSED, ABSENT = "422 422 403 403 403 302", "404 404 403 403 403 302"
TABLE = [
    ("GET", "/retention", READ),
    ("GET", "/retention/kinds/attachment", CHANGE),
    ("POST", "/retention/kinds/attachment", REFUSED),
    ("GET", "/retention/kinds/nonsense", ABSENT),
    ("GET", "/retention/kinds/attachment/ask", CHANGE),
    ("POST", "/retention/kinds/attachment/ask", REFUSED),
    ("GET", "/retention/runs", READ),
    ("GET", "/retention/runs?format=xlsx", READ),
    ("GET", "/retention/runs/{run}", READ),
    ("GET", "/retention/runs/999999", "404 404 404 403 403 302"),
    ("GET", "/retention/holds", READ),
    ("POST", "/retention/holds", REFUSED),
    ("GET", "/retention/holds/{hold}/release", CHANGE),
    ("POST", "/retention/holds/{hold}/release", REFUSED),
    ("POST", "/retention/runs/{run}/confirm", "403 303 403 403 403 302"),
    ("POST", "/retention/runs/{run}/withdraw", "409 409 403 403 403 302"),
]


def test_access_table(app: Flask, people: None) -> None:
    make_user("judge", side=Side.BENCH, roles=(Role.JUDGE,))
    browsers = {name: Browser(app) for name in NAMES}
    for name in NAMES[:-1]:
        browsers[name].sign_in(name)
    ids = withdrawn(2)
    with unit.transaction():
        hold = services.hold(features().retains, KIND, str(ids[0]), "诉讼未决", user("first")).id
        run = services.ask(KIND, features().retains[KIND], "期满", user("first")).id
    for method, url, statuses in TABLE:
        for (name, browser), expected in zip(browsers.items(), statuses.split(), strict=True):
            address = url.format(run=run, hold=hold)
            response = browser.post(address) if method == "POST" else browser.send("GET", address)
            assert str(response.status_code) == expected, f"{name}: {method} {url}: {response.status}"


def test_the_table_has_every_route(app: Flask) -> None:
    tabled = {(method, re.sub(r"\{\w+\}|(?<=/)\d+|(?<=kinds/)\w+", "*", url.split("?")[0])) for method, url, _ in TABLE}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] == "retention":
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                wanted = re.sub(r"<[^>]+>", "*", rule.rule)
                assert (method, wanted) in tabled, f"{method} {rule.rule} is in no row of the access table"
