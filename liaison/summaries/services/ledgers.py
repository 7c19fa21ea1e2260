"""Counts of whole years out of a ledger: they become opening balances, for years of which there are no records."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from liaison.core import clock
from liaison.core.declaration import Figure
from liaison.core.errors import RuleBroken
from liaison.core.ledgers import Batch, Drawn, LedgerKind, NumberKind, Planned, near
from liaison.core.messages import N_, Term
from liaison.core.periods import Period
from liaison.core.sides import Actor
from liaison.papers.sheet import CellError, ColumnSpec, Kind, Row, Sheet
from liaison.store import audit, wordings
from liaison.store.base import db
from liaison.summaries import queries
from liaison.summaries.facts.letters import NUMBER
from liaison.summaries.projections import counting
from liaison.summaries.rules.moves import why_not_enter
from liaison.summaries.services import openings
from liaison.summaries.services.summaries import SERIES

# The field that a check blames -> the column of the sheet.
COLUMN_OF: Final = {"name": "name", "first": "year", "last": "last", "value": "value"}
NOTES: Final = (
    "“历年数字”：没有逐条记录的年份，按年填写数字，如收到的投诉件数、接待人数、提出的意见条数。每行一个指标、一个年度。",
    "一般只填“年度”。只统计了一年中的一段时间的，另填“起”“止”日期；今年的数字必须填“止”，且在今天以前。",
    "“来源”写明数字出自哪里，如“2024年度工作总结第3页”，计入统计时一并注明。监督投诉只导入件数，不导入具体投诉。",
)


def columns(user: Actor) -> tuple[ColumnSpec, ...]:
    """The columns of the sheet; it offers the figures that are that side's to enter."""
    return (
        ColumnSpec("name", "指标", required=True, longest=60, offered=tuple(_names(user))),
        ColumnSpec("year", "年度", Kind.INTEGER, required=True),
        ColumnSpec("first", "起", Kind.DATE),
        ColumnSpec("last", "止", Kind.DATE),
        ColumnSpec("value", "数量", Kind.INTEGER, required=True),
        ColumnSpec("source", "来源", required=True),
    )


def _names(user: Actor) -> dict[str, Figure]:
    """The figures that somebody may enter, by their Chinese names; one of a name that two have by both."""
    offered = [one for one in counting.declared().values() if not one.is_standing and one.owner in {None, user.side}]
    return {one.label: one for one in reversed(offered)}


def draw(sheet: Sheet, batch: Batch) -> Drawn:
    """What each row would make. A balance of the same days and number is there already and is left out."""
    names, there = _names(batch.by), {(row.name, row.period, row.value) for row in queries.balances()}
    planned, doubled, faults = list[Planned](), [], list(sheet.errors)
    wrong_rows, seen, recorded = {fault.row for fault in sheet.errors}, list[tuple[str, Period, int]](), _Recorded()
    for row in sheet.rows:
        if row.number in wrong_rows:
            continue
        figure = names.get(row.values["name"])
        if figure is None:
            faults.append(_unknown(sheet, row, names))
            continue
        period, title = _period(row.values), f"{figure.label} {row.values['year']}"
        if (figure.name, period, row.values["value"]) in there:
            doubled.append((row.number, title))
            continue
        wrong = list(_faults(sheet, row, figure, period, batch, seen, recorded))
        faults += wrong
        if not wrong:
            seen.append((figure.name, period, row.number))
            values = {
                "name": figure.name,
                "period": period,
                "value": row.values["value"],
                "source": row.values["source"],
            }
            planned.append(Planned(row.number, title, period.last, values))
    return Drawn(tuple(planned), tuple(doubled), tuple(faults))


class _Recorded:
    """What the records come to, counted once for each span of days."""

    def __init__(self) -> None:
        self.known: dict[Period, Mapping[str, Figure]] = {}

    def __call__(self, name: str, period: Period) -> int:
        if period not in self.known:
            self.known[period] = counting.declared(period)
        return openings.value_of(self.known[period], name)


