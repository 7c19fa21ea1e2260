"""What the papers of the room are made from, besides the conference itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from liaison.conferences.models import Attendance, Conference, Presence, Reply
from liaison.conferences.queries.ledger import Entry
from liaison.core.numbers import chinese_date, weekday_zh


class Printable(Protocol):
    """A paper of an item: its pages are bound into the booklet where there is a copy to print."""

    name: str
    pages: int
    size: int
    copy_id: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a handout needs besides the conference: who prints it, telephone numbers, the ledger, papers by item."""

    issuer: str
    phones: Mapping[int, str]
    ledger: Sequence[Entry] = ()
    papers: Mapping[int, Sequence[Printable]] = field(default_factory=dict)


def expected(conference: Conference) -> list[Attendance]:
    """Those who come or may come: everybody on the list but who is excused or sends somebody else."""
    gone = (Reply.EXCUSED, Reply.REPLACED)
    return [row for row in conference.attendances if row.reply not in gone and row.presence is not Presence.EXCUSED]


def phone_of(row: Attendance, phones: Mapping[int, str]) -> str:
    """The number of somebody: as typed in with a guest, else the directory's."""
    return row.phone or phones.get(row.person_id or 0, "")


def when_and_where(conference: Conference) -> str:
    """Day, hour and place in one line."""
    day = f"{chinese_date(conference.held_on)}（{weekday_zh(conference.held_on)}）{conference.starts_at:%H:%M}"
    return f"时间：{day}　　地点：{conference.place}"
