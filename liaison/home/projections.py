"""How a trend looks: twelve bars with their table, the sum of the year, and how this month stands to the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from liaison.core.gathering import Trend
from liaison.papers.charts import Drawing
from liaison.papers.charts import draw as draw_chart
from liaison.papers.facts.charts import Columns, Series
from liaison.web.language import language, tr


@dataclass(frozen=True, slots=True)
class SeenTrend:
    """A trend in the language of the page. `lines`: (label, this month, in twelve months) of each line."""

    name: str
    label: str
    unit: str
    url: str
    lines: tuple[tuple[str, int, int], ...]
    drawing: Drawing
    language: str

    @property
    def total(self) -> int:
        """The twelve months of its first line."""
        return self.lines[0][2]


def drawn(trend: Trend, months: Sequence[date]) -> SeenTrend:
    """Lay a trend out for a page; a month of which nothing is told has none."""
    series = [(tr(label), tuple(counts.get(month, 0) for month in months)) for label, counts in trend.lines]
    labels = tuple(f"{month:%Y-%m}" for month in months)
    chart = Columns(tr(trend.label), tr(trend.unit), labels, tuple(Series(label, values) for label, values in series))
    return SeenTrend(
        name=trend.name,
        label=tr(trend.label),
        unit=tr(trend.unit),
        url=trend.url,
        lines=tuple((label, values[-1], sum(values)) for label, values in series),
        drawing=draw_chart(chart, tr),
        language="en" if language() == "en" else "zh-CN",
    )
