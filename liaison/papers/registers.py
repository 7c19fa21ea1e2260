"""Registers and tables: the heads and the widths of the columns, for PDF and Word alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from liaison.core.numbers import chinese_date
from liaison.papers.facts.lists import Column, GroupRow, RegisterFacts, Row
from liaison.papers.fonts import Face
from liaison.papers.showing import as_shown, strings


@dataclass(frozen=True, slots=True)
class Head:
    """One cell of the head, so many columns wide and rows high."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class WordHead:
    """A cell of the head in Word: the first of its columns, and whether it begins or goes on with a merged one."""

    text: str
    place: int
    columns: int
    merge: str


@dataclass(frozen=True, slots=True)
class RegisterText:
    """A register as set. `heads` are one or two rows; `widths` in per cent."""

    title: str
    source: str
    heads: tuple[tuple[Head, ...], ...]
    widths: tuple[float, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    blank_rows: int
    row_height: int

    def word_widths(self, width: int) -> tuple[int, ...]:
        """The widths of the columns as whole parts of `width`."""
        return tuple(round(width * share / 100) for share in self.widths)

    def word_heads(self) -> Iterator[tuple["WordHead", ...]]:
        """The rows of the head as Word counts them: a cell that is two rows high stands in both."""
        for level, row in enumerate(self.heads):
            yield tuple(_word_row(row, self.heads[0], level))

    def texts(self) -> Iterator[tuple[Face, str]]:
        """Each text with its typeface, for the search for missing glyphs."""
        groups = (row.text for row in self.rows if isinstance(row, GroupRow))
        yield Face.HEI, "".join([*strings(self.columns), *groups, *self.totals])
        yield Face.FANG, "".join([self.source, *strings(self.rows), *self.notes])


def compose_register(facts: RegisterFacts) -> RegisterText:
    """Word the facts of a register."""
    facts = as_shown(facts)
    made = f"制表单位：{facts.issuer}　　制表日期：{chinese_date(facts.issued_on)}"
    whole = sum(column.share for column in facts.columns)
    return RegisterText(
        title=facts.title,
        source=facts.subtitle or made,
        heads=_heads(facts.columns),
        widths=tuple(100 * column.share / whole for column in facts.columns),
        columns=facts.columns,
        rows=facts.rows,
        totals=facts.totals,
        notes=facts.notes,
        blank_rows=facts.blank_rows,
        row_height=facts.row_height,
    )


def _heads(columns: tuple[Column, ...]) -> tuple[tuple[Head, ...], ...]:
    """Columns without a group stand in both rows of the head."""
    if not any(column.group for column in columns):
        return (tuple(Head(column.heading) for column in columns),)
    upper: list[Head] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        headings = [column.heading for column in members]
        upper += [Head(group, columns=len(headings))] if group else [Head(heading, rows=2) for heading in headings]
    return tuple(upper), tuple(Head(column.heading) for column in columns if column.group)


def _word_row(row: tuple[Head, ...], first: tuple[Head, ...], level: int) -> Iterator[WordHead]:
    place, lower = 0, iter(row)
    for head in first:
        if head.rows > 1 or level == 0:
            yield WordHead("" if level else head.text, place, head.columns, _merge(head, level))
        else:
            yield from (WordHead(next(lower).text, place + offset, 1, "") for offset in range(head.columns))
        place += head.columns


def _merge(head: Head, level: int) -> str:
    if head.rows == 1:
        return ""
    return "continue" if level else "restart"
