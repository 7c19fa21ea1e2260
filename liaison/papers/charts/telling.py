"""A chart in words: its table of all values, and one sentence for those who do not see it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from liaison.core.messages import N_, write_out
from liaison.papers.charts.scales import shares, written
from liaison.papers.facts.charts import (
    AnswerScale,
    Bars,
    Chart,
    Columns,
    Intervals,
    MonthCalendar,
    Spark,
    Trend,
    YearCalendar,
)

Translate = Callable[[str], str]
UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Table:
    """The values of a chart: titles of columns, and rows that begin with their label."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Teller:
    """Says things in one language."""

    def __init__(self, translate: Translate) -> None:
        """Take the catalogue: a function from message id to text."""
        self.translate = translate

    def say(self, message: str, **params: Any) -> str:
        """Write out one message."""
        return write_out(message, params, self.translate)

    def unit(self, unit: str) -> str:
        """The words that name a unit, none for a number without one."""
        return self.say(N_("单位：%(unit)s"), unit=unit) if unit else ""

    def months(self) -> tuple[str, ...]:
        """The twelve months."""
        return tuple(self.say(N_("%(month)s月"), month=month) for month in range(1, 13))

    def weekdays(self) -> tuple[str, ...]:
        """The seven days from Monday, as short as can be."""
        return tuple(map(self.translate, (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))))

    def table(self, chart: Chart) -> Table:
        """All values of a chart."""
        match chart:
            case Columns() | Trend():
                return self._series_table(chart)
            case MonthCalendar():
                rows = tuple((year.label, *map(_figure, year.values)) for year in chart.years)
                return Table((self.say(N_("年份")), *self.months()), rows)
            case YearCalendar():
                days = sorted((each for each in chart.days if each.count), key=lambda each: each.day)
                rows = tuple((each.day.isoformat(), written(each.count)) for each in days)
                return Table((self.say(N_("日期")), self._amount(chart.unit)), rows)
            case AnswerScale():
                return self._scale_table(chart)
            case Intervals():
                head = (
                    self.say(N_("项目")),
                    self.say(N_("平均值")),
                    self.say(N_("区间下限")),
                    self.say(N_("区间上限")),
                )
                return Table(
                    head,
                    tuple(
                        (row.label, *(written(value, chart.decimals) for value in (row.mean, row.low, row.high)))
                        for row in chart.rows
                    ),
                )
            case Bars():
                rows = tuple((row.label, _figure(row.value, chart.decimals)) for row in chart.rows)
                return Table((self.say(N_("项目")), self._amount(chart.unit)), rows)
            case Spark():
                rows = tuple((str(n), written(value, chart.decimals)) for n, value in enumerate(chart.values, 1))
                return Table((self.say(N_("序号")), self._amount(chart.unit)), rows)

    def summary(self, chart: Chart) -> str:
        """One or a few sentences: the extremes, so that nobody needs the picture to know them."""
        match chart:
            case Columns() | Trend():
                told = [(s.label, tuple(zip(chart.labels, s.values, strict=True))) for s in chart.series]
                return _joined(self._extremes(name, points, chart.decimals, chart.unit) for name, points in told)
            case MonthCalendar():
                told = [(year.label, tuple(zip(self.months(), year.values, strict=True))) for year in chart.years]
                return _joined(self._extremes(name, points, 0, chart.unit) for name, points in told)
            case YearCalendar():
                points = tuple((each.day.isoformat(), each.count) for each in chart.days if each.count)
                return self._extremes(str(chart.year), points, 0, chart.unit)
            case AnswerScale():
                return _joined(self._favour(row.label, shares(row.counts)) for row in chart.rows if sum(row.counts))
            case Intervals():
                return self._extremes(
                    "", tuple((row.label, row.mean) for row in chart.rows), chart.decimals, chart.unit
                )
            case Bars():
                return self._extremes(
                    "", tuple((row.label, row.value) for row in chart.rows), chart.decimals, chart.unit
                )
            case Spark():
                points = tuple((str(number), value) for number, value in enumerate(chart.values, 1))
                return self._extremes("", points, chart.decimals, chart.unit)

    def _series_table(self, chart: Columns | Trend) -> Table:
        several = len(chart.series) > 1
        amounts = [self._amount(chart.unit, series.label if several else "") for series in chart.series]
        rows = [
            (label, *(_figure(series.values[place], chart.decimals) for series in chart.series))
            for place, label in enumerate(chart.labels)
        ]
        return Table((self.say(N_("时段")), *amounts), tuple(rows))

    def _scale_table(self, chart: AnswerScale) -> Table:
        rows = []
        for row in chart.rows:
            parts = zip(row.counts, shares(row.counts), strict=True)
            cells = (f"{count:,}（{share}%）" if sum(row.counts) else "0" for count, share in parts)
            rows.append((row.label, *cells, f"{sum(row.counts):,}"))
        return Table((self.say(N_("项目")), *chart.levels, self.say(N_("合计"))), tuple(rows))

    def _amount(self, unit: str, name: str = "") -> str:
        name = name or self.say(N_("数值"))
        return self.say(N_("%(name)s（%(unit)s）"), name=name, unit=unit) if unit else name

    def _extremes(self, name: str, points: Sequence[tuple[str, int | None]], decimals: int, unit: str) -> str:
        known = [(value, label) for label, value in points if value is not None]
        if not known:
            return ""
        most, least = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
        sentence = self.say(
            N_("共%(count)s项，最高%(most)s%(unit)s（%(at)s），最低%(least)s%(unit)s（%(where)s）。"),
            count=len(known),
            most=written(most[0], decimals),
            at=most[1],
            least=written(least[0], decimals),
            where=least[1],
            unit=unit,
        )
        return self.say(N_("%(name)s：%(text)s"), name=name, text=sentence) if name else sentence

    def _favour(self, label: str, part: tuple[int, ...]) -> str:
        return self.say(
            N_("%(label)s：好的两档占%(good)s%%，差的两档占%(poor)s%%。"),
            label=label,
            good=part[3] + part[4],
            poor=part[0] + part[1],
        )


def _joined(sentences: Iterable[str]) -> str:
    """One after the other, with a space where the language has one between sentences."""
    return "".join(each if each.endswith("。") else f"{each} " for each in sentences).strip()


def _figure(value: int | None, decimals: int = 0) -> str:
    return UNKNOWN if value is None else written(value, decimals)
