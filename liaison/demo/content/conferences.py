"""The conferences of the demonstration city: four held, a fifth in preparation with what will be said at it."""

from dataclasses import dataclass
from datetime import time
from typing import Any, Literal

from liaison.core.sides import Side
from liaison.demo.content.source import read


@dataclass(frozen=True)
class Excused:
    """Somebody invited who sent an excuse."""

    name: str
    reason: str


@dataclass(frozen=True)
class Attendance:
    """Names of `people()`, in the order of the attendance list."""

    present: tuple[str, ...]
    in_attendance: tuple[str, ...]
    excused: tuple[Excused, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody invited."""
        return (*self.present, *self.in_attendance, *(row.name for row in self.excused))


@dataclass(frozen=True)
class AgendaItem:
    """An item in its order; record and outcome are empty until the conference was held. `opinions` holds keys."""

    no: int
    kind: Literal["ledger", "opinions", "topic"]
    is_report: bool
    title: str
    presenter: str
    minutes_planned: int
    opinions: tuple[str, ...]
    record: str
    outcome: str


@dataclass(frozen=True)
class Progress:
    """A note on how a resolution came on, `offset` days after its conference."""

    offset: int
    text: str


@dataclass(frozen=True)
class Resolution:
    """What was resolved under agenda item no `item`. Offsets are days after the conference."""

    no: int
    item: int
    text: str
    lead: str
    joint: tuple[str, ...]
    person: str
    due_offset: int
    status: Literal["open", "done"] = "open"
    done_offset: int | None = None
    done_note: str = ""
    progress: tuple[Progress, ...] = ()


@dataclass(frozen=True)
class Countersigned:
    """Who countersigned for a side, how many days after the conference."""

    side: Side
    by: str
    offset: int


@dataclass(frozen=True)
class Minutes:
    """What the draft from the records lacks: `opening` has the place {date} for the day; and when the minutes went out.

    Offsets are days after the conference; the rehearsal has none, nor signatures.
    """

    opening: str
    other_matters: str
    distribution: tuple[str, ...]
    circulated_offset: int | None = None
    countersigned: tuple[Countersigned, ...] = ()
    issued_offset: int | None = None


@dataclass(frozen=True)
class Rehearsal:
    """What may be typed when the conference in preparation is played: record and outcome by the agenda item's no."""

    attendance: Attendance
    records: dict[int, tuple[str, str]]
    resolutions: tuple[Resolution, ...]
    minutes: Minutes


@dataclass(frozen=True)
class Conference:
    """A conference, `offset` days from the demo's today (negative: held).

    The loader moves it back to the nearest working day, and counts every other offset from there: moved forward, an
    opinion on the fifth might be lodged after today.
    A held one has attendance, resolutions and minutes; the one in preparation has invitees and a rehearsal instead.
    """

    key: str
    ordinal: int
    kind: Literal["regular"]
    offset: int
    convening_side: Side
    starts: time
    ends: time
    place: str
    chair: str
    recorder: str
    notice_offset: int
    agenda: tuple[AgendaItem, ...]
    attendance: Attendance | None = None
    resolutions: tuple[Resolution, ...] = ()
    minutes: Minutes | None = None
    invitees: tuple[str, ...] = ()
    rehearsal: Rehearsal | None = None


def conferences() -> tuple[Conference, ...]:
    """Give the conferences by ordinal."""
    return tuple(map(_conference, read("conferences")))


def _conference(row: dict[str, Any]) -> Conference:
    changed: dict[str, Any] = {
        "convening_side": Side(row["convening_side"]),
        "starts": time.fromisoformat(row["starts"]),
        "ends": time.fromisoformat(row["ends"]),
        "agenda": tuple(AgendaItem(**{**item, "opinions": tuple(item["opinions"])}) for item in row["agenda"]),
        "invitees": tuple(row.get("invitees", ())),
        "resolutions": tuple(map(_resolution, row.get("resolutions", ()))),
    }
    if "attendance" in row:
        changed |= {"attendance": _attendance(row["attendance"]), "minutes": _minutes(row["minutes"])}
    if "rehearsal" in row:
        changed["rehearsal"] = _rehearsal(row["rehearsal"])
    return Conference(**{**row, **changed})


def _attendance(row: dict[str, Any]) -> Attendance:
    excused = tuple(Excused(**absent) for absent in row["excused"])
    return Attendance(tuple(row["present"]), tuple(row["in_attendance"]), excused)


def _resolution(row: dict[str, Any]) -> Resolution:
    progress = tuple(Progress(**note) for note in row.get("progress", ()))
    return Resolution(**{**row, "joint": tuple(row["joint"]), "progress": progress})


def _minutes(row: dict[str, Any]) -> Minutes:
    signatures = tuple(Countersigned(Side(s["side"]), s["by"], s["offset"]) for s in row.get("countersigned", ()))
    return Minutes(**{**row, "distribution": tuple(row["distribution"]), "countersigned": signatures})


def _rehearsal(row: dict[str, Any]) -> Rehearsal:
    return Rehearsal(
        attendance=_attendance(row["attendance"]),
        records={said["item"]: (said["record"], said["outcome"]) for said in row["records"]},
        resolutions=tuple(map(_resolution, row["resolutions"])),
        minutes=_minutes(row["minutes"]),
    )
