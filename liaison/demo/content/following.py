"""What followed the resolutions and minutes of the demonstration city, and minutes from before it."""

from dataclasses import dataclass
from typing import Literal

from liaison.core.sides import Side
from liaison.demo.content.source import read


@dataclass(frozen=True)
class Followed:
    """A verb on resolution `no` of a conference, `offset` days after it; `to`: the day that it names, counted alike."""

    conference: str
    no: int
    verb: Literal["extend", "rest", "stage", "reach"]
    offset: int
    text: str
    to: int | None = None


@dataclass(frozen=True)
class Comment:
    """A comment on circulated minutes; `line` is what the next revision says for it, "" where it is not taken up."""

    conference: str
    by: str
    offset: int
    section: str
    text: str
    answer: str
    line: str


@dataclass(frozen=True)
class OldResolution:
    """A resolution of old minutes; days count from their conference."""

    text: str
    lead: str
    joint: tuple[str, ...]
    person: str
    due: int
    state: Literal["open", "done", "cancelled"]
    done: int | None = None
    note: str = ""


@dataclass(frozen=True)
class OldMinutes:
    """Minutes of `days` ago, entered `entered` days ago by an organiser; `lines` stand on their scan."""

    days: int
    ordinal: int
    side: Side
    by: str
    entered: int
    place: str
    number: str
    note: str
    lines: tuple[str, ...]
    resolutions: tuple[OldResolution, ...]


def followed() -> tuple[Followed, ...]:
    """Give the verbs in the order of their conferences."""
    return tuple(Followed(**row) for row in read("following")["events"])


def comments() -> tuple[Comment, ...]:
    """Give the comments on minutes."""
    return tuple(Comment(**row) for row in read("following")["comments"])


def copy_addresses() -> dict[str, str]:
    """Give the addresses of bodies that get copies, by name."""
    return dict(read("following")["copies"])


def old_minutes() -> OldMinutes:
    """Give the minutes from before."""
    row = read("following")["old"]
    resolutions = tuple(OldResolution(**{**one, "joint": tuple(one["joint"])}) for one in row["resolutions"])
    return OldMinutes(**{**row, "side": Side(row["side"]), "lines": tuple(row["lines"]), "resolutions": resolutions})
