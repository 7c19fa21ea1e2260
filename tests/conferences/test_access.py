"""Who gets what answer from each address of conferences, up to held: the access table."""

import re

import pytest
from flask import Flask

from liaison.conferences.models import Conference, ConferenceStatus
from liaison.conferences.services import following, resolutions
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from tests.makers.accounts import make_user
from tests.makers.conferences import Person, make_conference, topics
from tests.page import Browser

S = ConferenceStatus
PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "convener": (Side.BAR, (Role.ORGANISER,)),
    "other_organiser": (Side.BENCH, (Role.ORGANISER,)),
    "officer": (Side.BENCH, (Role.OFFICER,)),
    "member": (Side.BAR, (Role.LAWYER,)),
    "observer": (None, (Role.OBSERVER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "visitor": (None, ()),
}
# What each of PEOPLE gets, in that order: 302 leads to sign-in, 303 is done, 422 a form to mend.
EVERYBODY, NOBODY = "200 200 200 200 200 200 302", "404 404 404 404 404 404 302"
ABSENT = "404 404 404 404 404 404 404"
READ = "200 200 200 200 404 404 302"
READ_EARLY = "200 200 200 404 404 404 302"
TABLE: list[tuple[str, str, ConferenceStatus, str]] = [
    ("GET", "/conferences", S.PLANNED, EVERYBODY),
    ("GET", "/conferences?format=xlsx", S.PLANNED, EVERYBODY),
    ("GET", "/conferences/plan", S.PLANNED, "200 200 403 403 403 403 302"),
    ("POST", "/conferences/plan", S.PLANNED, "422 422 403 403 403 403 302"),
    ("GET", "/conferences/{id}", S.PLANNED, READ_EARLY),
    ("GET", "/conferences/{id}", S.ANNOUNCED, READ),
    ("GET", "/conferences/{id}", S.HELD, READ),
    ("GET", "/conferences/{id}", S.CANCELLED, READ_EARLY),
    ("GET", "/conferences/{id}", S.ISSUED, "200 200 200 200 200 404 302"),
    ("GET", "/conferences/{id}/amend", S.PLANNED, "200 403 403 404 404 404 302"),
    ("POST", "/conferences/{id}/amend", S.ANNOUNCED, "422 403 403 403 404 404 302"),
    ("GET", "/conferences/{id}/amend", S.HELD, "409 403 403 403 404 404 302"),
    ("POST", "/conferences/{id}/announce", S.PLANNED, "303 403 403 404 404 404 302"),
    ("POST", "/conferences/{id}/postpone", S.ANNOUNCED, "422 403 403 403 404 404 302"),
    ("POST", "/conferences/{id}/cancel", S.ANNOUNCED, "422 403 403 403 404 404 302"),
    ("GET", "/conferences/{id}/open", S.ANNOUNCED, "200 200 403 403 404 404 302"),
    ("POST", "/conferences/{id}/open", S.ANNOUNCED, "303 303 403 403 404 404 302"),
    ("POST", "/conferences/{id}/open", S.PLANNED, "422 422 403 404 404 404 302"),
    ("POST", "/conferences/{id}/remind", S.ANNOUNCED, "422 422 403 403 404 404 302"),
    ("POST", "/conferences/{id}/notify", S.ANNOUNCED, "422 403 403 403 404 404 302"),
    ("GET", "/conferences/{id}/replies", S.PLANNED, "200 200 403 404 404 404 302"),
    ("GET", "/conferences/{id}/replies?format=xlsx", S.HELD, "200 200 403 403 404 404 302"),
    ("GET", "/conferences/{id}/replies/{attendance_id}", S.ANNOUNCED, "200 200 403 403 404 404 302"),
    ("POST", "/conferences/{id}/replies/{attendance_id}", S.ANNOUNCED, "422 422 403 403 404 404 302"),
    ("GET", "/conferences/{id}/replies/999999", S.ANNOUNCED, NOBODY),
    ("GET", "/conferences/{id}/print", S.ANNOUNCED, "200 200 403 403 404 404 302"),
    ("POST", "/conferences/{id}/print/plates", S.ANNOUNCED, "303 303 403 403 404 404 302"),
    ("POST", "/conferences/{id}/print/nonsense", S.ANNOUNCED, NOBODY),
    ("GET", "/conferences/{id}/notice/pdf", S.ANNOUNCED, NOBODY),
    ("GET", "/conferences/{id}/welcome", S.ANNOUNCED, "200 200 403 403 404 404 302"),
    ("POST", "/conferences/{id}/welcome", S.IN_SESSION, "422 422 403 403 404 404 302"),
    ("GET", "/conferences/{id}/welcome", S.PLANNED, "409 409 403 404 404 404 302"),
    ("GET", "/conferences/{id}/attendance/{attendance_id}/replace", S.ANNOUNCED, "200 200 403 403 404 404 302"),
    ("POST", "/conferences/{id}/attendance/{attendance_id}/replace", S.IN_SESSION, "422 422 403 403 404 404 302"),
    ("GET", "/conferences/{id}/attendance/{attendance_id}/clock", S.IN_SESSION, "200 200 403 403 404 404 302"),
    ("POST", "/conferences/{id}/attendance/{attendance_id}/clock", S.IN_SESSION, "422 422 403 403 404 404 302"),
    ("POST", "/conferences/{id}/agenda/{item_id}/take-up", S.IN_SESSION, "303 303 403 403 404 404 302"),
    ("GET", "/conferences/{id}/wall", S.ANNOUNCED, READ),
    ("GET", "/conferences/{id}/wall/now", S.IN_SESSION, READ),
    ("GET", "/conferences/{id}/wall", S.PLANNED, READ_EARLY),
    ("GET", "/conferences/slip/{slip}", S.ANNOUNCED, "200 200 200 200 200 200 200"),
    ("POST", "/conferences/slip/{slip}", S.ANNOUNCED, "422 422 422 422 422 422 422"),
    ("GET", "/conferences/slip/0000-0000-0000-0000", S.ANNOUNCED, ABSENT),
    ("GET", "/conferences/door/{door}", S.ANNOUNCED, "200 200 200 200 200 200 200"),
    ("POST", "/conferences/door/{door}", S.ANNOUNCED, "422 422 422 422 422 422 422"),
    ("GET", "/conferences/door/guessed", S.ANNOUNCED, ABSENT),
    ("POST", "/conferences/{id}/conclude", S.IN_SESSION, "422 422 403 403 404 404 302"),
    ("POST", "/conferences/{id}/plan", S.PLANNED, NOBODY),
    ("POST", "/conferences/{id}/arrange", S.PLANNED, NOBODY),
    ("POST", "/conferences/{id}/nonsense", S.PLANNED, NOBODY),
    ("GET", "/conferences/{id}/agenda/{item_id}", S.PLANNED, READ_EARLY),
    ("GET", "/conferences/{id}/agenda/{item_id}", S.HELD, READ),
    ("GET", "/conferences/{id}/agenda/999999", S.HELD, NOBODY),
    ("GET", "/conferences/{id}/agenda/add", S.PLANNED, "200 200 403 404 404 404 302"),
    ("POST", "/conferences/{id}/agenda/add", S.ANNOUNCED, "422 422 403 403 404 404 302"),
    ("GET", "/conferences/{id}/agenda/add", S.HELD, "409 409 403 403 404 404 302"),
    ("POST", "/conferences/{id}/agenda/order", S.ANNOUNCED, "409 409 403 403 404 404 302"),
    ("GET", "/conferences/{id}/agenda/{item_id}/amend", S.ANNOUNCED, "200 200 403 403 404 404 302"),
    ("POST", "/conferences/{id}/agenda/{item_id}/amend", S.ANNOUNCED, "422 422 403 403 404 404 302"),
    ("POST", "/conferences/{id}/agenda/{item_id}/remove", S.PLANNED, "303 303 403 404 404 404 302"),
    ("POST", "/conferences/{id}/agenda/{item_id}/remove", S.ANNOUNCED, "409 409 403 403 404 404 302"),
    ("GET", "/conferences/{id}/agenda/{item_id}/record", S.IN_SESSION, "200 200 403 403 404 404 302"),
    ("GET", "/conferences/{id}/agenda/{item_id}/record", S.ANNOUNCED, "409 409 403 403 404 404 302"),
    ("POST", "/conferences/{id}/agenda/{item_id}/record", S.IN_SESSION, "303 303 403 403 404 404 302"),
    ("POST", "/conferences/{id}/agenda/{item_id}/record", S.HELD, "422 422 403 403 404 404 302"),
    ("GET", "/conferences/{id}/attendance", S.ANNOUNCED, READ),
    ("POST", "/conferences/{id}/attendance", S.IN_SESSION, "303 303 403 403 404 404 302"),
    ("POST", "/conferences/{id}/attendance/{attendance_id}/withdraw", S.PLANNED, "303 303 403 404 404 404 302"),
    ("GET", "/conferences/{id}/invite", S.PLANNED, "200 200 403 404 404 404 302"),
    ("GET", "/conferences/{id}/invite", S.HELD, "409 409 403 403 404 404 302"),
    ("POST", "/conferences/{id}/invite/people", S.PLANNED, "303 303 403 404 404 404 302"),
    ("POST", "/conferences/{id}/invite/typed", S.PLANNED, "422 422 403 404 404 404 302"),
    ("GET", "/conferences/{id}/resolutions/add", S.IN_SESSION, "200 200 403 403 404 404 302"),
    ("POST", "/conferences/{id}/resolutions/add", S.IN_SESSION, "422 422 403 403 404 404 302"),
    ("GET", "/conferences/{id}/resolutions/add", S.HELD, "409 409 403 403 404 404 302"),
    ("GET", "/conferences/{id}/resolutions/{resolution_id}/amend", S.IN_SESSION, "200 200 403 403 404 404 302"),
    ("POST", "/conferences/{id}/resolutions/{resolution_id}/amend", S.IN_SESSION, "303 303 403 403 404 404 302"),
    ("POST", "/conferences/{id}/resolutions/{resolution_id}/remove", S.IN_SESSION, "303 303 403 403 404 404 302"),
    ("GET", "/conferences/{id}/resolutions/999999/amend", S.IN_SESSION, NOBODY),
    ("GET", "/resolutions", S.HELD, EVERYBODY),
    ("GET", "/resolutions?format=xlsx", S.HELD, EVERYBODY),
    ("GET", "/resolutions/{resolution_id}", S.HELD, READ),
    ("GET", "/resolutions/{resolution_id}", S.IN_SESSION, READ),
    ("GET", "/resolutions/{resolution_id}", S.ISSUED, "200 200 200 200 200 404 302"),
    ("GET", "/resolutions/{resolution_id}/confirm", S.HELD, "200 200 403 403 404 404 302"),
    ("GET", "/resolutions/{resolution_id}/confirm", S.IN_SESSION, "409 409 403 403 404 404 302"),
    ("POST", "/resolutions/{resolution_id}/confirm", S.HELD, "422 422 403 403 404 404 302"),
    ("POST", "/resolutions/{resolution_id}/cancel", S.HELD, "422 422 403 403 404 404 302"),
    ("POST", "/resolutions/{resolution_id}/cancel", S.IN_SESSION, "422 422 403 403 404 404 302"),
    ("POST", "/resolutions/{resolution_id}/wake", S.HELD, "422 422 403 403 404 404 302"),
    ("POST", "/resolutions/{resolution_id}/reopen", S.HELD, "422 422 403 403 404 404 302"),
    *(
        (method, f"/resolutions/{{resolution_id}}/{verb}", S.HELD, answers)
        for verb in ("report", "stage", "extend", "rest", "reassign", "correct", "milestones/{milestone_id}/reach")
        for method, answers in (("GET", "200 200 403 403 404 404 302"), ("POST", "422 422 403 403 404 404 302"))
    ),
    ("POST", "/resolutions/{resolution_id}/milestones/{milestone_id}/unstage", S.HELD, "303 303 403 403 404 404 302"),
    ("GET", "/resolutions/{resolution_id}/milestones/999999/reach", S.HELD, NOBODY),
    ("GET", "/resolutions/{resolution_id}/notes/{note_id}", S.HELD, READ),
    ("GET", "/resolutions/{resolution_id}/notes/{note_id}", S.ISSUED, READ),
    ("GET", "/resolutions/{resolution_id}/notes/999999", S.HELD, NOBODY),
    ("POST", "/resolutions/print", S.HELD, "303 303 303 303 303 303 302"),
    ("GET", "/conferences/999999", S.HELD, NOBODY),
    ("GET", "/conferences/99999999999999999999", S.HELD, "404 404 404 404 404 404 404"),
    ("GET", "/resolutions/999999", S.HELD, NOBODY),
]
PARAMETER = re.compile(r"<int\(max=2147483647\):(\w+)>")


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


def fill(address: str, conference: Conference) -> str:
    resolution = conference.resolutions[0] if conference.resolutions else None
    row = conference.attendances[0]
    parts = {"item_id": topics(conference)[0].id, "attendance_id": row.id}
    parts |= {"slip": row.slip_code, "door": conference.door_token}
    if resolution is not None and "milestone_id" in address:
        parts["milestone_id"] = following.stage(resolution, "印发通知", conference.held_on, by=Person()).id
    if resolution is not None and "note_id" in address:
        parts["note_id"] = following.report(resolution, "进展。", by=Person()).id
    for word, value in {**parts, "resolution_id": resolution.id if resolution else 0}.items():
        address = address.replace(f"{{{word}}}", str(value))
    in_ledger = address.startswith("/resolutions")
    return address.replace("{id}", str(resolution.id if in_ledger and resolution else conference.id))


def make(status: ConferenceStatus) -> Conference:
    """A conference in any state; the states beyond held are the other half of the feature's to reach."""
    reached = {S.CANCELLED: S.PLANNED, S.ISSUED: S.HELD}.get(status, status)
    conference = make_conference(reached, days=0)
    if status is S.IN_SESSION:
        resolutions.resolve(conference, "答复。", by=Person())
    conference.status = status
    return conference


def test_access_table(browsers: dict[str, Browser]) -> None:
    wrong = []
    tokens = {name: browser.token() for name, browser in browsers.items()}
    looked_at: dict[ConferenceStatus, Conference] = {}
    for method, address, status, expected in TABLE:
        url = ""
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            if not url or answer == "303":
                with unit.transaction():
                    # To look changes nothing, so that all rows may look at the same conference.
                    known = looked_at.get(status) if method == "GET" else None
                    conference = known or make(status)
                    url = fill(address, conference)
                    if method == "GET":
                        looked_at[status] = conference
            data = {"csrf_token": tokens[name]} if method == "POST" else None
            response = browsers[name].send(method, url, data=data)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} ({status}) for {name}: {response.status_code} instead of {answer}")
            url = "" if response.status_code == 303 else url
    assert not wrong, "\n".join(wrong)


