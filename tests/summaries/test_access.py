"""Who gets what answer from each address of summaries: the access table."""

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.summaries.models import OpeningBalance, Summary
from liaison.summaries.services import openings, summaries
from tests.makers.accounts import make_user
from tests.makers.summaries import long_ago, make_summary, officer
from tests.page import Browser

PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "own_officer": (Side.BAR, (Role.OFFICER,)),
    "own_head": (Side.BAR, (Role.HEAD_OF_SUPERVISION,)),
    "other_officer": (Side.BENCH, (Role.OFFICER,)),
    "member": (Side.BAR, (Role.LAWYER,)),
    "judge": (Side.BENCH, (Role.JUDGE,)),
    "observer": (None, (Role.OBSERVER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "visitor": (None, ()),
}
ONE = "/summaries/papers/{id}"
# What each of PEOPLE gets, in that order, of a summary of the bar side in that state.
TABLE: list[tuple[str, str, str, str]] = [
    ("GET", "/summaries", "drafted", "200 200 200 403 403 403 403 302"),
    ("GET", "/summaries?format=xlsx", "drafted", "200 200 200 403 403 403 403 302"),
    ("GET", "/summaries?format=json", "drafted", "200 200 200 403 403 403 403 302"),
    ("POST", "/summaries/report", "drafted", "303 303 303 403 403 403 403 302"),
    ("GET", "/summaries/papers", "drafted", "200 200 200 403 403 200 403 302"),
    ("GET", "/summaries/papers?format=xlsx", "drafted", "200 200 200 403 403 200 403 302"),
    ("GET", "/summaries/draft", "drafted", "200 403 200 403 403 403 403 302"),
    ("POST", "/summaries/draft", "drafted", "422 403 422 403 403 403 403 302"),
    ("GET", ONE, "drafted", "200 200 404 404 404 404 404 302"),
    ("GET", ONE, "issued", "200 200 200 404 404 200 404 302"),
    ("GET", ONE, "withdrawn", "200 200 200 404 404 200 404 302"),
    ("GET", ONE, "discarded", "200 200 404 404 404 404 404 302"),
    ("GET", f"{ONE}?format=json", "drafted", "200 200 404 404 404 404 404 302"),
    ("GET", f"{ONE}?format=xlsx", "issued", "200 200 200 404 404 200 404 302"),
    ("GET", f"{ONE}/progress", "drafted", "404 404 404 404 404 404 404 302"),
    ("GET", f"{ONE}/progress", "issued", "200 200 200 404 404 200 404 302"),
    ("GET", f"{ONE}/amend", "drafted", "200 403 404 404 404 404 404 302"),
    ("POST", f"{ONE}/amend", "drafted", "303 403 404 404 404 404 404 302"),
    ("GET", f"{ONE}/amend", "issued", "409 403 403 404 404 403 404 302"),
    ("POST", f"{ONE}/preview", "drafted", "303 403 404 404 404 404 404 302"),
    ("POST", f"{ONE}/recompose", "drafted", "303 403 404 404 404 404 404 302"),
    ("POST", f"{ONE}/issue", "drafted", "303 403 404 404 404 404 404 302"),
    ("POST", f"{ONE}/issue", "issued", "409 403 403 404 404 403 404 302"),
    ("POST", f"{ONE}/discard", "drafted", "303 403 404 404 404 404 404 302"),
    ("POST", f"{ONE}/withdraw", "issued", "422 403 403 404 404 403 404 302"),
    ("POST", f"{ONE}/withdraw", "drafted", "409 403 404 404 404 404 404 302"),
    ("POST", f"{ONE}/press", "issued", "422 403 403 404 404 403 404 302"),
    ("POST", f"{ONE}/draft", "drafted", "404 404 404 404 404 404 404 302"),
    ("POST", f"{ONE}/nonsense", "issued", "404 404 404 404 404 404 404 302"),
    ("GET", "/summaries/openings", "drafted", "200 200 200 403 403 403 403 302"),
    ("GET", "/summaries/openings/enter", "drafted", "200 403 200 403 403 403 403 302"),
    ("POST", "/summaries/openings/enter", "drafted", "422 403 422 403 403 403 403 302"),
    ("GET", "/summaries/openings/{opening}", "drafted", "200 403 200 403 403 403 403 302"),
    ("POST", "/summaries/openings/{opening}", "drafted", "422 403 422 403 403 403 403 302"),
    ("POST", "/summaries/openings/{opening}/remove", "drafted", "303 403 303 403 403 403 403 302"),
    ("GET", "/summaries/openings/999999", "drafted", "404 404 404 404 404 404 404 302"),
    ("GET", "/summaries/papers/999999", "drafted", "404 404 404 404 404 404 404 302"),
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


def a_summary(state: str) -> Summary:
    made = make_summary(period=long_ago(), is_issued=state in {"issued", "withdrawn"})
    if state == "withdrawn":
        summaries.withdraw(made, "数字有误。", officer())
    return summaries.discard(made, officer()) if state == "discarded" else made


def an_opening() -> OpeningBalance:
    return openings.enter("conferences_held", long_ago(), 2, "2001年度工作总结", officer())


def test_access_table(browsers: dict[str, Browser]) -> None:
    wrong, made = [], dict[str, int]()
    for method, address, state, expected in TABLE:
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            if "{id}" in address and state not in made:
                with unit.transaction():
                    made[state] = a_summary(state).id
            if "{opening}" in address and "opening" not in made:
                with unit.transaction():
                    made["opening"] = an_opening().id
            url = address.format(id=made.get(state), opening=made.get("opening"))
            browser = browsers[name]
            response = browser.post(url) if method == "POST" else browser.send("GET", url)
            got = 200 if response.status_code == 286 else response.status_code
            if method == "POST" and got == 303:
                # What somebody moved on is made anew for the next one.
                made.clear()
            if got != int(answer):
                wrong.append(f"{method} {url} ({state}) for {name}: {got} instead of {answer}")
    assert not wrong, "\n".join(wrong)


def test_every_address_of_summaries_is_in_the_table(app: Flask) -> None:
    simple = {"recompose", "issue", "discard", "withdraw", "press"}
    asked = {(method, address.split("?")[0]) for method, address, *_ in TABLE}
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("summaries."):
            continue
        kind = "{opening}" if "opening" in rule.endpoint else "{id}"
        plain = rule.rule.replace("<int:id>", kind)
        for address in [plain.replace("<verb>", verb) for verb in simple] if "<verb>" in plain else [plain]:
            for method in set(rule.methods or ()) & {"GET", "POST"}:
                assert (method, address) in asked, f"{method} {address} is in no row of the access table"
