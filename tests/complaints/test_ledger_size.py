"""The desk with very many complaints: statements stay as they are, and time grows far less than the rows."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert

from liaison.complaints.models import Channel, Complaint, Identity, Status
from liaison.complaints.queries import complaints as queries
from liaison.core import clock
from liaison.store import unit
from liaison.store.base import db
from tests.bench.statements import costs_of, over_the_bar
from tests.makers.complaints import L2J, City
from tests.page import Browser

ADDRESSES = {
    "list": "/complaints",
    "filter": "/complaints?state=overdue&direction=lawyer_to_judge&sort=due",
    "tab": "/complaints?state=ended",
    "deep": "/complaints?page={deep}",
    "search": "/complaints?q=000770",
}
PEOPLE = ("bar_officer", "court_officer", "handler")
DAYS = 2499
"""No multiple of ten: each day has open ones, so that pages ask the same whatever their number."""
STATEMENTS, BATCH, FIRST = 14, 5000, datetime(2020, 1, 1, tzinfo=clock.LOCAL)


def _fill(city: City, first: int, wanted: int) -> None:
    """Complaints about judges from `first` on until there are so many; one in ten is open and late."""
    with unit.transaction():
        category_id = queries.categories(L2J)[0].id
        for start in range(first, wanted, BATCH):
            places = range(start, min(start + BATCH, wanted))
            rows = [_row(place, category_id, city.court_id) for place in places]
            db.session.execute(insert(Complaint.__table__), rows)


def _row(place: int, category_id: int, body_id: int) -> dict[str, object]:
    is_open = place % 10 == 0
    return {
        "reference": f"诉-{place:08d}", "register_number": place, "direction": L2J, "identity": Identity.CONFIDENTIAL,
        "status": Status.TRANSFERRED if is_open else Status.CLOSED, "category_id": category_id,
        "channel": Channel.ONLINE, "complainant_key": f"{place % 900:064d}", "respondent_key": f"{place % 700:064d}",
        "respondent_unit_key": f"{place % 70:064d}", "pair_key": "", "body_id": body_id,
        "received_on": FIRST.date() + timedelta(days=place % DAYS), "lodged_at": FIRST, "transferred_at": FIRST,
        "due_key": "complaint_objection" if is_open else "",
        "due_on": date(2021, 1, 1) + timedelta(days=place % 1500) if is_open else None,
        "measure": "", "code_hash": "", "round": 1, "is_supplemented": False, "is_ex_officio": False,
        "is_held": False, "version": 1,
    }  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("many", [20_000, 100_000])
def test_pages_of_complaints_hold_their_bars(
    app: Flask, stored_city: City, record_property: Callable[[str, object], None], many: int
) -> None:
    cookies = {}
    for name in PEOPLE:
        cookie = Browser(app).sign_in(name).client.get_cookie("liaison")
        assert cookie is not None
        cookies[name] = cookie.value
    _fill(stored_city, 0, 1000)
    few = costs_of(app, cookies, ADDRESSES, deep=10)
    _fill(stored_city, 1000, many)
    lot = costs_of(app, cookies, ADDRESSES, deep=many // 100)
    wrong = over_the_bar(few, lot, most=STATEMENTS, note=record_property)
    assert not wrong, "\n".join(wrong)
