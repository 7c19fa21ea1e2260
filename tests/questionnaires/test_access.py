"""Who gets what answer from each address of questionnaires: the access table."""

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.questionnaires.models import Mode, Questionnaire, QuestionnaireStatus
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.questionnaires import make_questionnaire
from tests.page import Browser

S = QuestionnaireStatus
PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "own_officer": (Side.BAR, (Role.OFFICER,)),
    "other_officer": (Side.BENCH, (Role.OFFICER,)),
    "lawyer": (Side.BAR, (Role.LAWYER,)),
    "judge": (Side.BENCH, (Role.JUDGE,)),
    "observer": (None, (Role.OBSERVER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "visitor": (None, ()),
}
# What each of PEOPLE gets, in that order: 302 leads to sign-in, 303 is done, 422 a form to mend.
TABLE: list[tuple[str, str, QuestionnaireStatus, str]] = [
    ("GET", "", S.DRAFT, "200 200 200 200 200 200 302"),
    ("GET", "?format=xlsx", S.DRAFT, "200 200 200 200 200 200 302"),
    ("GET", "/design", S.DRAFT, "200 200 403 403 403 403 302"),
    ("POST", "/design", S.DRAFT, "422 422 403 403 403 403 302"),
    ("GET", "/{id}", S.DRAFT, "200 404 404 404 404 404 302"),
    ("GET", "/{id}", S.PUBLISHED, "200 200 404 404 404 404 302"),
    ("GET", "/{id}", S.OPEN, "200 200 404 404 404 404 302"),
    ("GET", "/{id}", S.CLOSED, "200 200 404 404 404 404 302"),
    ("GET", "/{id}", S.RELEASED, "200 200 200 200 200 404 302"),
    ("GET", "/{id}", S.CANCELLED, "200 404 404 404 404 404 302"),
    ("GET", "/{id}/preview", S.DRAFT, "200 404 404 404 404 404 302"),
    ("GET", "/{id}/preview", S.RELEASED, "200 200 403 403 403 404 302"),
    ("GET", "/{id}/design.json", S.OPEN, "200 200 404 404 404 404 302"),
    ("GET", "/{id}/design.xlsx", S.RELEASED, "200 200 403 403 403 404 302"),
    ("GET", "/{id}/amend", S.DRAFT, "200 404 404 404 404 404 302"),
    ("POST", "/{id}/amend", S.DRAFT, "422 404 404 404 404 404 302"),
    ("GET", "/{id}/amend", S.OPEN, "409 403 404 404 404 404 302"),
    ("GET", "/{id}/questions/add?kind=single", S.DRAFT, "200 404 404 404 404 404 302"),
    ("GET", "/{id}/questions/add?kind=nonsense", S.DRAFT, "404 404 404 404 404 404 302"),
    ("POST", "/{id}/questions/add?kind=single", S.PUBLISHED, "422 403 404 404 404 404 302"),
    ("GET", "/{id}/questions/k1/amend", S.DRAFT, "200 404 404 404 404 404 302"),
    ("GET", "/{id}/questions/k99/amend", S.DRAFT, "404 404 404 404 404 404 302"),
    ("POST", "/{id}/questions/k2/remove", S.DRAFT, "303 404 404 404 404 404 302"),
    ("POST", "/{id}/questions/k2/remove", S.OPEN, "409 403 404 404 404 404 302"),
    ("POST", "/{id}/questions/order", S.DRAFT, "409 404 404 404 404 404 302"),
    ("GET", "/{id}/bank/j", S.DRAFT, "200 404 404 404 404 404 302"),
    ("GET", "/{id}/bank/z", S.DRAFT, "404 404 404 404 404 404 302"),
    ("GET", "/{id}/crossings", S.DRAFT, "200 404 404 404 404 404 302"),
    ("POST", "/{id}/crossings/remove", S.OPEN, "409 403 404 404 404 404 302"),
    ("GET", "/{id}/import", S.DRAFT, "200 404 404 404 404 404 302"),
    ("POST", "/{id}/publish", S.DRAFT, "303 404 404 404 404 404 302"),
    ("POST", "/{id}/publish", S.OPEN, "409 403 404 404 404 404 302"),
    ("POST", "/{id}/revise", S.PUBLISHED, "303 403 404 404 404 404 302"),
    ("GET", "/{id}/issue", S.PUBLISHED, "200 403 404 404 404 404 302"),
    ("POST", "/{id}/issue", S.OPEN, "422 403 404 404 404 404 302"),
    ("POST", "/{id}/open", S.PUBLISHED, "409 403 404 404 404 404 302"),
    ("GET", "/{id}/extend", S.OPEN, "200 403 404 404 404 404 302"),
    ("POST", "/{id}/remind", S.OPEN, "409 403 404 404 404 404 302"),
    ("POST", "/{id}/close", S.OPEN, "303 403 404 404 404 404 302"),
    ("POST", "/{id}/cancel", S.PUBLISHED, "422 403 404 404 404 404 302"),
    ("POST", "/{id}/copy", S.RELEASED, "303 403 403 403 403 404 302"),
    ("POST", "/{id}/poster", S.OPEN, "303 403 404 404 404 404 302"),
    ("GET", "/{id}/participants", S.OPEN, "200 403 404 404 404 404 302"),
    ("GET", "/{id}/texts", S.CLOSED, "200 200 404 404 404 404 302"),
    ("POST", "/{id}/texts", S.CLOSED, "303 303 404 404 404 404 302"),
    ("GET", "/{id}/texts", S.OPEN, "409 409 404 404 404 404 302"),
    ("POST", "/{id}/release", S.CLOSED, "303 403 404 404 404 404 302"),
    ("GET", "/{id}/results", S.CLOSED, "404 404 404 404 404 404 302"),
    ("GET", "/{id}/results", S.RELEASED, "200 200 200 200 200 404 302"),
    ("GET", "/{id}/results.xlsx", S.RELEASED, "200 200 200 200 200 404 302"),
    ("POST", "/{id}/report", S.RELEASED, "303 303 403 403 403 404 302"),
    ("GET", "/{id}/feedback", S.RELEASED, "403 200 403 403 403 404 302"),
    ("POST", "/{id}/feedback/1", S.RELEASED, "404 404 404 404 404 404 302"),
    ("GET", "/{id}/responses", S.OPEN, "404 404 404 404 404 404 302"),
    ("POST", "/{id}/amend-nothing", S.DRAFT, "404 404 404 404 404 404 302"),
    ("GET", "/999999", S.OPEN, "404 404 404 404 404 404 302"),
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


def test_access_table(browsers: dict[str, Browser]) -> None:
    wrong = []
    for method, address, status, expected in TABLE:
        url = ""
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            url = url or "/questionnaires" + address.format(id=_made(status))
            browser = browsers[name]
            response = browser.post(url) if method == "POST" else browser.send("GET", url)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} {status} {name}: {response.status_code} instead of {answer}")
            url = "" if response.status_code == 303 else url
    assert not wrong, "\n".join(wrong)


def _made(status: QuestionnaireStatus) -> int:
    with unit.transaction():
        by = db.session.query(User).filter_by(username="own_officer").one()
        made = make_questionnaire(by)
        made.status = status
        if status is not S.DRAFT:
            made.designs[0].frozen_on = made.created_on
        db.session.flush()
        return made.id


# Answering: mode, and what each of PEOPLE gets from opening it.
ANSWERING: list[tuple[str, Mode, QuestionnaireStatus, str]] = [
    ("", Mode.ANONYMOUS, S.OPEN, "200 200 200 200 200 200 200"),
    ("", Mode.ANONYMOUS, S.DRAFT, "404 404 404 404 404 404 404"),
    ("", Mode.ANONYMOUS, S.PUBLISHED, "409 409 409 409 409 409 409"),
    ("", Mode.ANONYMOUS, S.CLOSED, "410 410 410 410 410 410 410"),
    ("", Mode.NAMED, S.OPEN, "403 403 403 403 403 403 302"),
    ("/thanks", Mode.NAMED, S.OPEN, "200 200 200 200 200 200 200"),
]


def test_answering_table(browsers: dict[str, Browser]) -> None:
    wrong = []
    for address, mode, status, expected in ANSWERING:
        id = _made(status)
        with unit.transaction():
            made = db.session.get_one(Questionnaire, id)
            made.mode = mode
            code = made.code
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            response = browsers[name].send("GET", f"/q/{code}{address}")
            if response.status_code != int(answer):
                wrong.append(f"/q{address} {mode} {status} {name}: {response.status_code} instead of {answer}")
    assert not wrong, "\n".join(wrong)


def test_strike_is_for_those_who_sign_in(browsers: dict[str, Browser]) -> None:
    with unit.transaction():
        code = db.session.get_one(Questionnaire, _made_open()).code
    assert browsers["visitor"].send("POST", f"/q/{code}/strike").status_code == 404


def _made_open() -> int:
    by = db.session.query(User).filter_by(username="own_officer").one()
    made = make_questionnaire(by)
    made.status = S.OPEN
    db.session.flush()
    return made.id
