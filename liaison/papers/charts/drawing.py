"""A chart ready for its macro: two sizes of marks and words, a table, and a sentence that says what it shows."""

from dataclasses import dataclass, field

from markupsafe import Markup

from liaison.core.messages import N_
from liaison.papers.charts.answers import answers
from liaison.papers.charts.bars import bars
from liaison.papers.charts.calendar import month_calendar, year_calendar
from liaison.papers.charts.canvas import PHONE, WIDE, Canvas
from liaison.papers.charts.columns import columns
from liaison.papers.charts.ink import INKS
from liaison.papers.charts.intervals import intervals
from liaison.papers.charts.spark import spark
from liaison.papers.charts.telling import Table, Teller, Translate
from liaison.papers.charts.trend import trend
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


@dataclass(frozen=True)
class Drawing:
    """What `_macros/charts.html` prints. `wide` and `phone` are None when there is nothing to show."""

    title: str
    wide: Canvas | None
    phone: Canvas | None
    summary: str
    table: Table
    table_words: str
    nothing: str
    inks: dict[str, Markup] = field(default_factory=lambda: INKS)


def draw(chart: Chart, translate: Translate = str) -> Drawing:
    """Lay a chart out in both sizes; `translate` gives the words of a message id (papers: Chinese, as they are)."""
    tell = Teller(translate)
    nothing = tell.say(N_("暂无数据"))
    sizes: tuple[Canvas | None, Canvas | None] = (None, None)
    if has_data(chart):
        sizes = (_lay(chart, WIDE, tell, nothing), _lay(chart, PHONE, tell, nothing))
    summary = tell.summary(chart) or nothing
    return Drawing(chart.title, *sizes, summary, tell.table(chart), tell.say(N_("查看数据表")), nothing)


def has_data(chart: Chart) -> bool:
    """Whether anything at all is known."""
    match chart:
        case Columns() | Trend():
            return any(value is not None for series in chart.series for value in series.values)
        case MonthCalendar():
            return any(value is not None for year in chart.years for value in year.values)
        case Bars():
            return any(row.value is not None for row in chart.rows)
        case AnswerScale():
            return any(sum(row.counts) for row in chart.rows)
        case Intervals():
            return bool(chart.rows)
        case YearCalendar():
            return bool(chart.days)
        case Spark():
            return bool(chart.values)


def _lay(chart: Chart, wide: float, tell: Teller, nothing: str) -> Canvas:
    match chart:
        case Columns():
            return columns(chart, wide, tell.unit(chart.unit))
        case Trend():
            return trend(chart, wide, tell.unit(chart.unit))
        case Bars():
            return bars(chart, wide, tell.unit(chart.unit))
        case Intervals():
            return intervals(chart, wide, tell.unit(chart.unit))
        case AnswerScale():
            return answers(chart, wide, nothing)
        case YearCalendar():
            return year_calendar(chart, wide, tell.months(), tell.weekdays())
        case MonthCalendar():
            return month_calendar(chart, wide, tell.months())
        case Spark():
            return spark(chart)
