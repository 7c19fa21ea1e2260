"""Minutes are edited as plain text, one section at a time; here the text becomes blocks again."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from math import ceil
from typing import Final

from liaison.papers.facts.minutes import (
    MOST_COLUMNS,
    Block,
    NumberedParagraph,
    Paragraph,
    Subheading,
    Table,
    TableColumn,
)
from liaison.papers.lines import cells

_SECOND: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）")
_THIRD: Final = re.compile(r"(\d{1,2})[.．、]\s*(?!\d)")
_FOURTH: Final = re.compile(r"[（(](\d{1,2})[）)]\s*")
_ROW: Final = re.compile(r"[|｜].*[|｜]")
_RULE: Final = re.compile(r"[|｜](?:\s*:?-+:?\s*[|｜])+")
_CAPTION: Final = re.compile(r"表\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[ ：:].*)?")
_FIGURE: Final = re.compile(r"[-+−]?\d[\d,.]*[%％‰]?")
# A column asks for the width of its longest cell, in characters, within these bounds.
NARROW: Final = 2
WIDE: Final = 20


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """Each line that is not empty is a block of the level its number says: （一）, 1. or （1）; else a paragraph.

    Two or more lines `| 甲 | 乙 |` one after the other are a table: the first has the headings, a line
    `表1 caption` before them is the caption, and a rule `|---|---|` under the headings is allowed. Columns of figures
    stand right.
    """
    lines = [" ".join(line.replace("\u3000", " ").split()) for line in text.split("\n")]
    blocks: list[Block] = []
    place = 0
    while place < len(lines):
        start = place + 1 if _CAPTION.fullmatch(lines[place]) else place
        table = _table(lines[start : _end_of_rows(lines, start)])
        if table is None:
            blocks += [_block(lines[place])] if lines[place] else []
            place += 1
        else:
            caption = lines[place] if start > place else ""
            blocks.append(Table(table.columns, table.rows, caption))
            place = _end_of_rows(lines, start)
    return tuple(blocks)


def _block(line: str) -> Block:
    if _SECOND.match(line):
        return Subheading(line)
    for level, form in ((3, _THIRD), (4, _FOURTH)):
        if found := form.match(line):
            return NumberedParagraph(int(found[1]), line[found.end() :], level)
    return Paragraph(line)


def _end_of_rows(lines: Sequence[str], start: int) -> int:
    return next((place for place in range(start, len(lines)) if not _ROW.fullmatch(lines[place])), len(lines))


def _table(lines: Sequence[str]) -> Table | None:
    """The table of these lines; None for a single line, and for more columns than a page has room for."""
    typed = [[cell.strip() for cell in re.split("[|｜]", line)[1:-1]] for line in lines if not _RULE.fullmatch(line)]
    columns = list(zip_longest(*typed, fillvalue=""))
    if len(typed) < 2 or len(columns) > MOST_COLUMNS:
        return None
    return Table(tuple(map(_column, columns)), tuple(zip(*(column[1:] for column in columns), strict=True)))


def _column(texts: Sequence[str]) -> TableColumn:
    heading, *body = texts
    widest = ceil(max(map(cells, texts)))
    are_figures = any(body) and all(_FIGURE.fullmatch(cell) for cell in body if cell)
    return TableColumn(heading, min(max(widest, NARROW), WIDE), "right" if are_figures else "left")
