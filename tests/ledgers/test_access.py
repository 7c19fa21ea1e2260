"""Who gets what answer from each address of old ledgers: the access table."""

from collections.abc import Callable

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.ledgers import CONFERENCES, book, conference, take_in
from tests.page import Browser

PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "officer": (Side.BAR, (Role.OFFICER,)),
    "organiser": (Side.BAR, (Role.ORGANISER,)),
    "other_officer": (Side.BENCH, (Role.OFFICER,)),
    "lawyer": (Side.BAR, (Role.LAWYER,)),
    "head": (Side.BAR, (Role.HEAD_OF_SUPERVISION,)),
    "observer": (None, (Role.OBSERVER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "visitor": (None, ()),
}
# What each of PEOPLE gets of an import of the bar side, in that order.
TABLE: list[tuple[str, str, str]] = [
    ("GET", "/ledgers", "200 200 200 403 403 403 403 302"),
    ("GET", "/ledgers/template", "200 200 200 403 403 403 403 302"),
    ("GET", "/ledgers/template?kind=opinions", "200 404 200 403 403 403 403 302"),
    ("GET", "/ledgers/template?kind=conferences", "404 200 404 403 403 403 403 302"),
    ("GET", "/ledgers/template?kind=reception_days", "200 404 404 403 403 403 403 302"),
    ("GET", "/ledgers/import", "200 200 200 403 403 403 403 302"),
    ("POST", "/ledgers/import", "422 422 422 403 403 403 403 302"),
    ("GET", "/ledgers/numbers", "200 200 200 403 403 403 403 302"),
    ("POST", "/ledgers/numbers", "422 422 422 403 403 403 403 302"),
    ("GET", "/ledgers/{id}", "200 200 404 404 404 404 404 302"),
    ("GET", "/ledgers/{id}/progress", "286 286 404 404 404 404 404 302"),
    ("POST", "/ledgers/{id}/confirm", "303 303 404 404 404 404 404 302"),
    ("POST", "/ledgers/{id}/discard", "409 409 404 404 404 404 404 302"),
    ("GET", "/ledgers/{id}/undo", "200 200 404 404 404 404 404 302"),
    ("POST", "/ledgers/{id}/undo", "422 422 404 404 404 404 404 302"),
]


@pytest.fixture
def people(app: Flask, town: None) -> Callable[[str], Browser]:
    """Each of PEOPLE with their browser, signed in once."""
    browsers = {}
    for name, (side, roles) in PEOPLE.items():
        browsers[name] = Browser(app)
        if roles:
            make_user(name, side=side, roles=roles)
            browsers[name].sign_in(name)
    return browsers.__getitem__


def test_each_address_answers_each_person_as_the_table_says(people: Callable[[str], Browser]) -> None:
    organiser = db.session.query(User).filter_by(username="organiser").one()
    id = take_in(book({"往届会议": (CONFERENCES, [conference(1)])}), organiser).id
    found = {}
    for method, url, expected in TABLE:
        for name, status in zip(PEOPLE, expected.split(), strict=True):
            browser, address = people(name), url.format(id=id)
            answer = browser.send("GET", address) if method == "GET" else browser.post(address)
            if answer.status_code != int(status):
                found[method, url, name] = (answer.status_code, int(status))
    assert not found


def test_an_officer_alone_takes_back_no_conference_and_sets_no_number_of_them(people: Callable[[str], Browser]) -> None:
    organiser = db.session.query(User).filter_by(username="organiser").one()
    id = take_in(book({"往届会议": (CONFERENCES, [conference(1)])}), organiser).id
    refused = people("officer").submit(f"/ledgers/{id}/undo", expect=422, reason="导错了")
    assert "不由您经办" in refused.text
    assert people("officer").post("/ledgers/numbers", series="minutes", number=5).status_code == 422
    people("organiser").submit("/ledgers/numbers", series="minutes", number=5)
    with unit.transaction():
        assert people("organiser").send("GET", f"/ledgers/{id}").status_code == 200
