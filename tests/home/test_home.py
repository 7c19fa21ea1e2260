"""The desk: what the features declare, the most urgent first."""

from datetime import date

import pytest
from flask import Flask

from liaison.core.declaration import DateEntry, Feature, Features, Waiting
from liaison.core.sides import Role, Side
from liaison.home import queries
from tests.makers.accounts import make_user, signed_in

TODAY = date(2026, 3, 9)
EARLY = Waiting("意见建议", "早", "/a", due_on=date(2026, 3, 1))
LATE = Waiting("意见建议", "晚", "/b", due_on=date(2026, 3, 16))
OPEN = Waiting("联席会议", "无期限", "/c")


def test_the_most_urgent_stands_first_and_counts_are_true(database: None) -> None:
    user = make_user("li.na")
    meeting = DateEntry(date(2026, 4, 1), "会议", "/d")
    first = Feature("first", "一", waiting=lambda _user: [OPEN, LATE])
    second = Feature("second", "二", waiting=lambda _user: [EARLY], dates=lambda _user, _first, _last: [meeting])
    desk = queries.desk(user, Features([first, second]), TODAY)
    assert desk.waiting == (EARLY, LATE, OPEN)
    assert (desk.total, desk.overdue, desk.due_soon) == (3, 1, 1)
    assert desk.next_date is meeting


def test_an_empty_desk_says_so(database: None) -> None:
    desk = queries.desk(make_user("li.na"), Features([Feature("first", "一")]), TODAY)
    assert (desk.total, desk.overdue, desk.due_soon, desk.next_date) == (0, 0, 0, None)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_first_page(app: Flask, database: None, role: Role) -> None:
    page = signed_in(app, "li.na", side=Side.BAR, roles={role}).get("/")
    # The keys of the tests lie beside their data, which the administrator of a live site is warned of.
    expected = "密钥" if role is Role.ADMINISTRATOR else "没有等您处理的事项"
    assert expected in page.text
