"""The same numbers as data: JSON and spreadsheet, of a book or of what an issued summary froze."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from liaison.core.messages import N_
from liaison.core.periods import Period
from liaison.papers.sheet import ColumnSpec, Kind, SheetTable, write_workbook
from liaison.summaries.rules.book import Book

Say = Callable[[str], str]
Rows = Sequence[Mapping[str, Any]]
FIGURES: Final = N_("数据")
DETAILS: Final = N_("说明")
DETAIL_HEADS: Final = (
    (N_("指标"), Kind.TEXT), (N_("计量单位"), Kind.TEXT), (N_("本期"), Kind.INTEGER), (N_("上期"), Kind.INTEGER),
    (N_("去年同期"), Kind.INTEGER), (N_("其中期初数"), Kind.INTEGER), (N_("期初数来源"), Kind.TEXT),
    (N_("口径"), Kind.TEXT),
)  # fmt: skip


def as_json(period: Period, rows: Rows) -> bytes:
    """As the contract has it: from, to, and name, unit, value of each figure; null where a small one is withheld.

    `opening`: how much of a value comes from days without records; absent where nothing does.
    """
    figures = [
        {
            "name": row["name"],
            "unit": row["unit"],
            "value": row["value"],
            **({"opening": row["opening"]} if row.get("opening") else {}),
        }
        for row in rows
    ]
    told = {"from": period.first.isoformat(), "to": period.last.isoformat(), "figures": figures}
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def as_workbook(title: str, rows: Rows, book: Book | None = None, say: Say = str) -> bytes:
    """The first sheet as the contract has it (name, unit, value), then what the figures mean and how they divide.

    `book`: None where only the frozen numbers are left.
    """
    heads = (ColumnSpec("name", "name"), ColumnSpec("unit", "unit"), ColumnSpec("value", "value", Kind.INTEGER))
    details = [ColumnSpec(str(place), say(head), kind) for place, (head, kind) in enumerate(DETAIL_HEADS)]
    meanings = {entry.figure.name: entry.figure.definition for entry in book.entries} if book else {}
    tables = [
        SheetTable(say(FIGURES), heads, [(row["name"], row["unit"], row["value"]) for row in rows]),
        SheetTable(say(DETAILS), details, [_detail(row, meanings, say) for row in rows]),
        *(_splits(book, say) if book else ()),
    ]
    return write_workbook(title, tables)


def _detail(row: Mapping[str, Any], meanings: Mapping[str, str], say: Say) -> tuple[object, ...]:
    meaning = meanings.get(row["name"], "")
    return (
        say(row["label"]), say(row["unit"]), row["value"], row["before"], row["year_before"], row.get("opening"),
        row.get("source", ""), say(meaning) if meaning else "",
    )  # fmt: skip


def _splits(book: Book, say: Say) -> list[SheetTable]:
    """All breakdowns on one sheet: figure, key, how many."""
    labels = {name: figure.label for name, figure in book.figures.items()}
    rows = [
        (say(labels[split.of]), row.label if split.is_named else say(row.label), say(row.unit), row.value)
        for part in book.parts
        for split in part.breakdowns
        if split.of in labels
        for row in split.rows
    ]
    heads = (
        ColumnSpec("of", say(N_("指标"))), ColumnSpec("label", say(N_("分项"))),
        ColumnSpec("unit", say(N_("计量单位"))), ColumnSpec("value", say(N_("数量")), Kind.INTEGER),
    )  # fmt: skip
    return [SheetTable(say(N_("分项")), heads, rows)] if rows else []
