"""Who gets what answer from each address of opinions: the access table."""

from collections.abc import Callable

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.opinions.models import OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.opinions import make_opinion
from tests.page import Browser

S = OpinionStatus
PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "proposer": (Side.BAR, (Role.LAWYER,)),
    "colleague": (Side.BAR, (Role.LAWYER,)),
    "own_officer": (Side.BAR, (Role.OFFICER,)),
    "other_officer": (Side.BENCH, (Role.OFFICER,)),
    "other_member": (Side.BENCH, (Role.JUDGE,)),
    "observer": (None, (Role.OBSERVER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "visitor": (None, ()),
}
# What each of PEOPLE gets, in that order: 302 leads to sign-in, 303 is done, 422 a form to mend.
TABLE: list[tuple[str, str, OpinionStatus, str]] = [
    ("GET", "/opinions", S.LODGED, "200 200 200 200 200 200 200 302"),
    ("GET", "/opinions?format=xlsx", S.LODGED, "200 200 200 200 200 200 200 302"),
    ("GET", "/opinions/figures", S.LODGED, "200 200 200 200 200 200 200 302"),
    ("GET", "/opinions/figures?format=xlsx", S.LODGED, "200 200 200 200 200 200 200 302"),
    ("POST", "/opinions/figures/report", S.LODGED, "303 303 303 303 303 303 303 302"),
    ("GET", "/opinions/import", S.LODGED, "403 403 200 200 403 403 403 302"),
    ("POST", "/opinions/import", S.LODGED, "403 403 422 422 403 403 403 302"),
    ("POST", "/opinions/import/confirm", S.LODGED, "403 403 409 409 403 403 403 302"),
    ("GET", "/opinions/import/templates", S.LODGED, "403 403 200 200 403 403 403 302"),
    ("GET", "/opinions/import/template", S.LODGED, "403 403 200 200 403 403 403 302"),
    ("GET", "/opinions/lodge", S.LODGED, "200 200 200 200 200 403 403 302"),
    ("POST", "/opinions/lodge", S.LODGED, "422 422 422 422 422 403 403 302"),
    ("GET", "/opinions/{id}", S.LODGED, "200 404 200 404 404 404 404 302"),
    ("GET", "/opinions/{id}", S.SCREENED, "200 200 200 200 200 404 404 302"),
    ("GET", "/opinions/{id}", S.REPLIED, "200 200 200 200 200 200 404 302"),
    ("GET", "/opinions/{id}", S.RETURNED, "200 404 200 404 404 404 404 302"),
    ("GET", "/opinions/{id}", S.WITHDRAWN, "200 404 200 404 404 404 404 302"),
    ("GET", "/opinions/{id}", S.CLOSED, "200 200 200 200 200 200 404 302"),
    ("GET", "/opinions/{id}/amend", S.LODGED, "200 404 200 404 404 404 404 302"),
    ("POST", "/opinions/{id}/amend", S.LODGED, "422 404 422 404 404 404 404 302"),
    ("GET", "/opinions/{id}/amend", S.SCREENED, "409 403 409 403 403 404 404 302"),
    ("POST", "/opinions/{id}/amend", S.SCREENED, "422 403 422 403 403 404 404 302"),
    ("GET", "/opinions/{id}/screen", S.LODGED, "403 404 200 404 404 404 404 302"),
    ("POST", "/opinions/{id}/screen", S.LODGED, "403 404 422 404 404 404 404 302"),
    ("GET", "/opinions/{id}/screen", S.REPLIED, "403 403 409 403 403 403 404 302"),
    ("GET", "/opinions/{id}/reply", S.SCREENED, "403 403 403 200 403 404 404 302"),
    ("POST", "/opinions/{id}/reply", S.SCREENED, "403 403 403 422 403 404 404 302"),
    ("GET", "/opinions/{id}/reply", S.CLOSED, "403 403 403 409 403 403 404 302"),
    ("POST", "/opinions/{id}/return", S.LODGED, "403 404 422 404 404 404 404 302"),
    ("POST", "/opinions/{id}/return", S.SCREENED, "403 403 409 403 403 404 404 302"),
    ("POST", "/opinions/{id}/withdraw", S.LODGED, "422 404 422 404 404 404 404 302"),
    ("POST", "/opinions/{id}/withdraw", S.SCREENED, "422 403 422 403 403 404 404 302"),
    ("POST", "/opinions/{id}/withdraw", S.CLOSED, "409 403 409 403 403 403 404 302"),
    ("POST", "/opinions/{id}/close", S.SCREENED, "403 403 409 403 403 404 404 302"),
    ("POST", "/opinions/{id}/close", S.REPLIED, "403 403 303 403 403 403 404 302"),
    ("POST", "/opinions/{id}/extend", S.SCREENED, "403 403 403 422 403 404 404 302"),
    ("POST", "/opinions/{id}/extend", S.REPLIED, "403 403 403 409 403 403 404 302"),
    ("GET", "/opinions/{id}/rate", S.REPLIED, "200 403 403 403 403 403 404 302"),
    ("POST", "/opinions/{id}/rate", S.REPLIED, "422 403 403 403 403 403 404 302"),
    ("GET", "/opinions/{id}/rate", S.SCREENED, "409 403 409 403 403 404 404 302"),
    ("GET", "/opinions/{id}/merge", S.LODGED, "403 404 200 404 404 404 404 302"),
    ("GET", "/opinions/{id}/merge", S.REPLIED, "403 403 409 403 403 403 404 302"),
    ("POST", "/opinions/{id}/merge", S.SCREENED, "403 403 422 403 403 404 404 302"),
    ("GET", "/opinions/{id}/assign", S.SCREENED, "403 403 403 200 403 404 404 302"),
    ("POST", "/opinions/{id}/assign", S.SCREENED, "403 403 403 422 403 404 404 302"),
    ("GET", "/opinions/{id}/comment", S.SCREENED, "403 403 403 409 403 404 404 302"),
    ("POST", "/opinions/{id}/comment", S.SCREENED, "403 403 403 422 403 404 404 302"),
    ("GET", "/opinions/{id}/correct", S.SCREENED, "403 403 200 403 403 404 404 302"),
    ("POST", "/opinions/{id}/correct", S.REPLIED, "403 403 422 403 403 403 404 302"),
    ("GET", "/opinions/{id}/correct", S.LODGED, "403 404 409 404 404 404 404 302"),
    ("GET", "/opinions/{id}/extend", S.SCREENED, "405 405 405 405 405 405 405 405"),
    ("POST", "/opinions/{id}/table", S.SCREENED, "404 404 404 404 404 404 404 302"),
    ("POST", "/opinions/{id}/nonsense", S.SCREENED, "404 404 404 404 404 404 404 302"),
    ("GET", "/opinions/{id}/close", S.REPLIED, "405 405 405 405 405 405 405 405"),
    ("GET", "/opinions/999999", S.SCREENED, "404 404 404 404 404 404 404 302"),
    ("GET", "/opinions/99999999999999999999", S.SCREENED, "404 404 404 404 404 404 404 404"),
]

Ask = Callable[[str, str, str], int]


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
    """An opinion a row, and a new one after a move that was made: refused requests change nothing."""
    wrong = []
    for method, address, status, expected in TABLE:
        url = ""
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            url = url or address.format(id=_of_proposer(status) if "{id}" in address else 0)
            browser = browsers[name]
            response = browser.post(url) if method == "POST" else browser.send("GET", url)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} ({status}) for {name}: {response.status_code} instead of {answer}")
            url = "" if response.status_code == 303 else url
    assert not wrong, "\n".join(wrong)


