"""Pages of figures: a period and the one before it, numbers with what they mean, charts, spreadsheet, report."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import Response, request

from liaison.core import clock
from liaison.core.declaration import Figure
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.core.periods import Period
from liaison.core.sides import Actor
from liaison.papers.canonical import canonical_json
from liaison.papers.charts import Drawing
from liaison.papers.charts import draw as draw_chart
from liaison.papers.facts.charts import Chart
from liaison.papers.facts.minutes import TableColumn
from liaison.papers.facts.reports import DataTable, Note, ReportFacts, ReportHeading
from liaison.papers.sheet import ColumnSpec, Kind, SheetTable, write_workbook
from liaison.store import papers, previews
from liaison.store.previews import Preview
from liaison.web import lists
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.language import tr

UNTOLD = N_("少于%(least)s")
COLUMNS = (N_("指标"), N_("计量单位"), N_("本期"), N_("上期"), N_("口径"))
HAN = re.compile(r"[\u3400-\u9fff]")
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a page of figures. `title` and `definition` are message ids; `before` has the values of the period
    before by name. Charts speak the language they were made in. `is_named`: the labels are names that people gave.
    """

    title: str
    figures: Sequence[Figure]
    before: Mapping[str, int] = field(default_factory=dict)
    charts: Sequence[Chart] = ()
    definition: str = ""
    is_named: bool = False

    def drawings(self) -> list[tuple[Drawing, str]]:
        """Its charts, laid out for a page, each with the language of its words; names that people gave are Chinese."""
        drawn = [draw_chart(chart, tr) for chart in self.charts]
        return [(each, "zh-CN" if HAN.search(f"{each.title}{each.table}") else "en") for each in drawn]

    def was(self, figure: Figure) -> Figure | None:
        """The figure as it was in the period before."""
        value = self.before.get(figure.name)
        return None if value is None else Figure(figure.name, figure.label, figure.unit, value, least=figure.least)


def asked_period() -> Period:
    """The period that the address asks for; without one the running year up to today."""
    today = clock.today()
    first, last = lists.asked_day("from", request.values), lists.asked_day("to", request.values)
    last = min(max(last or today, EARLIEST), date(today.year + 1, 12, 31))
    first = max(first or date(last.year, 1, 1), EARLIEST)
    return Period(min(first, last), last)


def usual_periods() -> list[tuple[str, Period]]:
    """The periods that offices ask for most, as (message id, period); "近三年" reads "三年来" in a summary."""
    today = clock.today()
    year = date(today.year, 1, 1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    # Three years to the day: the day after 28 February where 29 February has no counterpart.
    after = today + timedelta(1)
    three = after.replace(year=after.year - 3, day=min(after.day, 28) if after.month == 2 else after.day)
    return [
        (N_("本年"), Period(year, today)),
        (N_("本季度"), Period(quarter, today)),
        (N_("上年"), Period(date(today.year - 1, 1, 1), year - timedelta(1))),
        (N_("近三年"), Period(three, today)),
    ]


def written(figure: Figure | None) -> int | str | None:
    """The number as it may be told, in the language of the page."""
    if figure is None:
        return None
    return figure.value if figure.is_told else tr(UNTOLD, least=figure.least)


def workbook(title: str, blocks: Sequence[Block]) -> Response:
    """The numbers of a page as a spreadsheet, a sheet a block."""
    kinds = (Kind.TEXT, Kind.TEXT, Kind.INTEGER, Kind.INTEGER, Kind.TEXT)
    heads = [
        ColumnSpec(str(place), tr(name), kind) for place, (name, kind) in enumerate(zip(COLUMNS, kinds, strict=True))
    ]
    tables = [
        SheetTable(tr(block.title), heads, [_cells(block, figure) for figure in block.figures]) for block in blocks
    ]
    return attachment(write_workbook(title, tables), f"{title}.xlsx", SPREADSHEET)


def ask_report(
    title: str, issuers: Sequence[str], period: Period, blocks: Sequence[Block], back: str, by: Actor
) -> Preview:
    """Ask the worker for the same numbers as a report in PDF and Word; Chinese, as papers are. `title` is Chinese."""
    parts: list[ReportHeading | DataTable | Chart | Note] = []
    for block in blocks:
        parts += [ReportHeading(block.title), *_tables(block), *block.charts]
    parts.append(Note(f"注：上期为{_span(period.before)}。数字均按系统记录统计。"))
    facts = ReportFacts(
        title=title, issuers=tuple(name for name in issuers if name), issued_on=clock.today(), period=_span(period),
        blocks=tuple(parts),
    )  # fmt: skip
    return previews.ask("report", title, canonical_json(facts), papers.watermark(), back, by)


def _tables(block: Block) -> list[DataTable]:
    if not block.figures:
        return []
    is_defined = any(figure.definition for figure in block.figures)
    columns = (
        TableColumn("指标", 6 if is_defined else 18), TableColumn("单位", 2), TableColumn("本期", 3, "right"),
        TableColumn("上期", 3, "right"), *((TableColumn("口径", 12),) if is_defined else ()),
    )  # fmt: skip
    rows = tuple(_printed(block, figure)[: len(columns)] for figure in block.figures)
    return [DataTable(block.title, columns, rows, note=f"注：{block.definition}" if block.definition else "")]


def _printed(block: Block, figure: Figure) -> tuple[str, ...]:
    told = [_told(each) for each in (figure, block.was(figure))]
    return figure.label, figure.unit, *told, figure.definition


def _told(figure: Figure | None) -> str:
    if figure is None:
        return "—"
    return str(figure.value) if figure.is_told else UNTOLD % {"least": figure.least}


def _cells(block: Block, figure: Figure) -> tuple[object, ...]:
    definition = tr(figure.definition or block.definition)
    return tr(figure.label), tr(figure.unit), written(figure), written(block.was(figure)), definition


def _span(period: Period) -> str:
    return f"{chinese_date(period.first)}至{chinese_date(period.last)}"
