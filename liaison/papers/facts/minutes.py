"""The frozen facts of minutes: what was decided, not how it is set."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from liaison.papers.canonical import Frozen


@dataclass(frozen=True, slots=True)
class Paragraph(Frozen):
    """Running text."""

    KIND: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Subheading(Frozen):
    """The second level, its number included: （一）总体情况. What follows its first full stop runs on as text."""

    KIND: ClassVar[str] = "subheading"
    text: str


@dataclass(frozen=True, slots=True)
class NumberedParagraph(Frozen):
    """The third level (1.) or the fourth (（1）)."""

    KIND: ClassVar[str] = "numbered"
    number: int
    text: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class ResolutionRow(Frozen):
    """A resolution, taken now or earlier: `number` as printed (议定〔2026〕3号), units and person by name.

    `progress` says how far an earlier one is; empty for a new one.
    """

    KIND: ClassVar[str] = "resolution"
    number: str
    text: str
    lead: str
    joint: tuple[str, ...] = ()
    person: str = ""
    due: date | None = None
    progress: str = ""


Block = Paragraph | Subheading | NumberedParagraph | ResolutionRow


@dataclass(frozen=True, slots=True)
class Section(Frozen):
    """A heading of the first level, its number included (一、…), and what stands under it."""

    heading: str
    blocks: tuple[Paragraph | Subheading | NumberedParagraph | ResolutionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendee(Frozen):
    """A person with the office held that day (会长), which may be empty."""

    name: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class AttendingUnit(Frozen):
    """A unit and the people it sent, in order of precedence."""

    unit: str
    people: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class AttendanceGroup(Frozen):
    """One of 出席, 请假, 列席."""

    label: str
    units: tuple[AttendingUnit, ...]


@dataclass(frozen=True, slots=True)
class Distribution(Frozen):
    """The closing block (版记): copies to, who printed it, and when."""

    copies_to: tuple[str, ...]
    issuer: str
    printed_on: date


@dataclass(frozen=True, slots=True)
class MinutesFacts(Frozen):
    """Issued minutes. `number` as printed (〔2026〕第5号); `mark` is the red line of large type at the head."""

    KIND: ClassVar[str] = "minutes"
    mark: str
    number: str
    issued_on: date
    issuers: tuple[str, ...]
    title: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    attendance: tuple[AttendanceGroup, ...]
    distribution: Distribution