def test_every_address_up_to_held_is_in_the_table(app: Flask) -> None:
    simple = {"announce", "postpone", "cancel", "conclude", "remind", "notify"}
    asked = {(method, address.split("?")[0]) for method, address, *_ in TABLE}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] not in {"conferences", "resolutions"} or "minutes" in rule.rule:
            continue
        plain = PARAMETER.sub(r"{\1}", rule.rule).replace("<any(pdf, docx):wanted>", "pdf").replace("<name>", "plates")
        plain = plain.replace("<code>", "{slip}").replace("<token>", "{door}")
        if plain.startswith("/resolutions"):
            plain = plain.replace("{id}", "{resolution_id}")
        for address in [plain.replace("<verb>", verb) for verb in simple] if "<verb>" in plain else [plain]:
            for method in set(rule.methods or ()) & {"GET", "POST"}:
                assert (method, address) in asked, f"{method} {address} is in no row of the access table"


def test_forbidden_and_absent_conferences_get_the_same_answer(browsers: dict[str, Browser]) -> None:
    with unit.transaction():
        hidden = make_conference().id
    answers = [browsers["member"].send("GET", f"/conferences/{id}") for id in (hidden, hidden + 1000)]
    assert {answer.status_code for answer in answers} == {404}
    texts = [answer.text.replace(str(hidden + 1000), "N").replace(str(hidden), "N") for answer in answers]
    assert len({"\n".join(line for line in text.splitlines() if "csrf_token" not in line) for text in texts}) == 1


def test_refused_posts_change_nothing(browsers: dict[str, Browser]) -> None:
    with unit.transaction():
        id = make_conference().id
    for name in ("other_organiser", "officer", "member", "observer"):
        browsers[name].post(f"/conferences/{id}/cancel", reason="不开了。")
    assert db.session.get_one(Conference, id).status is S.PLANNED
