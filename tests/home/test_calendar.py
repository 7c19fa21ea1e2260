"""One's own calendar: a secret address that opens it, and nothing of what is secret in it."""

import re
from datetime import date, datetime

from flask import Flask
from icalendar import Calendar

from liaison.core import clock
from liaison.core.declaration import DateEntry, Feature, Features
from liaison.core.sides import Role, Side
from liaison.home import queries
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in
from tests.makers.conferences import make_conference
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


def test_the_page_speaks_english(app: Flask, database: None) -> None:
    page = signed_in(app, "sun.yi", side=Side.BAR, roles={Role.LAWYER}).get("/calendar?lang=en")
    assert "Subscribe" in page.text
