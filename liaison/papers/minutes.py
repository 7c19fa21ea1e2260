"""The wording of minutes: frozen facts become passages and tables that PDF and Word set alike."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liaison.core.numbers import chinese_date
from liaison.papers.facts.minutes import (
    AttendanceGroup,
    Block,
    Distribution,
    MinutesFacts,
    NumberedParagraph,
    Paragraph,
    ResolutionRow,
    Subheading,
    Table,
    TextBlock,
)
from liaison.papers.fonts import Face
from liaison.papers.lines import balanced, cells, split

# Of the 20 characters of 22 pt that 156 mm hold, one is left free at each side.
TITLE_CELLS: Final = 18.0
# The mark fills the width of 156 mm, in points; one line of it is never larger than 40, never smaller than 26.
MARK_WIDTH: Final = 442.2
MARK_SIZES: Final = (26.0, 40.0)
THIRD_LEVEL: Final = 3
# A table is as wide as the type area; each column has at least this much of it, in points.
NARROWEST_COLUMN: Final = 36.0
# Never broken over two lines: document numbers, references (诉-7K3M-9Q2P-W), and a number with the unit of a date or
# its percent sign.
# What is longer than this, in cells, is broken all the same: a turned line of the attendance has 23.
LONGEST_WHOLE: Final = 20
_UNBROKEN: Final = re.compile(r"(〔\d{4}〕第?\d+号|\w-(?:[0-9A-Z]{4}-){2}[0-9A-Z]|\d[\d.,]*[年月日%％‰])")


class Style(StrEnum):
    """What a passage is; the style sheet and the Word styles carry these names."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    ATTENDANCE = "attendance"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one typeface; a whole run (a name, a document number) is never broken over two lines."""

    text: str
    face: Face = Face.FANG
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph as set."""

    style: Style
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as set: its heading, its width in points, and how its cells are aligned."""

    heading: str
    width: float
    align: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as set, as wide as the type area."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    style: Style = Style.TABLE

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its texts in reading order, with their typefaces."""
        heads = (self.caption, *(column.heading for column in self.columns))
        cells = (cell for row in self.rows for cell in row)
        return (*(Run(text, Face.HEI) for text in heads), *map(Run, cells))


@dataclass(frozen=True, slots=True)
class MinutesText:
    """Everything printed on minutes, in reading order, besides page numbers and verification code.

    `mark_size` in points; `mark` and `title` are broken into lines.
    """

    mark: tuple[str, ...]
    mark_size: float
    number: str
    date: str
    title: tuple[str, ...]
    body: tuple[Passage | Grid, ...]
    attendance: tuple[Passage, ...]
    copies: str
    issuer: str
    printed: str

    def texts(self) -> Iterator[tuple[Face, str]]:
        """Each text with its typeface, for the search for missing glyphs."""
        yield Face.TITLE, "".join(self.mark + self.title)
        yield Face.FANG, self.number + self.date + self.copies + self.issuer + self.printed
        for passage in (*self.body, *self.attendance):
            yield from ((run.face, run.text) for run in passage.runs)


def compose(facts: MinutesFacts) -> MinutesText:
    """Word the facts as official minutes in the order of the form."""
    body: list[Passage | Grid] = [worded(Style.BODY, Run(text)) for text in facts.opening]
    for section in facts.sections:
        body.append(worded(Style.HEADING, Run(section.heading, Face.HEI)))
        body += [_block(block) for block in section.blocks]
    mark, mark_size = fit_mark(shown(facts.mark))
    return MinutesText(
        mark=mark,
        mark_size=mark_size,
        number=shown(facts.number),
        date=chinese_date(facts.issued_on),
        title=balanced(shown(facts.title), TITLE_CELLS),
        body=tuple(body),
        attendance=tuple(_attendance(group) for group in facts.attendance if group.units),
        copies=shown(_copies(facts.distribution)),
        issuer=shown(facts.distribution.issuer),
        printed=f"{chinese_date(facts.distribution.printed_on)}印发",
    )


def fit_mark(mark: str) -> tuple[tuple[str, ...], float]:
    """Break a mark that one line cannot hold into two, and give the lines with their size in points."""
    smallest, largest = MARK_SIZES
    if cells(mark) <= MARK_WIDTH / smallest:
        return (mark,), min(largest, MARK_WIDTH / cells(mark))
    lines = split(mark, 2)
    return lines, min(smallest, MARK_WIDTH / max(map(cells, lines)))


def shown(text: str) -> str:
    """The text as printed: without invisible format characters, with a plain hyphen for the one that never breaks."""
    visible = "".join(sign for sign in text.replace("\u2011", "-") if unicodedata.category(sign) != "Cf")
    return visible.replace("\u00a0", " ")


def worded(style: Style, *runs: Run) -> Passage:
    """A passage of these runs, each as printed; empty ones are left out."""
    return Passage(style, tuple(part for run in runs for part in _parts(run)))


def _parts(run: Run) -> Iterator[Run]:
    """Take apart what may be broken and what may not."""
    text = shown(run.text)
    for place, part in enumerate([text] if run.is_whole else _UNBROKEN.split(text)):
        if part:
            is_whole = run.is_whole or place % 2 == 1
            yield Run(part, run.face, is_whole and cells(part) <= LONGEST_WHOLE)


def _block(block: Block) -> Passage | Grid:
    return _grid(block) if isinstance(block, Table) else block_passage(block)


def block_passage(block: TextBlock) -> Passage:
    """Word one block of text."""
    match block:
        case Paragraph():
            return worded(Style.BODY, Run(block.text))
        case Subheading():
            return _subheading(block.text)
        case NumberedParagraph():
            number = f"{block.number}. " if block.level == THIRD_LEVEL else f"（{block.number}）"
            return worded(Style.BODY, Run(number + block.text))
        case ResolutionRow():
            return _resolution(block)


def _subheading(text: str) -> Passage:
    lead, stop, rest = text.partition("。")
    if not rest:
        return worded(Style.SUBHEADING, Run(text, Face.KAI))
    return worded(Style.BODY, Run(lead + stop, Face.KAI), Run(rest))


def _grid(table: Table) -> Grid:
    spare = MARK_WIDTH - NARROWEST_COLUMN * len(table.columns)
    shares = sum(column.share for column in table.columns)
    columns = (
        Column(shown(column.heading), NARROWEST_COLUMN + spare * column.share / shares, column.align)
        for column in table.columns
    )
    return Grid(shown(table.caption), tuple(columns), tuple(tuple(map(shown, row)) for row in table.rows))


def _resolution(row: ResolutionRow) -> Passage:
    """议定〔2026〕3号：what was resolved。（主办：…；会办：…；责任人：…；完成时限：…）办理情况：…"""
    duties = {
        "主办": Run(row.lead),
        "会办": Run("、".join(row.joint)),
        "责任人": Run(row.person, is_whole=True),
        "完成时限": Run(chinese_date(row.due) if row.due else ""),
    }
    runs = [Run(row.number, is_whole=True), Run(f"：{row.text}")]
    sign = "（"
    for label, duty in duties.items():
        if duty.text:
            runs += [Run(f"{sign}{label}："), duty]
            sign = "；"
    if sign == "；":
        runs.append(Run("）"))
    if row.progress:
        runs.append(Run(f"办理情况：{row.progress}"))
    return worded(Style.BODY, *runs)


def _attendance(group: AttendanceGroup) -> Passage:
    runs = [Run(f"{group.label}：", Face.HEI, is_whole=True)]
    for place, unit in enumerate(group.units):
        runs.append(Run(unit.unit))
        for seat, person in enumerate(unit.people):
            is_last = seat == len(unit.people) - 1
            sign = "、" if not is_last else "；" if place < len(group.units) - 1 else ""
            runs += [Run(person.office), Run(person.name + sign, is_whole=True)]
    return worded(Style.ATTENDANCE, *runs)


def _copies(distribution: Distribution) -> str:
    return f"抄送：{'，'.join(distribution.copies_to)}。" if distribution.copies_to else ""
