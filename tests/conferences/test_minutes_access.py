"""Who gets what answer from each address of minutes: the access table."""

import re

import pytest
from flask import Flask

from liaison.conferences.models import Conference, ConferenceStatus
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import papers, unit
from tests.conferences.test_access import token_of
from tests.makers.accounts import make_user
from tests.makers.conferences import make_conference
from tests.makers.minutes import Organisers, make_associations, make_minutes
from tests.page import Browser

S = ConferenceStatus
PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "bar_organiser": (Side.BAR, (Role.ORGANISER,)),
    "bench_organiser": (Side.BENCH, (Role.ORGANISER,)),
    "officer": (Side.BENCH, (Role.OFFICER,)),
    "member": (Side.BAR, (Role.LAWYER,)),
    "observer": (None, (Role.OBSERVER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "visitor": (None, ()),
}
# Before it is drafted a conference is HELD without a revision.
UNDRAFTED = None
M = "/conferences/{id}/minutes"
NOBODY = "404 404 404 404 404 404 302"
DRAFT, SIDES, ISSUED = "200 200 404 404 404 404 302", "200 200 200 200 404 404 302", "200 200 200 200 200 404 302"
VERB, VERB_LATE = "303 303 403 403 404 404 302", "303 303 403 403 403 404 302"
TABLE: list[tuple[str, str, ConferenceStatus | None, str]] = [
    ("GET", "/minutes", S.ISSUED, "200 200 200 200 200 200 302"),
    ("GET", "/minutes?format=xlsx", S.ISSUED, "200 200 200 200 200 200 302"),
    ("GET", M, UNDRAFTED, DRAFT),
    ("GET", M, S.HELD, DRAFT),
    ("GET", M, S.CIRCULATED, SIDES),
    ("GET", M, S.COUNTERSIGNED, SIDES),
    ("GET", M, S.ISSUED, ISSUED),
    ("GET", M, S.PLANNED, NOBODY),
    ("GET", "/conferences/999999/minutes", S.HELD, NOBODY),
    ("POST", f"{M}/draft", UNDRAFTED, VERB),
    ("POST", f"{M}/draft", S.PLANNED, "409 409 403 404 404 404 302"),
    ("GET", f"{M}/revise", S.HELD, "200 200 403 403 404 404 302"),
    ("GET", f"{M}/revise", UNDRAFTED, "404 404 403 403 404 404 302"),
    ("GET", f"{M}/revise", S.ISSUED, "409 409 403 403 403 404 302"),
    ("POST", f"{M}/revise", S.CIRCULATED, "422 422 403 403 404 404 302"),
    ("POST", f"{M}/circulate", S.HELD, VERB),
    ("POST", f"{M}/countersign", S.CIRCULATED, "303 303 403 403 404 404 302"),
    ("POST", f"{M}/issue", S.COUNTERSIGNED, VERB),
    ("POST", f"{M}/issue", S.CIRCULATED, "409 409 403 403 404 404 302"),
    ("POST", f"{M}/render", S.ISSUED, VERB_LATE),
    ("POST", f"{M}/render", S.HELD, NOBODY),
    ("POST", f"{M}/preview", S.HELD, "303 303 404 404 404 404 302"),
    ("POST", f"{M}/preview", S.CIRCULATED, "303 303 303 303 404 404 302"),
    ("POST", f"{M}/preview", UNDRAFTED, NOBODY),
    ("GET", f"{M}/history", S.HELD, DRAFT),
    ("GET", f"{M}/history", S.CIRCULATED, SIDES),
    ("GET", f"{M}/history", S.ISSUED, SIDES),
    ("GET", f"{M}/history", UNDRAFTED, NOBODY),
    ("GET", f"{M}/history?old=9", S.HELD, NOBODY),
    ("GET", f"{M}/progress", S.ISSUED, "286 286 286 286 286 404 302"),
    ("GET", f"{M}/progress", S.COUNTERSIGNED, NOBODY),
    ("GET", f"{M}/files/pdf", S.ISSUED, ISSUED),
    ("GET", f"{M}/files/docx", S.ISSUED, ISSUED),
    ("GET", f"{M}/files/pdf", S.COUNTERSIGNED, NOBODY),
    ("GET", f"{M}/files/json", S.ISSUED, "404 404 404 404 404 404 404"),
]


@pytest.fixture
def browsers(app: Flask, database: None) -> dict[str, Browser]:
    """Everybody of the table, signed in."""
    found = {}
    for name, (side, roles) in PEOPLE.items():
        found[name] = Browser(app)
        if roles:
            make_user(name, side=side, roles=roles)
            found[name].sign_in(name)
    return found


def make(status: ConferenceStatus | None, by: Organisers, *, has_files: bool) -> Conference:
    """Minutes in that state; those that are issued have files, or a job that failed to make them."""
    if status in (UNDRAFTED, S.PLANNED):
        return make_conference(status or S.HELD)
    conference = make_minutes(status, by=by)
    if conference.paper is not None and has_files:
        papers.attach(conference.paper.id, {"pdf": b"%PDF", "docx": b"PK"})
    elif conference.paper is not None and conference.paper.job is not None:
        conference.paper.job.finished_at = clock.now()
    return conference


def test_access_table(browsers: dict[str, Browser]) -> None:
    with unit.transaction():
        make_associations()
        by = Organisers(
            make_user("sun.yi", side=Side.BAR, roles={Role.ORGANISER}),
            make_user("song.qr", side=Side.BENCH, roles={Role.ORGANISER}),
        )
    wrong = []
    tokens = {name: token_of(browser) for name, browser in browsers.items()}
    for method, address, status, expected in TABLE:
        url, version = "", 1
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            if not url:
                with unit.transaction():
                    conference = make(status, by, has_files="render" not in address)
                    url = address.replace("{id}", str(conference.id))
                version = 1 if "countersign" in url else conference.version
            data = {"csrf_token": tokens[name], "version": str(version), "title": ""} if method == "POST" else None
            response = browsers[name].send(method, url, data=data)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} ({status}) for {name}: {response.status_code} instead of {answer}")
            url = "" if response.status_code == 303 else url
    assert not wrong, "\n".join(wrong)


def test_every_address_of_minutes_is_in_the_table(app: Flask) -> None:
    asked = {(method, address.split("?")[0]) for method, address, *_ in TABLE}
    for rule in app.url_map.iter_rules():
        if "/minutes" not in rule.rule:
            continue
        plain = re.sub(r"<int\(max=2147483647\):id>", "{id}", rule.rule)
        for address in [plain.replace("<any(pdf, docx):wanted>", wanted) for wanted in ("pdf", "docx")]:
            for method in set(rule.methods or ()) & {"GET", "POST"}:
                assert (method, address) in asked, f"{method} {address} is in no row of the access table"
