"""Calendar files as a calendar program reads them."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from liaison.core import clock
from liaison.web import ics

STARTS = datetime(2026, 3, 9, 14, 30, tzinfo=clock.LOCAL)
EVENT = ics.Event(
    "conference-5@liaison", "第五次联席会议", date(2026, 3, 9), STARTS, place="三楼，会议室；东", sequence=3
)


def read(text: str) -> Calendar:
    return Calendar.from_ical(text)


def test_an_invitation_names_the_moment_in_utc_and_asks_no_answer() -> None:
    calendar = read(ics.invitation(EVENT, "liaison@example.org", "zhou@example.org"))
    (entry,) = calendar.events
    assert calendar["method"] == "REQUEST"
    assert entry.start == datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
    assert (str(entry["location"]), entry["sequence"]) == ("三楼，会议室；东", 3)
    assert str(entry["attendee"]) == "mailto:zhou@example.org"
    assert entry["attendee"].params["RSVP"] == "FALSE"


def test_a_cancelled_event_strikes_the_same_entry_out() -> None:
    gone = ics.Event("conference-5@liaison", "第五次联席会议", date(2026, 3, 9), STARTS, sequence=4, is_cancelled=True)
    calendar = read(ics.invitation(gone, "liaison@example.org", "zhou@example.org"))
    (entry,) = calendar.events
    assert (calendar["method"], entry["status"], entry["sequence"]) == ("CANCEL", "CANCELLED", 4)
    assert str(entry["uid"]) == EVENT.uid


def test_what_somebody_typed_begins_no_property_of_its_own() -> None:
    hostile = ics.Event("a@liaison", "会议\r\nATTACH:http://example.org/x", date(2026, 3, 9), place="室\nURL:x")
    (entry,) = read(ics.feed("日程", [hostile])).events
    assert "attach" not in entry
    assert "url" not in entry
    assert str(entry["summary"]) == "会议 ATTACH:http://example.org/x"


def test_a_day_without_hours_fills_the_day() -> None:
    (entry,) = read(ics.feed("日程", [ics.Event("a@liaison", "值班", date(2026, 3, 9))])).events
    assert (entry.start, entry.end) == (date(2026, 3, 9), date(2026, 3, 10))
