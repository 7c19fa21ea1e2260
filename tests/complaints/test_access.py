"""Who gets what answer from each address of complaints: the access table."""

import pytest
from flask import Flask

from liaison.complaints.models import Direction, Identity, Status
from liaison.complaints.rules import relations as r
from liaison.complaints.rules.moves import MOVES
from liaison.complaints.rules.relations import relations
from liaison.complaints.services import parts
from liaison.store import unit
from liaison.store.base import db
from tests.makers.accounts import make_user
from tests.makers.complaints import J2L, L2J, PEOPLE, City, make_complaint, who
from tests.page import Browser

S = Status
ASKED = ("lawyer", "other_lawyer", "bar_officer", "court_officer", "judge", "handler", "panel", "admin", "visitor")
# What each of ASKED gets, in that order: 302 leads to sign-in or to the password, 422 is a form to mend.
TABLE: list[tuple[str, str, str, str]] = [
    ("GET", "/complaints", "lodged", "200 200 200 200 200 200 200 200 302"),
    ("GET", "/complaints?format=xlsx", "lodged", "200 200 200 200 200 200 200 200 302"),
    ("GET", "/complaints/begin", "lodged", "200 200 403 403 200 403 403 403 302"),
    ("POST", "/complaints/begin", "lodged", "422 422 403 403 422 403 403 403 302"),
    ("GET", "/complaints/advice", "lodged", "302 302 403 403 302 403 403 403 302"),
    ("GET", "/complaints/draft", "lodged", "200 200 403 403 200 403 403 403 302"),
    ("GET", "/complaints/draft/about", "lodged", "200 200 403 403 200 403 403 403 302"),
    ("GET", "/complaints/draft/nonsense", "lodged", "404 404 404 404 404 404 404 404 302"),
    ("POST", "/complaints/draft/about", "lodged", "422 422 403 403 422 403 403 403 302"),
    ("POST", "/complaints/draft/discard", "lodged", "303 303 403 403 303 403 403 403 302"),
    ("GET", "/complaints/check", "lodged", "302 302 403 403 302 403 403 403 302"),
    ("POST", "/complaints/check", "lodged", "303 303 403 403 303 403 403 403 302"),
    ("GET", "/complaints/enter", "lodged", "403 403 200 200 403 403 403 403 302"),
    ("POST", "/complaints/enter", "lodged", "403 403 422 422 403 403 403 403 302"),
    ("GET", "/complaints/ties", "lodged", "200 200 200 200 200 200 200 403 302"),
    ("POST", "/complaints/ties", "lodged", "422 422 422 422 422 422 422 403 302"),
    ("POST", "/complaints/ties/999/take-back", "lodged", "404 404 404 404 404 404 404 404 302"),
    ("GET", "/complaints/{id}", "lodged", "200 404 200 404 404 404 404 404 302"),
    ("GET", "/complaints/{id}", "transferred", "200 404 200 200 404 404 404 404 302"),
    ("GET", "/complaints/{id}", "under_check", "200 404 200 200 200 200 404 404 302"),
    ("GET", "/complaints/{id}", "closed", "200 404 200 200 200 200 404 404 302"),
    ("GET", "/complaints/{id}/receipt", "lodged", "200 404 403 404 404 404 404 404 302"),
    ("GET", "/complaints/{id}/identity", "lodged", "200 404 403 404 404 404 404 404 302"),
    ("GET", "/complaints/{id}/identity", "transferred", "200 404 200 403 404 404 404 404 302"),
    ("GET", "/complaints/{id}/identity", "under_check", "200 404 200 403 403 403 404 404 302"),
    ("GET", "/complaints/{id}/papers/999999/pdf", "closed", "404 404 404 404 404 404 404 404 302"),
    ("POST", "/complaints/{id}/note", "under_check", "403 404 422 422 403 422 404 404 302"),
    ("POST", "/complaints/{id}/message", "under_check", "422 404 422 403 403 403 404 404 302"),
    ("POST", "/complaints/{id}/render", "closed", "303 404 303 303 303 303 404 404 302"),
    ("GET", "/complaints/{id}/redact", "accepted", "403 404 200 404 404 404 404 404 302"),
    ("POST", "/complaints/{id}/redact", "accepted", "403 404 303 404 404 404 404 404 302"),
    ("GET", "/complaints/{id}/approve-copy", "accepted", "200 404 403 404 404 404 404 404 302"),
    ("POST", "/complaints/{id}/approve-copy", "accepted", "303 404 403 404 404 404 404 404 302"),
    ("GET", "/complaints/{id}/accept", "lodged", "403 404 200 404 404 404 404 404 302"),
    ("GET", "/complaints/{id}/accept", "transferred", "403 404 409 403 404 404 404 404 302"),
    ("POST", "/complaints/{id}/decline", "lodged", "403 404 422 404 404 404 404 404 302"),
    ("POST", "/complaints/{id}/object", "transferred", "403 404 403 422 404 404 404 404 302"),
    ("GET", "/complaints/{id}/assign", "under_check", "403 404 403 200 403 403 404 404 302"),
    ("GET", "/complaints/{id}/report", "under_check", "403 404 403 403 403 200 404 404 302"),
    ("GET", "/complaints/{id}/give-account", "under_check", "403 404 403 403 200 403 404 404 302"),
    ("POST", "/complaints/{id}/conclude", "under_check", "403 404 403 403 403 403 404 404 302"),
    ("GET", "/complaints/{id}/satisfy", "closed", "200 404 403 403 403 403 404 404 302"),
    ("GET", "/complaints/{id}/lodge", "closed", "404 404 404 404 404 404 404 404 302"),
    ("GET", "/complaints/{id}/nonsense", "closed", "404 404 404 404 404 404 404 404 302"),
    ("GET", "/complaints/figures", "lodged", "403 403 200 200 403 403 403 403 302"),
    ("POST", "/complaints/figures/report", "lodged", "403 403 303 303 403 403 403 403 302"),
    ("GET", "/complaints/categories", "lodged", "403 403 200 200 403 403 403 403 302"),
    ("GET", "/complaints/categories/add", "lodged", "403 403 200 200 403 403 403 403 302"),
    ("POST", "/complaints/categories/add", "lodged", "403 403 422 422 403 403 403 403 302"),
    ("GET", "/complaints/categories/1", "lodged", "403 403 200 404 404 404 403 403 302"),
    ("POST", "/complaints/categories/1", "lodged", "403 403 303 404 404 404 403 403 302"),
    ("GET", "/complaints/rights", "lodged", "200 200 200 200 200 200 200 403 302"),
    ("GET", "/complaints/code", "lodged", "200 200 200 200 200 200 200 200 200"),
    ("POST", "/complaints/code", "lodged", "422 422 422 422 422 422 422 422 422"),
    ("GET", "/complaints/anonymous/bar", "lodged", "200 200 200 200 200 200 200 200 200"),
    ("GET", "/complaints/anonymous/nobody", "lodged", "404 404 404 404 404 404 404 404 404"),
    ("POST", "/complaints/anonymous/bar", "lodged", "422 422 422 422 422 422 422 422 422"),
    ("GET", "/complaints/by-code", "lodged", "404 404 404 404 404 404 404 404 404"),
    ("GET", "/complaints/by-code/accept", "lodged", "404 404 404 404 404 404 404 404 404"),
    ("POST", "/complaints/by-code/accept", "lodged", "404 404 404 404 404 404 404 404 404"),
    ("POST", "/complaints/by-code/message", "lodged", "404 404 404 404 404 404 404 404 404"),
    ("POST", "/complaints/by-code/leave", "lodged", "303 303 303 303 303 303 303 303 303"),
    ("POST", "/complaints/by-code/files", "lodged", "404 404 404 404 404 404 404 404 404"),
    ("GET", "/complaints/by-code/files/999999", "lodged", "404 404 404 404 404 404 404 404 404"),
    ("GET", "/complaints/{id}/identify", "transferred", "403 404 409 409 404 404 404 404 302"),
    ("GET", "/complaints/{id}/grant-objection", "under_check", "403 404 403 403 403 403 404 404 302"),
    ("GET", "/complaints/{id}/redate", "under_check", "403 404 403 403 403 403 404 404 302"),
    ("GET", "/complaints/draft/files", "lodged", "302 302 403 403 302 403 403 403 302"),
    ("GET", "/complaints/by-code/papers/999999/pdf", "lodged", "404 404 404 404 404 404 404 404 404"),
    ("GET", "/complaints/{id}/ask-disclosure", "under_check", "403 404 403 200 403 200 404 404 302"),
    ("GET", "/complaints/999999", "closed", "404 404 404 404 404 404 404 404 302"),
]


