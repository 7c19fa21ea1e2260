"""The frozen facts of reports (工作总结, 情况报告, annual reports): what is told, not how it is set."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from liaison.papers.canonical import FactsError, Frozen
from liaison.papers.facts.charts import Chart
from liaison.papers.facts.minutes import ALIGNMENTS, MOST_COLUMNS, Paragraph, TableColumn

LEVELS: Final = (1, 2, 3)
# "auto": a report that is long enough has contents.
CONTENTS: Final = ("auto", "always", "never")


@dataclass(frozen=True, slots=True)
class ReportHeading(Frozen):
    """A heading of level 1 to 3 without its number: numbers (一、（一）1.) are counted when it is set."""

    KIND: ClassVar[str] = "heading"
    text: str
    level: int = 1

    def __post_init__(self) -> None:
        """Raise FactsError for a level that official papers do not number."""
        Frozen.__post_init__(self)
        if self.level not in LEVELS:
            raise FactsError("ReportHeading.level: not 1 to 3")


@dataclass(frozen=True, slots=True)
class Definition(Frozen):
    """What a term of the report means."""

    KIND: ClassVar[str] = "definition"
    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Note(Frozen):
    """A remark or a source in small type, its label included (注：…, 资料来源：…)."""

    KIND: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True)
class DataTable(Frozen):
    """Rows of text under the headings of their columns, numbered by the report (表1); up to thousands of rows.

    `totals` is the last row, or empty; `note` stands below; a landscape table has pages of its own.
    """

    KIND: ClassVar[str] = "table"
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    totals: tuple[str, ...] = ()
    note: str = ""
    is_landscape: bool = False

    def __post_init__(self) -> None:
        """Raise FactsError for too few or too many columns, one without width, and for a row that does not fit."""
        Frozen.__post_init__(self)
        if not 1 <= len(self.columns) <= MOST_COLUMNS:
            raise FactsError(f"DataTable.columns: not 1 to {MOST_COLUMNS}")
        if any(column.share < 1 or column.align not in ALIGNMENTS for column in self.columns):
            raise FactsError("DataTable.columns: a column needs a width and an alignment")
        if wrong := [place for place, row in enumerate(self.rows) if len(row) != len(self.columns)]:
            raise FactsError(f"DataTable.rows[{wrong[0]}]: not {len(self.columns)} cells")
        if self.totals and len(self.totals) != len(self.columns):
            raise FactsError(f"DataTable.totals: not {len(self.columns)} cells")


@dataclass(frozen=True, slots=True)
class ReportFacts(Frozen):
    """An issued report. `period` as printed (2026年1月至6月); all that has a default may be left out.

    With a cover, title, period, issuers and date have a sheet of their own; else they stand above the text.
    """

    KIND: ClassVar[str] = "report"
    title: str
    issuers: tuple[str, ...]
    issued_on: date
    blocks: tuple[ReportHeading | Paragraph | Definition | Note | DataTable | Chart, ...] = ()
    subtitle: str = ""
    period: str = ""
    number: str = ""
    abstract: tuple[str, ...] = ()
    has_cover: bool = False
    contents: str = "auto"

    def __post_init__(self) -> None:
        """Raise FactsError for an unknown wish about contents."""
        Frozen.__post_init__(self)
        if self.contents not in CONTENTS:
            raise FactsError(f"ReportFacts.contents: not one of {', '.join(CONTENTS)}")
