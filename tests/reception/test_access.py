"""Who reaches which address of the rota: (relation, method, URL, expected answer)."""

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.reception import make_day, make_lawyer
from tests.page import Browser

PEOPLE: dict[str, tuple[Side | None, set[Role]]] = {
    "bar_officer": (Side.BAR, {Role.OFFICER}),
    "court_officer": (Side.BENCH, {Role.OFFICER}),
    "duty_lawyer": (Side.BAR, {Role.LAWYER}),
    "other_lawyer": (Side.BAR, {Role.LAWYER}),
    "judge": (Side.BENCH, {Role.JUDGE}),
    "observer": (None, {Role.OBSERVER}),
    "administrator": (None, {Role.ADMINISTRATOR}),
    "signed_out": (None, set()),
}

# The day is not published yet. Answers in the order of PEOPLE.
TABLE = [
    ("GET", "/reception", "200 200 200 200 200 200 403 302"),
    ("GET", "/reception/days/{day}", "200 200 404 404 404 404 404 302"),
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
    with unit.transaction():
        lawyer = make_lawyer()
        user = db.session.query(User).filter_by(username="duty_lawyer").one()
        user.person_id = lawyer.person_id
        ids = {"day": make_day().id, "lawyer": lawyer.id}
    wrong = []
    for method, address, expected in TABLE:
        url = address.format(**ids)
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            browser = browsers[name]
            response = browser.post(url) if method == "POST" else browser.send("GET", url)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} for {name}: {response.status_code} instead of {answer}")
    assert not wrong, "\n".join(wrong)
