"""Lists: what the address asks for, and what a hostile address may not reach."""

from typing import Any

import pytest
from flask import Flask, jsonify
from sqlalchemy import select

from liaison.core import clock
from liaison.store import unit
from liaison.store.base import db
from liaison.store.throttle import FailedTry
from liaison.web import lists
from liaison.web.access import ANYONE, access
from liaison.web.lists import asked, asked_number, every_row, is_export, paginate
from tests.page import Browser

ORDER = {
    "account": (FailedTry.purpose,),
    "address": (FailedTry.key, FailedTry.purpose),
}
ROWS = 7


@access(ANYONE)
def rows(id: int) -> Any:
    """A list of plain rows, with all that its page knows."""
    statement = select(FailedTry)
    if is_export():
        return jsonify([row.purpose for row in every_row(statement, ORDER, "-account")])
    page = paginate(statement, ORDER, "-account", **asked("q"))
    return jsonify(
        rows=[row.purpose for row in page.rows], number=page.number, pages=page.pages, total=page.total,
        span=[page.first_row, page.last_row], sort=page.sort, filters=page.filters, side=asked_number("side"),
        next=page.url_for(page.number + 1), first=page.url_for(1), by_address=page.sort_url("address"),
        by_account=page.sort_url("account"), of_bar=page.filters_url(side="1"), any_side=page.filters_url(side=None),
        export=page.export_url,
    )  # fmt: skip


@pytest.fixture(scope="module")
def listing_app(own_app: Flask) -> Flask:
    own_app.add_url_rule("/rows/<int:id>", view_func=rows)
    return own_app


@pytest.fixture
def listing(listing_app: Flask, database: None, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A list of seven, three a page."""
    monkeypatch.setattr(lists, "PER_PAGE", 3)
    with unit.transaction():
        for number in range(ROWS):
            row = FailedTry(purpose=f"account {number}", key=f"address {ROWS - number}", at=clock.now())
            db.session.add(row)
    return Browser(listing_app)


def _ask(browser: Browser, query: str = "") -> Any:
    response = browser.send("GET", f"/rows/4{query}")
    assert response.status_code == 200, query
    return response.json


def test_the_default_order_and_the_first_page(listing: Browser) -> None:
    page = _ask(listing)
    assert page["rows"] == ["account 6", "account 5", "account 4"]
    assert (page["total"], page["sort"], page["number"]) == (ROWS, ["account", "desc"], 1)


@pytest.mark.parametrize(
    ("asked_page", "number"),
    [
        ("", 1), ("0", 1), ("-1", 1), ("abc", 1), ("2", 2), ("3", 3), ("4", 3), ("9" * 21, 3), ("9" * 5000, 1),
        ("1e3", 1), ("%00", 1), ("2%20", 2), ("%F0%9F%92%A5", 1), ("NaN", 1),
    ],
)  # fmt: skip
def test_any_page_number_gives_a_page(listing: Browser, asked_page: str, number: int) -> None:
    assert _ask(listing, f"?page={asked_page}")["number"] == number


def test_the_last_page_holds_the_rest(listing: Browser) -> None:
    assert _ask(listing, "?page=3&sort=account")["rows"] == ["account 6"]


@pytest.mark.parametrize(
    ("sort", "first", "used"),
    [
        ("account", "account 0", ["account", "asc"]),
        ("-account", "account 6", ["account", "desc"]),
        ("address", "account 6", ["address", "asc"]),
        ("--account", "account 6", ["account", "desc"]),
        ("--x", "account 6", ["account", "desc"]),
        ("key", "account 6", ["account", "desc"]),
        ("account;drop", "account 6", ["account", "desc"]),
        ("", "account 6", ["account", "desc"]),
        ("-", "account 6", ["account", "desc"]),
    ],
)
def test_only_named_columns_sort(listing: Browser, sort: str, first: str, used: list[str]) -> None:
    page = _ask(listing, f"?sort={sort}")
    assert (page["rows"][0], page["sort"]) == (first, used)


def test_the_addresses_keep_what_was_asked(listing: Browser) -> None:
    page = _ask(listing, "?q=%E6%84%8F&side=2&page=2")
    assert page["next"] == "/rows/4?q=%E6%84%8F&side=2&page=3"
    assert page["first"] == "/rows/4?q=%E6%84%8F&side=2"
    assert page["by_address"] == "/rows/4?q=%E6%84%8F&side=2&sort=address"
    assert page["of_bar"] == "/rows/4?q=%E6%84%8F&side=1"
    assert page["any_side"] == "/rows/4?q=%E6%84%8F"
    assert page["export"] == "/rows/4?q=%E6%84%8F&side=2&format=xlsx"


def test_a_second_time_turns_the_direction_round(listing: Browser) -> None:
    assert _ask(listing, "?sort=account")["by_account"] == "/rows/4?sort=-account"
    assert _ask(listing, "?sort=-account")["by_account"] == "/rows/4?sort=account"


@pytest.mark.parametrize(
    "query", ["_scheme=javascript", "_external=1", "_anchor=x", "_method=POST", "endpoint=static", "id=9", "self=1"]
)
def test_an_address_cannot_reach_how_addresses_are_built(listing: Browser, query: str) -> None:
    page = _ask(listing, f"?{query}")
    for name in ("next", "by_address", "export"):
        assert page[name].startswith(f"/rows/4?{query}&")


@pytest.mark.parametrize(("asked_side", "found"), [("7", 7), ("x", None), ("-7", None), ("9" * 10, None), ("²", None)])
def test_a_filter_that_is_no_number_counts_as_not_given(listing: Browser, asked_side: str, found: int | None) -> None:
    assert _ask(listing, f"?side={asked_side}")["side"] == found


def test_a_search_is_cleaned_and_never_refused(listing: Browser) -> None:
    assert _ask(listing, "?q=%00%20a%20%20b%E2%80%AE")["filters"] == {"q": "a b"}


def test_the_export_holds_all_rows_in_their_order(listing: Browser) -> None:
    every = [f"account {number}" for number in range(ROWS)]
    assert _ask(listing, "?format=xlsx&page=2&sort=account") == every
