"""Bars over time, of one side or of two: values at the bars, or an axis where those have no room."""

from typing import Final

from liaison.papers.charts.canvas import Canvas
from liaison.papers.charts.frame import legend, time_axis, value_axis
from liaison.papers.charts.scales import Scale, nice_ticks, written
from liaison.papers.charts.words import LINE, width
from liaison.papers.facts.charts import Columns

INKS: Final = ("first", "second")
WIDEST: Final = 34
BETWEEN: Final = 2


def columns(chart: Columns, wide: float, unit: str) -> Canvas:
    """Lay the bars out in a drawing `wide` units wide."""
    canvas = Canvas(wide)
    entries = [(series.label, ink) for series, ink in zip(chart.series, INKS, strict=False)]
    legend(canvas, entries if len(entries) > 1 else [], unit)
    values = [value for series in chart.series for value in series.values if value is not None]
    band = wide / len(chart.labels)
    shown = max(width(written(value, chart.decimals)) for value in values) <= _slot(band, len(entries))
    high = 150.0 if canvas.is_narrow else 190.0
    ticks = nice_ticks(0, max(values), 10**chart.decimals)
    if shown:
        top = canvas.height + LINE + 2
        scale, left = Scale((0, max(*values, 1)), top + high, top), 0.0
        canvas.rule("axis", (0, top + high), (wide, top + high))
        canvas.height = top + high
    else:
        scale, left = value_axis(canvas, ticks, chart.decimals, high, wide)
    band = (wide - left) / len(chart.labels)
    centres = [left + band * (place + 0.5) for place in range(len(chart.labels))]
    for number in range(len(chart.series)):
        _series(canvas, chart, number, scale, centres, _thick(band, len(entries)), shown)
    time_axis(canvas, chart.labels, centres, band)
    return canvas


def _thick(band: float, count: int) -> float:
    """How wide one bar is."""
    return min(WIDEST, band * (0.56 if count == 1 else 0.38))


def _slot(band: float, count: int) -> float:
    """How wide the words above one bar may be."""
    return band - 4 if count == 1 else _thick(band, count)


def _series(
    canvas: Canvas, chart: Columns, number: int, scale: Scale, centres: list[float], thick: float, shown: bool
) -> None:
    count = len(chart.series)
    between = min(BETWEEN, thick / 4)
    first = -(thick * count + between * (count - 1)) / 2
    for label, value, centre in zip(chart.labels, chart.series[number].values, centres, strict=True):
        if value is None:
            continue
        x, y, words = centre + first + (thick + between) * number, scale.at(value), written(value, chart.decimals)
        name = f"{label} {chart.series[number].label}".strip()
        canvas.rect(x, y, thick, scale.start - y, INKS[number], f"{name} {words}{chart.unit}")
        if shown:
            canvas.label(x + thick / 2, y - 5, words, "middle", "value")
