"""The month of what is on for somebody, and one's own calendar: a secret address, and nothing secret in it."""

import re
from datetime import date, datetime

import pytest
from flask import Flask
from icalendar import Calendar

from liaison.core import clock
from liaison.core.calendar import STATUTORY
from liaison.core.declaration import DateEntry, Feature, Features, Waiting
from liaison.core.sides import Role, Side
from liaison.home import queries
from liaison.opinions.models import OpinionStatus
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in
from tests.makers.conferences import make_conference
from tests.makers.opinions import make_opinion
from tests.page import Browser

TODAY = date(2026, 3, 9)
HOURS = {"starts_at": datetime(2026, 3, 20, 9, tzinfo=clock.LOCAL), "is_open": True}


def subscribe(browser: Browser) -> str:
    response = browser.submit("/calendar", expect=200, action="/calendar/subscribe")
    found = re.search(r"/calendar/[\w-]+\.ics", response.text)
    assert found is not None
    return found[0]


def test_only_what_is_nobodys_secret_leaves_the_house(database: None) -> None:
    entries = [DateEntry(date(2026, 3, 20), "会议", "/conferences/5", **HOURS), DateEntry(TODAY, "投诉期限", "/c/1")]
    features = Features([Feature("first", "一", dates=lambda _user, _first, _last: entries)])
    (event,) = queries.feed_events(make_user("li.na"), features, TODAY, "https://liaison.example")
    assert (event.title, event.url) == ("会议", "https://liaison.example/conferences/5")


def test_the_address_opens_the_calendar_without_signing_in_until_it_is_ended(app: Flask, database: None) -> None:
    own = signed_in(app, "sun.yi", side=Side.BAR, roles={Role.ORGANISER})
    with unit.transaction():
        conference = make_conference()
    address = subscribe(own)
    answer = Browser(app).send("GET", address)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    (entry,) = Calendar.from_ical(answer.text).events
    assert entry.start == conference.begins_at
    newer = subscribe(own)
    assert [Browser(app).send("GET", one).status_code for one in (address, newer)] == [404, 200]
    own.submit("/calendar", action="/calendar/unsubscribe")
    assert Browser(app).send("GET", newer).status_code == 404
    trail = db.session.query(AuditEntry).order_by(AuditEntry.id)
    words = [row.action for row in trail if row.action.startswith("calendar.")]
    assert words == ["calendar.subscribed", "calendar.subscribed", "calendar.unsubscribed"]


def test_a_disabled_account_has_no_calendar(app: Flask, database: None) -> None:
    own = signed_in(app, "sun.yi", side=Side.BAR, roles={Role.ORGANISER})
    address = subscribe(own)
    with unit.transaction():
        db.session.query(User).filter_by(username="sun.yi").one().is_enabled = False
    assert Browser(app).send("GET", address).status_code == 404


def test_visitors_are_led_to_sign_in_and_learn_nothing(browser: Browser) -> None:
    assert browser.send("GET", "/calendar").status_code == 302
    assert browser.send("POST", "/calendar/subscribe").status_code in {302, 400}
    assert browser.send("GET", "/calendar/guessed.ics").status_code == 404


def test_a_month_has_whole_weeks_and_what_is_declared_for_its_days(database: None) -> None:
    meeting = DateEntry(date(2026, 3, 20), "会议", "/a", **HOURS)
    paper = DateEntry(date(2026, 3, 20), "全天", "/b")
    first = Feature("first", "一", dates=lambda _user, _first, _last: [paper, meeting])
    month = queries.month_of(make_user("li.na"), Features([first]), TODAY, STATUTORY)
    assert (month.first, month.last, month.count) == (date(2026, 3, 1), date(2026, 3, 31), 2)
    assert [len(week) for week in month.weeks] == [7] * 6
    assert month.weeks[0][0].on == date(2026, 2, 23)
    assert [square.on.day for week in month.weeks for square in week if square.is_inside] == list(range(1, 32))
    (full,) = (square for week in month.weeks for square in week if square.entries)
    assert full.entries == (meeting, paper)
    assert (month.before, month.after) == (date(2026, 2, 28), date(2026, 4, 1))


def test_what_waits_stands_on_the_day_by_which_it_is_due_and_once_only(database: None) -> None:
    due = [
        Waiting("待答复", "早", "/a", date(2026, 3, 5)), Waiting("待答复", "同", "/b", date(2026, 3, 6)),
        Waiting("待办", "无期限", "/c"), Waiting("待答复", "下月", "/d", date(2026, 4, 1)),
    ]  # fmt: skip
    declared = DateEntry(date(2026, 3, 6), "同", "/b", is_deadline=True)
    first = Feature("first", "一", waiting=lambda _user: due, due_dates=lambda _user, _first, _last: [declared])
    month = queries.month_of(make_user("li.na"), Features([first]), TODAY, STATUTORY)
    entries = [entry for week in month.weeks for square in week for entry in square.entries]
    assert [(entry.on.day, entry.title, entry.is_deadline) for entry in entries] == [(5, "早", True), (6, "同", True)]


def test_holidays_and_make_up_days_are_told(database: None) -> None:
    month = queries.month_of(make_user("li.na"), Features([]), date(2026, 2, 1), STATUTORY)
    days = {square.on.day: square for week in month.weeks for square in week if square.is_inside}
    assert (days[14].arranged, days[14].is_make_up) == ("春节", True)
    assert (days[17].arranged, days[17].is_working, days[17].is_make_up) == ("春节", False, False)
    assert (days[7].arranged, days[7].is_working) == ("", False)


@pytest.mark.parametrize("word", ["2026-03", "2026-13", "0001-01", "9999-12", "x", "2000-01", "2099-12", "%00"])
def test_any_month_can_be_asked_for(app: Flask, database: None, word: str) -> None:
    page = signed_in(app, "sun.yi", side=Side.BAR, roles={Role.LAWYER}).get(f"/calendar?month={word}")
    asked = {"2026-03": "2026年3月", "2000-01": "2000年1月", "2099-12": "2099年12月"}
    today = clock.today()
    assert asked.get(word, f"{today.year}年{today.month}月") in page.text


def test_the_month_shows_what_one_may_see_and_nothing_else(app: Flask, database: None) -> None:
    with unit.transaction():
        conference = make_conference()
        opinion = make_opinion(OpinionStatus.SCREENED)
    due = opinion.reply_due_on
    assert due is not None
    for name, side, role, sees in (
        ("officer", Side.BENCH, Role.OFFICER, {"conference", "opinion"}),
        ("lawyer", Side.BAR, Role.LAWYER, set()),
        ("admin", None, Role.ADMINISTRATOR, set()),
    ):
        browser = signed_in(app, name, side=side, roles={role})
        found = set()
        for kind, on in (("conference", conference.held_on), ("opinion", due)):
            page = browser.get(f"/calendar?month={on:%Y-%m}")
            found |= {kind for link in page.select("//td//a/@href") if link.startswith(f"/{kind}s/")}
        assert found == sees, name


def test_the_page_speaks_english(app: Flask, database: None) -> None:
    page = signed_in(app, "sun.yi", side=Side.BAR, roles={Role.LAWYER}).get("/calendar?lang=en")
    assert "You can subscribe" in page.text
