"""The wording of reports: frozen facts become numbered headings, passages and tables that PDF and Word set alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liaison.core.numbers import chinese_date, chinese_numeral
from liaison.papers.charts import Drawing, draw
from liaison.papers.facts.minutes import Paragraph
from liaison.papers.facts.reports import DataTable, Definition, Note, ReportFacts, ReportHeading
from liaison.papers.fonts import Face
from liaison.papers.lines import balanced
from liaison.papers.minutes import TITLE_CELLS, Column, shown

# The type area upright and turned, in points.
WIDTH: Final = 442.2
LANDSCAPE_WIDTH: Final = 637.8
NARROWEST_COLUMN: Final = 30.0
MOST_VALUES: Final = 60
HEADING_FACES: Final = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG}


class Style(StrEnum):
    """What an item is; the style sheet and the Word styles carry these names."""

    HEADING = "heading"
    BODY = "body"
    NOTE = "note"
    TABLE = "table"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number; `anchor` is its name within the file."""

    text: str
    level: int
    anchor: str
    style: Style = Style.HEADING

    @property
    def face(self) -> Face:
        """The typeface of its level."""
        return HEADING_FACES[self.level]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; `lead` are its first words in Hei (a term, 摘要：) and may be empty."""

    text: str
    lead: str = ""
    face: Face = Face.FANG
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as set: widths of columns in points, together the type area."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    note: str
    is_landscape: bool
    style: Style = Style.TABLE


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its number (图1); `anchor` is its name within the file, `grid` its values as a table."""

    number: str
    drawing: Drawing
    anchor: str
    grid: Grid
    style: Style = Style.FIGURE

    @property
    def has_table(self) -> bool:
        """Whether the values stand below it; a table of hundreds of days says less than the picture."""
        return len(self.grid.rows) <= MOST_VALUES


Item = Heading | Passage | Grid | Figure


@dataclass(frozen=True, slots=True)
class ReportText:
    """Everything printed on a report besides page numbers and verification code; `title` is broken into lines."""

    title: tuple[str, ...]
    subtitle: str
    number: str
    period: str
    issuers: tuple[str, ...]
    date: str
    abstract: tuple[Passage, ...]
    items: tuple[Item, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What the contents list."""
        return tuple(item for item in self.items if isinstance(item, Heading))

    def texts(self) -> Iterator[tuple[Face, str]]:
        """Each text with its typeface, for the search for missing glyphs."""
        yield Face.TITLE, "".join(self.title) + "目录"
        yield Face.KAI, self.subtitle + self.period
        yield Face.FANG, self.number + self.date + "".join(self.issuers)
        for item in (*self.abstract, *self.items):
            yield from _texts(item)


def compose(facts: ReportFacts) -> ReportText:
    """Word the facts: headings and tables get their numbers."""
    abstract = [Passage(shown(text), face=Face.KAI) for text in facts.abstract]
    if abstract:
        abstract[0] = Passage(abstract[0].text, "摘要：", Face.KAI)
    return ReportText(
        title=balanced(shown(facts.title), TITLE_CELLS),
        subtitle=shown(facts.subtitle),
        number=shown(facts.number),
        period=shown(facts.period),
        issuers=tuple(map(shown, facts.issuers)),
        date=chinese_date(facts.issued_on),
        abstract=tuple(abstract),
        items=tuple(_items(facts)),
    )


def _items(facts: ReportFacts) -> Iterator[Item]:
    counts, tables, figures = [0, 0, 0], 0, 0
    for place, block in enumerate(facts.blocks):
        match block:
            case ReportHeading():
                counts[block.level - 1] += 1
                counts[block.level :] = [0] * (len(counts) - block.level)
                yield Heading(_number(counts, block.level) + shown(block.text), block.level, f"heading-{place}")
            case Paragraph():
                yield Passage(shown(block.text))
            case Definition():
                yield Passage(shown(block.meaning), f"{shown(block.term)}：")
            case Note():
                yield Passage(shown(block.text), style=Style.NOTE)
            case DataTable():
                tables += 1
                yield _grid(block, tables)
            case _:
                figures += 1
                yield _figure(draw(block), f"图{figures}", f"figure-{place}")


def _number(counts: list[int], level: int) -> str:
    """一、 （一） 1. after GB/T 9704-2012, 7.3.3."""
    count = counts[level - 1]
    return (f"{chinese_numeral(count)}、", f"（{chinese_numeral(count)}）", f"{count}. ")[level - 1]


def _grid(table: DataTable, number: int) -> Grid:
    width = LANDSCAPE_WIDTH if table.is_landscape else WIDTH
    spare = width - NARROWEST_COLUMN * len(table.columns)
    shares = sum(column.share for column in table.columns)
    columns = (
        Column(shown(column.heading), NARROWEST_COLUMN + spare * column.share / shares, column.align)
        for column in table.columns
    )
    return Grid(
        caption=f"表{number}　{shown(table.caption)}",
        columns=tuple(columns),
        rows=tuple(tuple(map(shown, row)) for row in table.rows),
        totals=tuple(map(shown, table.totals)),
        note=shown(table.note),
        is_landscape=table.is_landscape,
    )


def _figure(drawing: Drawing, number: str, anchor: str) -> Figure:
    """A chart and, for Word and for readers of figures, its values as a table under the same caption."""
    count = len(drawing.table.head)
    widths = [WIDTH / count] * count
    columns = (
        Column(shown(title), width, "right" if place else "left")
        for place, (title, width) in enumerate(zip(drawing.table.head, widths, strict=True))
    )
    rows = tuple(tuple(map(shown, row)) for row in drawing.table.rows)
    grid = Grid(f"{number}　{shown(drawing.title)}", tuple(columns), rows, (), "", is_landscape=False)
    return Figure(number, drawing, anchor, grid)


def _texts(item: Item) -> Iterator[tuple[Face, str]]:
    match item:
        case Heading():
            yield item.face, item.text
        case Passage():
            yield Face.HEI, item.lead
            yield item.face, item.text
        case Grid():
            yield Face.HEI, "".join((item.caption, *(column.heading for column in item.columns), *item.totals))
            yield Face.FANG, item.note + "（无）"
            yield from ((Face.FANG, "".join(row)) for row in item.rows)
        case Figure():
            yield from _texts(item.grid)
            if item.drawing.wide is not None:
                yield Face.HEI, "".join(label.text for label in item.drawing.wide.labels)