@pytest.fixture
def browsers(app: Flask, stored_city: City) -> dict[str, Browser]:
    make_user("admin", side=None, roles={"administrator"})
    found = {name: Browser(app) for name in ASKED}
    for name in ASKED[:-1]:
        found[name].sign_in(name)
    return found


def test_access_table(browsers: dict[str, Browser], stored_city: City) -> None:
    """One complaint in confidence a state: refused requests change nothing."""
    with unit.transaction():
        made = {
            status: make_complaint(stored_city, S(status), L2J, Identity.CONFIDENTIAL).id
            for status in {row[2] for row in TABLE}
        }
    wrong = []
    for method, address, status, expected in TABLE:
        for name, answer in zip(ASKED, expected.split(), strict=True):
            url, browser = address.format(id=made[status]), browsers[name]
            response = browser.post(url) if method == "POST" else browser.send("GET", url)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} ({status}) for {name}: {response.status_code} instead of {answer}")
    assert not wrong, "\n".join(wrong)


def test_every_address_of_complaints_is_in_the_table(app: Flask) -> None:
    asked = {(method, address.split("?")[0]) for method, address, *_ in TABLE}
    plain = {
        "<int:id>": "{id}", "<verb>": "accept", "<step>": "about", "<side>": "bar",
        "<int:paper_id>/<made>": "999999/pdf", "<int:file_id>": "999999",
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        # Circulars have a table of their own.
        if not rule.endpoint.startswith("complaints.") or "/circulars" in rule.rule:
            continue
        address = rule.rule
        for word, value in plain.items():
            address = address.replace(word, value)
        address = address.replace("/ties/{id}/", "/ties/999/").replace("/categories/{id}", "/categories/1")
        verbs = {address.replace("/accept", f"/{verb}") for verb in ("accept", "decline")}
        for method in set(rule.methods or ()) & {"GET", "POST"}:
            known = any((method, one) in asked for one in verbs)
            assert known, f"{method} {address} is in no row of the access table"


@pytest.mark.parametrize(("direction", "status"), [(L2J, S.UNDER_CHECK), (J2L, S.HEARING_OFFERED)])
def test_every_verb_opens_to_whom_its_row_names_and_to_nobody_else(
    app: Flask, stored_city: City, direction: Direction, status: Status
) -> None:
    """Everybody x every verb: nobody of a complaint finds nothing, anybody else a refusal in words."""
    with unit.transaction():
        made = make_complaint(stored_city, status, direction, Identity.CONFIDENTIAL)
        id, recused = made.id, "court_officer2" if direction is L2J else "bar_officer2"
        parts.recuse(made, stored_city[recused].id, "曾参与该案")
        standings = {name: relations(who(stored_city[name]), made) for name in PEOPLE}
        db.session.expunge(made)
    assert not standings[recused]
    wrong = []
    for name, mine in standings.items():
        browser = Browser(app).sign_in(name)
        rows = [row for row in MOVES[direction] if row.verb not in {"lodge", "enter"}]
        for row in rows if mine else rows[::12]:
            url = f"/complaints/{id}/{row.verb.replace('_', '-')}"
            answer = browser.send("GET", url).status_code
            # A verb that is theirs may still have to wait: for another state, or for something that is missing.
            expected = {200, 403, 409} if mine & row.relations else {403} if mine else {404}
            if answer not in expected:
                wrong.append(f"{url} for {name}: {answer} instead of {sorted(expected)}")
    assert not wrong, "\n".join(wrong)


OF_COMPLAINANTS = {
    "approve_copy", "close", "refuse_copy", "satisfy", "step_back", "supplement", "withdraw",
}  # fmt: skip
OF_RESPONDENTS = {
    L2J: {"ask_re_examination", "give_account", "object_handler"},
    J2L: {"ask_hearing", "ask_re_examination", "defend", "object_handler", "waive_hearing"},
}


@pytest.mark.parametrize("direction", list(Direction))
def test_no_verb_opens_to_all_who_see_a_complaint(direction: Direction) -> None:
    """By hand, whatever the rows say: what parties may do, and what the desks of both sides may."""
    rows = list(MOVES[direction])
    asks_again = {"ask_re_examination"} if direction is L2J else set()
    assert {row.verb for row in rows if r.COMPLAINANT in row.relations} == OF_COMPLAINANTS | asks_again
    assert {row.verb for row in rows if r.RESPONDENT in row.relations} == OF_RESPONDENTS[direction]
    assert {row.verb for row in rows if r.MEMBER in row.relations} == {"lodge"}
    assert {row.verb for row in rows if row.relations & r.OWN_SIDE and row.relations & r.OTHER_SIDE} == {
        "recuse", "identify",
    }  # fmt: skip


def test_not_yours_and_not_there_answer_alike(browsers: dict[str, Browser], stored_city: City) -> None:
    """Status, headers and body apart from tokens; the judge complained of learns nothing from either."""
    with unit.transaction():
        hidden = make_complaint(stored_city, S.ACKNOWLEDGED, L2J).id
    judge = browsers["judge"]
    for tail in ("", "/identity", "/accept", "/papers/1/pdf", "/receipt"):
        answers = [judge.send("GET", f"/complaints/{id}{tail}") for id in (hidden, hidden + 1000)]
        assert {answer.status_code for answer in answers} == {404}, tail
        heads = [{name: value for name, value in answer.headers if name != "Content-Length"} for answer in answers]
        assert _without_cookies(heads[0]) == _without_cookies(heads[1]), tail
        bodies = {
            _without_tokens(answer.text.replace(str(hidden + 1000), "N").replace(str(hidden), "N"))
            for answer in answers
        }
        assert len(bodies) == 1, tail


def _without_cookies(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "Set-Cookie"}


def _without_tokens(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrf" not in line)