def _of_proposer(status: OpinionStatus) -> int:
    with unit.transaction():
        return make_opinion(status, by=db.session.query(User).filter_by(username="proposer").one()).id


def test_every_address_of_opinions_is_in_the_table(app: Flask) -> None:
    simple = {"return", "withdraw", "extend", "close"}
    asked = {(method, address.split("?")[0]) for method, address, *_ in TABLE}
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("opinions."):
            continue
        plain = rule.rule.replace("<int:id>", "{id}")
        for address in [plain.replace("<verb>", verb) for verb in simple] if "<verb>" in plain else [plain]:
            for method in set(rule.methods or ()) & {"GET", "POST"}:
                assert (method, address) in asked, f"{method} {address} is in no row of the access table"


def test_forbidden_and_absent_opinions_get_the_same_answer(browsers: dict[str, Browser]) -> None:
    with unit.transaction():
        hidden = make_opinion().id
    judge = browsers["other_member"]
    answers = [judge.send("GET", f"/opinions/{id}") for id in (hidden, hidden + 1000)]
    assert {answer.status_code for answer in answers} == {404}
    texts = [answer.text.replace(str(hidden + 1000), "N").replace(str(hidden), "N") for answer in answers]
    assert len({_without_tokens(text) for text in texts}) == 1


def _without_tokens(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrf_token" not in line)
