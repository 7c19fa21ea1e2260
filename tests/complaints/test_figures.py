"""Figures: exact for the office that owns them, for the other side a finished year and never below five."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from liaison.complaints.models import Status
from liaison.complaints.projections import figures as shown
from liaison.complaints.projections import summed
from liaison.complaints.rules import figures as rules
from liaison.complaints.rules.figures import LEAST, Counts
from liaison.complaints.services import ties
from liaison.core import clock
from liaison.core.declaration import Split
from liaison.core.periods import Period
from liaison.store import unit
from liaison.web.figures import Block
from tests.makers.complaints import J2L, City, make_complaint, who
from tests.page import Browser

S = Status
numbers = st.integers(0, 40)


@given(st.lists(numbers, max_size=8))
def test_nothing_below_five_leaves_and_nothing_can_be_counted_back(received: list[int]) -> None:
    rows = [Counts(f"第{place}类", number) for place, number in enumerate(received)]
    told = rules.mirrored(rows)
    assert all(row.received >= LEAST for row in told)
    whole = rules.told_total(rules.total(rows, ""))
    if whole is not None:
        assert sum(row.received for row in told) == whole.received
    else:
        assert told == []


@given(received=numbers, accepted=numbers, replied=numbers, founded=numbers)
def test_total_of_the_other_side_is_told_whole_or_only_as_what_came(
    received: int, accepted: int, replied: int, founded: int
) -> None:
    accepted, replied, founded = min(accepted, received), min(replied, accepted, received), min(founded, replied)
    whole = rules.told_total(Counts("", received, accepted, replied, replied, min(founded, replied)))
    if whole is None:
        assert received < LEAST
    else:
        assert not any(0 < getattr(whole, name) < LEAST for name in rules.COUNTED)


def _told(blocks: list[Block], title: str) -> dict[str, int]:
    return {one.name: one.value for block in blocks if block.title == title for one in block.figures}


def test_own_office_counts_exactly_what_it_may_know_and_the_other_side_a_finished_year(city: City) -> None:
    today = clock.today()
    last_year = datetime(today.year - 1, 6, 9, 9, 0, tzinfo=clock.LOCAL)
    with clock.travel(last_year):
        for _ in range(6):
            make_complaint(city, S.LODGED)
    make_complaint(city, S.CLOSED)
    period = Period(today - timedelta(days=30), today)
    officer, other = city["bar_officer"], city["court_officer"]
    who(officer)
    own = shown.blocks(officer, period, str)
    assert _told(own, "律师投诉法官：总体") | {"days": 0} == {
        "received": 1, "accepted": 1, "replied": 1, "in_time": 1, "founded": 1, "pleased": 0, "days": 0,
    }  # fmt: skip
    who(other)
    assert _told(shown.blocks(other, period, str), "律师投诉法官：总体") == {"received": 6}
    ties.declare(officer, city.judge_person_id, "同学")
    who(officer)
    assert _told(shown.blocks(officer, period, str), "律师投诉法官：总体")["received"] == 0


@pytest.mark.parametrize("name", ["bar_officer", "court_officer"])
def test_page_spreadsheet_and_report(app: Flask, stored_city: City, name: str) -> None:
    with unit.transaction():
        make_complaint(stored_city, S.CLOSED)
    browser = Browser(app).sign_in(name)
    for language in ("zh", "en"):
        browser.get(f"/complaints/figures?lang={language}")
    assert browser.send("GET", "/complaints/figures?format=xlsx").status_code == 200
    assert "/archive/" in str(browser.submit("/complaints/figures", action="/complaints/figures/report").location)


def test_summaries_divide_one_finished_year_and_show_no_few(city: City) -> None:
    year = clock.today().year - 1
    with clock.travel(datetime(year, 6, 9, 9, 0, tzinfo=clock.LOCAL)):
        for _ in range(6):
            make_complaint(city, S.LODGED)
        for _ in range(4):
            make_complaint(city, S.LODGED, J2L)
    whole = date(year, 1, 1), date(year, 12, 31)
    told = {(one.of, one.by): one.rows for one in summed.breakdowns(*whole)}
    assert {key[1] for key in told} == {Split.MONTH, Split.CATEGORY, Split.COURT}
    assert {key[0] for key in told} == {"complaints_lawyer_to_judge"}, (
        "four of the other direction are nobody's to know"
    )
    assert [(row.label, row.value) for row in told["complaints_lawyer_to_judge", Split.COURT]] == [
        ("云江市中级人民法院", 6)
    ]
    assert all(row.least == LEAST and not row.url for rows in told.values() for row in rows)
    for first, last in ((date(year, 1, 1), clock.today()), (date(year, 6, 1), date(year, 6, 30)),
                        (date(year - 1, 1, 1), date(year, 12, 31))):  # fmt: skip
        assert summed.breakdowns(first, last) == []
