"""Who gets what answer from each address of the directory: the access table."""

import re

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.directory.forms.roster import read
from liaison.directory.models import Organisation, OrganisationKind, Person, Region, RosterImport
from liaison.directory.services import organisations, people, rosters
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.directory import (
    lawyer_row,
    make_court,
    make_judge,
    make_organisation,
    make_person,
    make_region,
    make_workbook,
)
from tests.page import Browser

PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "bar_officer": (Side.BAR, (Role.OFFICER,)),
    "bench_officer": (Side.BENCH, (Role.OFFICER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "organiser": (Side.BAR, (Role.ORGANISER,)),
    "lawyer": (Side.BAR, (Role.LAWYER,)),
    "judge": (Side.BENCH, (Role.JUDGE,)),
    "observer": (None, (Role.OBSERVER,)),
    "auditor": (None, (Role.AUDITOR,)),
    "visitor": (None, ()),
}
# What each of PEOPLE gets, in that order: 302 leads to sign-in, 303 is done, 422 a form to mend.
READ = "200 200 200 200 200 200 200 403 302"
READ_ONE = "200 200 200 200 200 200 200 404 302"
KEEP = "200 200 200 403 403 403 403 403 302"
SEND = "422 422 422 403 403 403 403 403 302"
OF_BAR = "200 403 200 403 403 403 403 404 302"
SEND_OF_BAR = "422 403 422 403 403 403 403 404 302"
DO_OF_BAR = "303 403 303 403 403 403 403 404 302"
OF_BENCH = "403 200 200 403 403 403 403 404 302"
OF_NEITHER = "403 403 200 403 403 403 403 404 302"
TABLE: list[tuple[str, str, str]] = [
    ("GET", "/directory/people", READ),
    ("GET", "/directory/people?format=xlsx", READ),
    ("GET", "/directory/people/{lawyer}", READ_ONE),
    ("GET", "/directory/people/{judge}", READ_ONE),
    ("GET", "/directory/people/999999", "404 404 404 404 404 404 404 404 302"),
    ("GET", "/directory/people/add", KEEP),
    ("POST", "/directory/people/add", SEND),
    ("GET", "/directory/people/{lawyer}/amend", OF_BAR),
    ("POST", "/directory/people/{lawyer}/amend", SEND_OF_BAR),
    ("GET", "/directory/people/{judge}/amend", OF_BENCH),
    ("POST", "/directory/people/{lawyer}/retire", DO_OF_BAR),
    ("POST", "/directory/people/{retired}/restore", DO_OF_BAR),
    ("POST", "/directory/people/{retired}/retire", "409 403 409 403 403 403 403 404 302"),
    ("GET", "/directory/people/{lawyer}/retire", "405 405 405 405 405 405 405 405 405"),
    ("GET", "/directory/organisations", READ),
    ("GET", "/directory/organisations?format=xlsx", READ),
    ("GET", "/directory/organisations/{firm}", READ_ONE),
    ("GET", "/directory/organisations/{court}", READ_ONE),
    ("GET", "/directory/organisations/add", KEEP),
    ("POST", "/directory/organisations/add", SEND),
    ("GET", "/directory/organisations/{firm}/amend", OF_BAR),
    ("POST", "/directory/organisations/{firm}/amend", SEND_OF_BAR),
    ("GET", "/directory/organisations/{court}/amend", OF_BENCH),
    ("GET", "/directory/organisations/{bureau}/amend", OF_NEITHER),
    ("POST", "/directory/organisations/{empty}/retire", DO_OF_BAR),
    ("POST", "/directory/organisations/{firm}/retire", "409 403 409 403 403 403 403 404 302"),
    ("POST", "/directory/organisations/{closed}/restore", DO_OF_BAR),
    ("GET", "/directory/doubles", KEEP),
    ("GET", "/directory/people/{lawyer}/merge", OF_BAR),
    ("GET", "/directory/people/{judge}/merge", OF_BENCH),
    ("GET", "/directory/people/{lawyer}/merge/{retired}", OF_BAR),
    ("GET", "/directory/people/{lawyer}/merge/{judge}", "403 403 200 403 403 403 403 404 302"),
    ("GET", "/directory/people/{lawyer}/merge/{gone}", "409 403 409 403 403 403 403 404 302"),
    ("GET", "/directory/people/{lawyer}/merge/999999", "404 404 404 404 404 404 404 404 302"),
    ("POST", "/directory/people/{lawyer}/merge/{retired}", SEND_OF_BAR),
    ("POST", "/directory/people/{lawyer}/merge/{judge}", "403 403 422 403 403 403 403 404 302"),
    ("GET", "/directory/people/{gone}", "302 302 302 302 302 302 302 404 302"),
    ("POST", "/directory/people/{gone}/restore", "409 403 409 403 403 403 403 404 302"),
    ("GET", "/directory/organisations/{firm}/merge", OF_BAR),
    ("GET", "/directory/organisations/{firm}/merge/{empty}", OF_BAR),
    ("GET", "/directory/organisations/{court}/merge/{court}", OF_BENCH),
    ("POST", "/directory/organisations/{firm}/merge/{empty}", SEND_OF_BAR),
    ("GET", "/directory/organisations/{folded}", "302 302 302 302 302 302 302 404 302"),
    ("GET", "/directory/regions", KEEP),
    ("POST", "/directory/regions", SEND),
    ("GET", "/directory/regions/{region}/amend", KEEP),
    ("POST", "/directory/regions/{region}/amend", SEND),
    ("GET", "/directory/regions/999999/amend", "404 404 404 403 403 403 403 403 302"),
    ("GET", "/directory/import", KEEP),
    ("POST", "/directory/import", SEND),
    ("GET", "/directory/import/template", KEEP),
    ("GET", "/directory/import/{held}", "200 404 404 404 404 404 404 404 302"),
    ("POST", "/directory/import/{held}/confirm", "422 404 404 404 404 404 404 404 302"),
    ("POST", "/directory/import/{held}/discard", "303 404 404 404 404 404 404 404 302"),
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


def things() -> dict[str, int]:
    """One of each thing that the addresses name, made anew for each question."""
    with unit.transaction():
        for model in (Person, Organisation):
            db.session.query(model).update({"merged_into_id": None})
        for row in (*db.session.query(RosterImport), *db.session.query(Person), *db.session.query(Organisation)):
            db.session.delete(row)
        db.session.flush()
        firm, court, closed = make_organisation(), make_court(), make_organisation()
        organisations.retire(closed, seen=None, by=None)
        region = db.session.query(Region).first() or make_region()
        made = {
            "firm": firm.id,
            "court": court.id,
            "closed": closed.id,
            "empty": make_organisation().id,
            "bureau": make_organisation(OrganisationKind.JUSTICE_BUREAU, name="云江市司法局").id,
            "lawyer": make_person(firm).id,
            "judge": make_judge(court).id,
            "retired": people.retire(make_person(firm, name="旧人"), seen=None, by=None).id,
            "region": region.id,
            "gone": _folded(make_person(firm, name="重名"), firm),
            "folded": _folded(make_organisation(), firm),
        }
    return {**made, "held": _held(firm.name)}


def _folded(entry: Person | Organisation, firm: Organisation) -> int:
    """An entry that was merged into another."""
    goes_on = firm if isinstance(entry, Organisation) else make_person(firm, name="新人")
    entry.is_active, entry.merged_into_id = False, goes_on.id
    db.session.flush()
    return entry.id


def _held(firm: str) -> int:
    """An upload of the bar side's officer."""
    officer = db.session.query(User).filter_by(username="bar_officer").one()
    data = make_workbook(people=[lawyer_row("周岚", firm)])
    with unit.transaction():
        return rosters.upload(data, "名册.xlsx", rosters.plan_of(read(data), officer), officer).id


def test_access_table(browsers: dict[str, Browser]) -> None:
    wrong = []
    for method, address, expected in TABLE:
        ids = things()
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            url = address.format(**ids)
            browser = browsers[name]
            response = browser.post(url, name="") if method == "POST" else browser.send("GET", url)
            if response.status_code == 303:
                ids = things()
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} for {name}: {response.status_code} instead of {answer}")
    assert not wrong, "\n".join(wrong)


def test_every_address_of_the_directory_is_in_the_table(app: Flask) -> None:
    asked = {(method, re.sub(r"{\w+}|\d+", "{id}", address.split("?")[0])) for method, address, _expected in TABLE}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/directory"):
            address = rule.rule.replace("<int:id>", "{id}").replace("<int:other_id>", "{id}")
            for method in set(rule.methods or ()) & {"GET", "POST"}:
                assert (method, address) in asked, f"{method} {address} is in no row of the access table"


def test_the_forms_of_keepers_hold_nothing_of_the_other_side(browsers: dict[str, Browser]) -> None:
    ids = things()
    for name, own, others in (("bar_officer", "firm", "court"), ("bench_officer", "court", "firm")):
        page = browsers[name].get("/directory/people/add")
        values = page.select("//select[@name='organisation_id']/option/@value")
        assert str(ids[own]) in values
        assert str(ids[others]) not in values
        response = browsers[name].post(
            "/directory/people/add", name="周岚", kind="staff", organisation_id=str(ids[others])
        )
        assert response.status_code == 422
    assert db.session.query(Person).filter_by(name="周岚").count() == 0
