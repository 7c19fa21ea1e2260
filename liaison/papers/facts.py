"""The frozen facts of each paper: what was decided, not how it is set."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from liaison.papers.canonical import Frozen, canonical_json, read_json

# 32 signs, five bits each; 0, 1, I and O are left out because readers mistake them for one another.
CODE_SIGNS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


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


def from_json(data: bytes) -> MinutesFacts:
    """Read the stored facts of minutes. Raises FactsError when they are not such facts."""
    return read_json(MinutesFacts, data)


def facts_sha256(facts: Frozen) -> str:
    """The hash of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(facts)).hexdigest()


def verification_code(facts: Frozen) -> str:
    """The short code printed on each page: 40 bits of the facts' hash as XXXX-XXXX."""
    return code_of(facts_sha256(facts))


def code_of(sha256: str) -> str:
    """The short code of a stored hash (64 hexadecimal digits)."""
    bits = int(sha256[:10], 16)
    signs = "".join(CODE_SIGNS[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"


def typed_code(text: str) -> str:
    """What a reader typed, brought into the printed form as far as possible: ` abcd efgh` gives ABCD-EFGH."""
    signs = "".join(sign for sign in text.upper() if sign in CODE_SIGNS)
    return f"{signs[:4]}-{signs[4:]}"
