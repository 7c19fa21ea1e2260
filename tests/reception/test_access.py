"""Who reaches which address of the rota: (relation, method, URL, expected answer)."""

import pytest
from flask import Flask

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.reception.models import Duty, DutyStatus
from liaison.reception.services import swaps
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.directory import make_judge
from tests.makers.reception import a_court, make_day, make_duty, make_lawyer
from tests.page import Browser
from tests.reception.conftest import COMING

PEOPLE: dict[str, tuple[Side | None, set[Role]]] = {
    "bar_officer": (Side.BAR, {Role.OFFICER}),
    "court_officer": (Side.BENCH, {Role.OFFICER}),
    "other_court": (Side.BENCH, {Role.OFFICER}),
    "holder": (Side.BAR, {Role.LAWYER}),
    "colleague": (Side.BAR, {Role.LAWYER}),
    "lawyer": (Side.BAR, {Role.LAWYER}),
    "judge": (Side.BENCH, {Role.JUDGE}),
    "observer": (None, {Role.OBSERVER}),
    "administrator": (None, {Role.ADMINISTRATOR}),
    "signed_out": (None, set()),
}

# Answers in the order of PEOPLE. {hidden}: a day that is not published; {day}: one that is, on which holder is on duty.
TABLE = [
    ("GET", "/reception", "200 200 200 200 200 200 200 200 403 302"),
    ("GET", "/reception/days/{hidden}", "200 200 200 404 404 404 404 404 404 302"),
    ("GET", "/reception/days/{day}", "200 200 200 200 200 200 200 200 404 302"),
    ("GET", "/reception/days/{hidden}/calendar.ics", "200 200 200 404 404 404 404 404 404 302"),
    ("GET", "/reception/days/{day}/calendar.ics", "200 200 200 200 200 200 200 200 404 302"),
    ("GET", "/reception/days/{day}/amend", "200 403 403 403 403 403 403 403 404 302"),
    ("POST", "/reception/days/{day}/amend", "422 403 403 403 403 403 403 403 404 302"),
    ("GET", "/reception/days/{day}/move", "200 403 403 403 403 403 403 403 404 302"),
    ("POST", "/reception/days/{day}/move", "422 403 403 403 403 403 403 403 404 302"),
    ("GET", "/reception/days/{day}/assign", "200 403 403 403 403 403 403 403 404 302"),
    ("POST", "/reception/days/{day}/assign", "422 403 403 403 403 403 403 403 404 302"),
    ("POST", "/reception/days/{day}/cancel", "422 403 403 403 403 403 403 403 404 302"),
    ("POST", "/reception/days/{hidden}/cancel", "422 403 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/days/{day}/restore", "409 403 403 403 403 403 403 403 404 302"),
    ("POST", "/reception/days/{day}/hold", "409 409 403 409 403 403 403 403 404 302"),
    ("POST", "/reception/days/{day}/nonsense", "404 404 404 404 404 404 404 404 404 302"),
    ("GET", "/reception/duties/{duty}/substitute", "200 403 403 403 404 404 404 404 404 302"),
    ("POST", "/reception/duties/{duty}/substitute", "422 403 403 403 404 404 404 404 404 302"),
    ("POST", "/reception/duties/{duty}/decline", "403 403 403 422 404 404 404 404 404 302"),
    ("POST", "/reception/duties/{duty}/release", "422 403 403 403 404 404 404 404 404 302"),
    ("POST", "/reception/duties/{duty}/attend", "409 409 403 403 404 404 404 404 404 302"),
    ("POST", "/reception/duties/{duty}/miss", "409 409 403 403 404 404 404 404 404 302"),
    ("POST", "/reception/duties/{duty}/swap", "404 404 404 404 404 404 404 404 404 302"),
    ("POST", "/reception/duties/{duty}/confirm", "303 403 403 303 404 404 404 404 404 302"),
    ("GET", "/reception/rota", "200 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/rota/plan", "200 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/rota/plan", "422 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/rota/propose", "303 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/rota/publish", "303 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/rota/paper", "303 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/rota/places", "200 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/rota/places/add", "200 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/rota/places/add", "422 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/rota/places/{place}", "200 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/rota/places/{place}", "422 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/lawyers", "200 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/lawyers/enrol", "200 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/lawyers/enrol", "422 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/lawyers/import", "200 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/lawyers/import", "422 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/lawyers/import/confirm", "409 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/lawyers/import/template", "200 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/lawyers/{lawyer}", "200 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/lawyers/{lawyer}/amend", "200 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/lawyers/{lawyer}/amend", "422 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/lawyers/{lawyer}/leaves", "422 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/lawyers/{lawyer}/leaves/1/drop", "303 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/lawyers/{lawyer}/disable", "422 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/lawyers/{lawyer}/enable", "409 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/lawyers/999999", "404 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/figures", "200 200 200 403 403 403 403 200 403 302"),
    ("POST", "/reception/figures/report", "303 303 303 403 403 403 403 303 403 302"),
    ("GET", "/reception/mine", "404 404 404 200 200 404 404 404 404 302"),
    ("POST", "/reception/mine/weekdays", "404 404 404 422 422 404 404 404 404 302"),
    ("POST", "/reception/mine/leaves", "404 404 404 422 422 404 404 404 404 302"),
    ("POST", "/reception/mine/leaves/1/drop", "404 404 404 303 303 404 404 404 404 302"),
    ("GET", "/reception/mine/duties/{other}/offer", "404 404 404 404 200 404 404 404 404 302"),
    ("POST", "/reception/mine/duties/{other}/offer", "404 404 404 404 303 404 404 404 404 302"),
    ("POST", "/reception/mine/swaps/{swap}/withdraw", "404 404 404 303 403 404 404 404 404 302"),
    ("POST", "/reception/mine/swaps/{swap}/accept", "404 404 404 403 303 404 404 404 404 302"),
    ("POST", "/reception/mine/swaps/{swap}/refuse", "404 404 404 403 303 404 404 404 404 302"),
    ("POST", "/reception/mine/swaps/{swap}/lapse", "404 404 404 404 404 404 404 404 404 302"),
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


@pytest.fixture
def ids(browsers: dict[str, Browser]) -> dict[str, int]:
    """The things of the table, made for the people of the table."""
    with unit.transaction():
        holder, colleague = make_lawyer(), make_lawyer()
        _is("holder", holder.person_id)
        _is("colleague", colleague.person_id)
        _is("court_officer", make_judge(a_court()).id)
        _is("other_court", make_judge(a_court("滨湖区人民法院")).id)
        day, hidden = make_day(COMING), make_day(COMING.fromordinal(COMING.toordinal() + 7))
        later = make_day(COMING.fromordinal(COMING.toordinal() + 14))
        duty = make_duty(day, holder, DutyStatus.PROPOSED)
        mine = make_duty(later, holder)
        other = make_duty(later, colleague)
        swap = swaps.offer(mine, _user("holder"))
        return {
            "day": day.id, "hidden": hidden.id, "duty": duty.id, "lawyer": holder.id, "place": day.place_id,
            "other": other.id, "swap": swap.id,
        }  # fmt: skip


def test_access_table(browsers: dict[str, Browser], ids: dict[str, int]) -> None:
    assert clock.today() < COMING
    wrong = []
    for method, address, expected in TABLE:
        url = address.format(**ids)
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            browser = browsers[name]
            response = browser.post(url) if method == "POST" else browser.send("GET", url)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} for {name}: {response.status_code} instead of {answer}")
            if url.endswith("/confirm") and response.status_code == 303:
                with unit.transaction():
                    db.session.get_one(Duty, ids["duty"]).status = DutyStatus.PROPOSED
    assert not wrong, "\n".join(wrong)


def test_every_address_of_the_rota_is_in_the_table(app: Flask) -> None:
    asked = {(method, address.split("?")[0]) for method, address, _ in TABLE}
    rooms = {"reception", "rota", "duty_lawyers", "my_duties", "reception_figures"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] not in rooms:
            continue
        for method in set(rule.methods or ()) & {"GET", "POST"}:
            assert any(_fits(rule.rule, address) for how, address in asked if how == method), f"{method} {rule.rule}"


def _fits(rule: str, address: str) -> bool:
    parts, words = rule.split("/"), address.split("/")
    return len(parts) == len(words) and all(a == b or a.startswith("<") for a, b in zip(parts, words, strict=True))


def _user(name: str) -> User:
    return db.session.query(User).filter_by(username=name).one()


def _is(name: str, person_id: int) -> None:
    _user(name).person_id = person_id
