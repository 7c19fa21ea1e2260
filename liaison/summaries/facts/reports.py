"""A period as a report: sentences, tables of figures with earlier periods, splits, charts, records, definitions."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from liaison.core.declaration import Breakdown, Listing, Split
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.papers.facts.charts import Bar, Bars, Chart, Columns, Series
from liaison.papers.facts.minutes import Paragraph, TableColumn
from liaison.papers.facts.reports import DataTable, Definition, Note, ReportFacts, ReportHeading
from liaison.summaries.rules.book import Book, Entry, Part, written
from liaison.summaries.rules.narrative import HEADING

Block = ReportHeading | Paragraph | Definition | Note | DataTable | Chart
SPLIT_WORDS: Final = {
    Split.MONTH: N_("按月"), Split.SIDE: N_("按提出方"), Split.COURT: N_("按法院"), Split.DISTRICT: N_("按地区"),
    Split.CATEGORY: N_("按类别"),
}  # fmt: skip
MARK: Final = "（含期初数）"
MOST_COLUMNS: Final = 24
"""More months than this are told by the year in charts."""


def report_facts(
    book: Book,
    paragraphs: Sequence[str],
    *,
    title: str,
    issuers: Sequence[str],
    issued_on: date,
    number: str = "",
    listings: Sequence[Listing] = (),
    is_long: bool = False,
) -> ReportFacts:
    """Freeze a summary. `is_long`: the annual report, with a cover, contents and the records themselves."""
    blocks: list[Block] = [ReportHeading("总体情况"), *_text(paragraphs), ReportHeading("统计数据")]
    for part in book.parts:
        blocks += _part(book, part)
    if listings:
        blocks.append(ReportHeading("记录清单"))
        blocks += [block for listing in listings for block in _listing(listing)]
    blocks += [ReportHeading("指标解释"), *_definitions(book), Note(_source(book))]
    return ReportFacts(
        title=title,
        issuers=tuple(name for name in issuers if name),
        issued_on=issued_on,
        blocks=tuple(blocks),
        subtitle=book.place_name,
        period=book.period.spelled(),
        number=number,
        has_cover=is_long,
        contents="always" if is_long else "auto",
    )


def table(book: Book, part: Part) -> DataTable:
    """The figures of a feature with those of earlier periods."""
    columns = [TableColumn("指标", 12), TableColumn("单位", 2), TableColumn("本期", 3, "right")]
    columns.append(TableColumn("上期", 3, "right"))
    if book.compares_years:
        columns.append(TableColumn("去年同期", 4, "right"))
    rows = tuple(_row(entry)[: len(columns)] for entry in part.entries)
    return DataTable(part.label, tuple(columns), rows, note=opening_note(part))


def _text(paragraphs: Sequence[str]) -> Iterator[Block]:
    for line in paragraphs:
        heading = HEADING.match(line)
        yield ReportHeading(heading["text"], 2) if heading else Paragraph(line)


def _part(book: Book, part: Part) -> Iterator[Block]:
    yield ReportHeading(part.label, 2)
    yield table(book, part)
    labels = {entry.figure.name: entry.figure for entry in part.entries}
    for split in part.breakdowns:
        if split.of in labels and len(split.rows) > 1:
            title = f"{labels[split.of].label}（{SPLIT_WORDS[split.by]}）"
            yield split_chart(split, title, labels[split.of].unit)


def split_chart(split: Breakdown, title: str, unit: str) -> Chart:
    """Columns over time, by the year where there are many months; bars of everything else."""
    if split.by is not Split.MONTH:
        return Bars(title, unit, tuple(Bar(row.label, row.value) for row in split.rows))
    months = {row.name: row.value for row in split.rows}
    if len(months) > MOST_COLUMNS:
        years = sorted({name[:4] for name in months})
        months = {year: sum(value for name, value in months.items() if name[:4] == year) for year in years}
    return Columns(title, unit, tuple(months), (Series(unit, tuple(months.values())),))


def _row(entry: Entry) -> tuple[str, ...]:
    label = entry.figure.label + (MARK if entry.openings else "")
    return label, entry.figure.unit, written(entry.figure), written(entry.before), written(entry.year_before)


def opening_note(part: Part) -> str:
    """How much of which figure comes from days without records, and where that stands; "" where nothing does."""
    told = [
        f"{entry.figure.label}含{opening.period.spelled()}期初数{opening.value}{entry.figure.unit}（来源：{opening.source}）"
        for entry in part.entries
        for opening in entry.openings
    ]
    return f"注：{'；'.join(told)}。" if told else ""


def _listing(listing: Listing) -> Iterator[Block]:
    yield ReportHeading(listing.title, 2)
    columns = tuple(TableColumn(heading, share) for heading, share in listing.columns)
    yield DataTable(listing.title, columns, listing.rows) if listing.rows else Paragraph("期内没有记录。")


def _definitions(book: Book) -> Iterator[Definition]:
    for entry in book.entries:
        if entry.figure.definition:
            yield Definition(entry.figure.label, entry.figure.definition)


def _source(book: Book) -> str:
    before = book.period.before
    return (
        f"注：本期为{chinese_date(book.period.first)}至{chinese_date(book.period.last)}，"
        f"上期为{chinese_date(before.first)}至{chinese_date(before.last)}。数字按系统记录统计；"
        "人数过少的不单独列出。"
    )
