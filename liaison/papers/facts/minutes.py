"""The frozen facts of minutes: what was decided, not how it is set."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from liaison.papers.canonical import FactsError, Frozen

ALIGNMENTS: Final = ("left", "center", "right")
# Each column of 156 mm has room for two characters at least.
MOST_COLUMNS: Final = 12


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


@dataclass(frozen=True, slots=True)
class TableColumn(Frozen):
    """A column with its heading; `share` is its part of the width beside the other columns', `align` of ALIGNMENTS."""

    heading: str
    share: int = 1
    align: str = "left"

    def __post_init__(self) -> None:
        """Raise FactsError for a width or an alignment that cannot be set."""
        Frozen.__post_init__(self)
        if self.share < 1 or self.align not in ALIGNMENTS:
            raise FactsError("TableColumn: share below 1, or unknown alignment")


@dataclass(frozen=True, slots=True)
class Table(Frozen):
    """Rows of text under the headings of their columns; the caption may be empty."""

    KIND: ClassVar[str] = "table"
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        """Raise FactsError for too few or too many columns, and for a row that does not fit them."""
        Frozen.__post_init__(self)
        if not 1 <= len(self.columns) <= MOST_COLUMNS:
            raise FactsError(f"Table.columns: not 1 to {MOST_COLUMNS}")
        if wrong := [place for place, row in enumerate(self.rows) if len(row) != len(self.columns)]:
            raise FactsError(f"Table.rows[{wrong[0]}]: not {len(self.columns)} cells")


TextBlock = Paragraph | Subheading | NumberedParagraph | ResolutionRow
Block = TextBlock | Table


@dataclass(frozen=True, slots=True)
class Section(Frozen):
    """A heading of the first level, its number included (一、…), and what stands under it."""

    heading: str
    blocks: tuple[Block, ...] = ()


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
