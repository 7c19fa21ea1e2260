"""Who passes a gate, what is asked before what, and what each refusal looks like."""

from collections.abc import Iterator

import pytest
from flask import Flask, url_for

from liaison.core.errors import NotFound
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role, Side
from liaison.web.access import ANYONE, SIGNED_IN, Gate, access, holding
from tests.makers.accounts import make_user, signed_in
from tests.page import Browser

OFFICERS = holding(Role.OFFICER, Role.ORGANISER, side=Side.BAR)
asked: list[str] = []


@pytest.mark.parametrize(
    ("gate", "side", "roles", "expected"),
    [
        (SIGNED_IN, None, set(), True),
        (OFFICERS, Side.BAR, {Role.OFFICER}, True),
        (OFFICERS, Side.BAR, {Role.ORGANISER, Role.LAWYER}, True),
        (OFFICERS, Side.BAR, {Role.LAWYER}, False),
        (OFFICERS, Side.BENCH, {Role.OFFICER}, False),
        (OFFICERS, None, {Role.OFFICER}, False),
        (holding(Role.AUDITOR), Side.BENCH, {Role.AUDITOR}, True),
        (holding(Role.AUDITOR), Side.BENCH, set(), False),
    ],
)
def test_a_gate_asks_for_one_of_the_roles_on_the_right_side(
    database: None, gate: Gate, side: Side | None, roles: set[Role], expected: bool
) -> None:
    assert gate.lets(make_user("li.na", side=side, roles=roles)) is expected


def load(actor: Actor, *, id: int) -> str:
    """Only the first thing may be seen."""
    asked.append("load")
    if id != 1:
        raise NotFound
    return f"thing {id} as {actor.name} sees it"


def why_not(_actor: Actor, thing: str) -> Refusal | None:
    asked.append(f"why not: {thing}")
    return refusals.pop() if refusals else None


refusals: list[Refusal] = []


@access(OFFICERS, load=load, why_not=why_not)
def use(thing: str) -> str:
    asked.append("use")
    return thing


@access(load=load)
def show(thing: str) -> str:
    return thing


@access(ANYONE)
def place(id: int) -> str:
    return url_for("place", id=id)


@pytest.fixture(scope="module")
def guarded_app(own_app: Flask) -> Flask:
    own_app.add_url_rule("/things/<int:id>", view_func=show, methods=["GET", "POST"], endpoint="show")
    own_app.add_url_rule("/things/<int:id>/use", view_func=use, methods=["POST"], endpoint="use")
    own_app.add_url_rule("/places/<int:id>", view_func=place, endpoint="place")
    return own_app


@pytest.fixture
def officer(guarded_app: Flask, database: None) -> Iterator[Browser]:
    browser = signed_in(guarded_app, "li.na", side=Side.BAR, roles={Role.OFFICER})
    asked.clear()
    refusals.clear()
    return browser


def test_the_view_gets_the_thing_as_the_person_sees_it(officer: Browser) -> None:
    assert officer.post("/things/1/use").text == "thing 1 as li.na sees it"
    assert asked == ["load", "why not: thing 1 as li.na sees it", "use"]


def test_what_may_not_be_seen_is_not_there_whatever_the_verb(officer: Browser) -> None:
    refusals.append(Refusal("当前密码不正确。", kind="forbidden"))
    assert officer.post("/things/2/use").status_code == 404
    assert asked == ["load"]


@pytest.mark.parametrize(("kind", "status"), [("forbidden", 403), ("state", 409), ("rule", 409)])
def test_a_refused_verb_says_why_and_is_not_called(officer: Browser, kind: str, status: int) -> None:
    refusals.append(Refusal("当前密码不正确。", kind=kind))  # type: ignore[arg-type]
    response = officer.post("/things/1/use")
    assert response.status_code == status
    assert "当前密码不正确。" in response.text
    assert "use" not in asked


def test_the_wrong_role_learns_nothing_of_the_thing(guarded_app: Flask, officer: Browser) -> None:
    judge = signed_in(guarded_app, "judge", side=Side.BENCH, roles={Role.JUDGE})
    answers = [judge.post(f"/things/{number}/use") for number in (1, 2)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert asked == []


def test_a_visitor_is_led_to_sign_in_and_back(guarded_app: Flask, officer: Browser) -> None:
    visitor = Browser(guarded_app)
    assert visitor.send("GET", "/things/2?q=%E6%84%8F").location == "/login?next=/things/2?q%3D%25E6%2584%258F"
    assert visitor.send("HEAD", "/things/1").location == "/login"
    assert visitor.post("/things/1/use").location == "/login"
    assert asked == []


def test_a_part_of_a_page_is_not_replaced_by_the_sign_in_page(guarded_app: Flask, database: None) -> None:
    response = Browser(guarded_app).post("/things/1", headers={"HX-Request": "true"})
    assert (response.status_code, response.data) == (401, b"")


@pytest.mark.parametrize("number", ["2147483648", "99999999999999999999999", "-1", "1.0", "x"])
def test_a_number_that_no_column_can_hold_is_no_address(officer: Browser, number: str) -> None:
    assert officer.send("GET", f"/things/{number}").status_code == 404
    assert asked == []


def test_a_number_that_a_column_can_hold_is_asked_for(officer: Browser) -> None:
    assert officer.send("GET", "/things/2147483647").status_code == 404
    assert asked == ["load"]


def test_public_routes_ask_for_nobody(guarded_app: Flask, database: None) -> None:
    assert Browser(guarded_app).send("GET", "/places/7").text == "/places/7"