def _period(values: Mapping[str, Any]) -> Period:
    """The days of a row: the whole year, or what it says itself. A year that is none gives days long gone."""
    year = values["year"] if 1 <= values["year"] <= 9998 else 1
    return Period(values.get("first") or date(year, 1, 1), values.get("last") or date(year, 12, 31))


def _unknown(sheet: Sheet, row: Row, names: Mapping[str, Figure]) -> CellError:
    name = row.values["name"]
    if meant := near(name, frozenset(names)):
        return sheet.fault(row, "name", N_("没有“%(name)s”这个指标，相近的有：%(meant)s。"), name=name, meant=meant)
    return sheet.fault(row, "name", N_("没有“%(name)s”这个指标，请从模板的下拉列表中选择。"), name=name)


def _faults(
    sheet: Sheet, row: Row, figure: Figure, period: Period, batch: Batch, seen: Sequence[tuple[str, Period, int]],
    recorded: _Recorded,
) -> Iterator[CellError]:  # fmt: skip
    for name, other, number in seen:
        if name == figure.name and other.first <= period.last and period.first <= other.last:
            yield sheet.fault(row, "year", N_("与第%(earlier)s行的时间重叠。"), earlier=number)
            return
    if any(period.first <= on <= period.last for on in batch.counted.get(figure.name, ())):
        message = N_("同一文件中已有这段时间“%(label)s”的逐条记录，不能再填数字，以免重复计算。")
        yield sheet.fault(row, "year", message, label=Term(figure.label))
        return
    if not row.values["year"] == period.first.year == period.last.year:
        yield sheet.fault(row, "year", N_("“起”“止”日期应在所填年度以内。"))
        return
    if period.last >= clock.today():
        key = "last" if row.values.get("last") else "year"
        yield sheet.fault(row, key, N_("今年尚未结束，请在“止”填写今天以前的日期。"))
        return
    try:
        openings.check(figure.name, period, row.values["value"], batch.by, recorded=recorded)
    except RuleBroken as broken:
        yield sheet.fault(row, COLUMN_OF.get(broken.field or "", "name"), broken.message, **broken.params)


def make(planned: Sequence[Planned], by: Actor) -> list[int]:
    """Enter each as an opening balance with its source."""
    given = [one.values for one in planned]
    return [openings.enter(row["name"], row["period"], row["value"], row["source"], by).id for row in given]


def undo(ids: Collection[int], by: Actor) -> None:
    """Take balances away again. Raises RuleBroken naming the first that was corrected since."""
    labels = {name: figure.label for name, figure in counting.declared().items()}
    for row in [balance for balance in queries.balances() if balance.id in set(ids)]:
        if row.version > 1:
            label = Term(labels.get(row.name, row.name))
            raise RuleBroken(N_("期初数“%(label)s”之后作过更正，不能撤销。"), label=label)
        audit.record("opening_balance.removed", row, by, name=row.name, value=row.value)
        db.session.delete(row)
    db.session.flush()


def covering(days_by_figure: Mapping[str, Collection[date]]) -> dict[tuple[str, date], str]:
    """Of these days by figure those that an opening balance stands for already, with its source.

    Records of such days would be counted twice.
    """
    found = {}
    for row in queries.balances():
        for on in days_by_figure.get(row.name, ()):
            if row.first_on <= on <= row.last_on:
                found[row.name, on] = row.source
    return found


def issued_over(first: date, last: date) -> list[str]:
    """The titles of issued summaries that tell of any of these days: records that they count stay."""
    return [row.title for row in queries.issued_over(first, last)]


COUNTS: Final = LedgerKind(
    "counts", N_("历年数字"), "opening_balance", 9, why_not_enter, columns, NOTES, draw, make, undo,
    lambda id: f"/summaries/openings/{id}",
)  # fmt: skip
NUMBERS: Final = NumberKind(
    SERIES, N_("工作总结编号"), True, why_not_enter, lambda year, number: wordings.numbered(NUMBER, year, number)
)
