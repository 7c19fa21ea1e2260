"""How long a report will be, estimated from its wording alone, and its division into parts."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from liaison.papers.facts.reports import LEVELS, ReportFacts
from liaison.papers.lines import cells
from liaison.papers.reports import WIDTH, Figure, Grid, Heading, Item, Passage, Style, compose

# Lines of text on a page and cells in a line; heights in these lines.
PAGE: Final = 22.0
LINE_POINTS: Final = 28.98
LANDSCAPE_PAGE: Final = 15.0
LINE_CELLS: Final = 28.0
NOTE_CELLS: Final = 42.0
ROW_LINE: Final = 14 / 28.98
ROW_PADDING: Final = 6.5 / 28.98
NOTE_LINE: Final = 16 / 28.98
CAPTION: Final = 1.4
# A cell of a table in points, and what its padding takes of a column.
CELL: Final = 10.5
PADDING: Final = 9.0
# So many entries of the contents stand on a page.
ENTRIES: Final = 20
# A report of fewer pages is made in one go, a longer one in parts not much longer than the most, two at a time.
FEWEST: Final = 12.0
MOST: Final = 50.0
SINGLE_PAIR: Final = 2


def expected_pages(facts: ReportFacts) -> int:
    """About how many pages the report fills, cover and contents included."""
    text = compose(facts)
    front = facts.has_cover + (facts.contents == "always") * ceil(len(text.headings) / ENTRIES)
    return front + max(1, ceil(sum(map(pages_of, (*text.abstract, *text.items)))))


def pages_of(item: Item) -> float:
    """What part of a page an item takes."""
    match item:
        case Heading():
            return ceil(cells(item.text) / LINE_CELLS) / PAGE
        case Passage(style=Style.NOTE):
            return (ceil(cells(item.text) / NOTE_CELLS) * NOTE_LINE) / PAGE
        case Passage():
            return ceil((cells(item.lead + item.text) + 2) / LINE_CELLS) / PAGE
        case Grid():
            rows = sum(_row(item, row) for row in (*item.rows, item.totals) if row)
            note = ceil(cells(item.note) / NOTE_CELLS) * NOTE_LINE + (0.5 if item.note else 0)
            return (CAPTION + ROW_LINE + ROW_PADDING + rows + note) / (LANDSCAPE_PAGE if item.is_landscape else PAGE)
        case Figure():
            wide = item.drawing.wide
            picture = WIDTH * wide.height / wide.width / LINE_POINTS if wide is not None else 1.0
            return picture / PAGE + (pages_of(item.grid) if item.has_table else 0)


def _row(table: Grid, row: Sequence[str]) -> float:
    """The height of a row in lines of text."""
    lines = (
        ceil(cells(cell) * CELL / (column.width - PADDING)) for cell, column in zip(row, table.columns, strict=True)
    )
    return ROW_LINE * max(1, *lines) + ROW_PADDING


def parted(items: Sequence[Item], fewest: float = FEWEST, most: float = MOST) -> list[tuple[Item, ...]]:
    """Divide the items before headings into parts of about equally many pages, an even number of at most `most` each.

    A report of no more than `fewest` pages stays whole, and so does a section, however long. One of a single pair of
    parts is divided at a heading of the first level.
    """
    whole = sum(map(pages_of, items))
    if whole <= fewest:
        return [tuple(items)]
    count = 2 * ceil(whole / most / 2)
    level = 1 if count == SINGLE_PAIR else max(LEVELS)
    parts: list[list[Item]] = [[]]
    done = 0.0
    for item in items:
        before = parts[-1][-1:]
        is_start = isinstance(item, Heading) and item.level <= level and before and not isinstance(before[0], Heading)
        if is_start and done >= whole * len(parts) / count:
            parts.append([])
        parts[-1].append(item)
        done += pages_of(item)
    return [tuple(part) for part in parts]
