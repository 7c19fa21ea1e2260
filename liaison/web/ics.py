"""Calendar files (.ics): an event sent by mail, the same event called off, and what somebody subscribes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Entry

from liaison.core import clock

PRODUCT: Final = "-//liaison//CN"
MEDIA_TYPE: Final = "text/calendar"
USUAL_LENGTH: Final = timedelta(hours=2)
"""How long something takes in a calendar that does not know when it ends."""
Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day. `starts_at` and `ends_at` are aware, None where it fills the day or its end is not known.

    `uid` names it for ever; a later state of it has a higher `sequence`.
    """

    uid: str
    title: str
    on: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def invitation(event: Event, organiser: str, attendee: str) -> str:
    """One event for one mail: the calendar of the reader takes it in, moves it, or strikes it out.

    `organiser` and `attendee` are addresses of mail. Nobody is asked for an answer by calendar: there is a reply slip.
    """
    entry = _entry(event)
    entry.add("organizer", vCalAddress(f"mailto:{organiser}"))
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params["PARTSTAT"], guest.params["RSVP"] = vText("NEEDS-ACTION"), vText("FALSE")
    entry.add("attendee", guest, encode=False)
    return _written([entry], method_of(event))


def method_of(event: Event) -> Method:
    """What the mail asks the calendar to do; it stands in the head of the mail too."""
    return "CANCEL" if event.is_cancelled else "REQUEST"


def feed(name: str, events: Iterable[Event]) -> str:
    """A calendar to subscribe to; programs ask for it again by themselves."""
    return _written([_entry(event) for event in events], "PUBLISH", name)


def _written(entries: Iterable[Entry], method: Method, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(entry)
    return calendar.to_ical().decode()


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstamp", clock.now())
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("summary", _plain(event.title))
    if event.starts_at is None:
        entry.add("dtstart", event.on)
        entry.add("dtend", event.on + timedelta(days=1))
    else:
        # In UTC: no description of a time zone has to go along, and China has known no summer time since 1991.
        entry.add("dtstart", event.starts_at.astimezone(UTC))
        entry.add("dtend", (event.ends_at or event.starts_at + USUAL_LENGTH).astimezone(UTC))
    for name, value in (("location", event.place), ("description", event.text), ("url", event.url)):
        if value:
            entry.add(name, _plain(value) if name == "location" else value)
    return entry


def _plain(text: str) -> str:
    """One line: what a person typed begins no property of its own."""
    return " ".join(text.split())
