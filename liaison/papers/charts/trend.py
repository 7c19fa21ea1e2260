"""Lines over time, each with its name and its last value at its end (on a phone: names in a legend)."""

from typing import Final

from liaison.papers.charts.canvas import Canvas, Point
from liaison.papers.charts.frame import legend, time_axis, value_axis
from liaison.papers.charts.scales import Scale, brief, from_zero, nice_ticks
from liaison.papers.charts.words import GAP, shorten, spread, width
from liaison.papers.facts.charts import Series, Trend

# With more points than this, only the last of a line is marked.
MARKED: Final = 12
RADIUS: Final = 3.5


def trend(chart: Trend, wide: float, unit: str) -> Canvas:
    """Lay the lines out in a drawing `wide` units wide."""
    canvas = Canvas(wide)
    is_single = len(chart.series) == 1
    lines = [(series.label, f"line-{number}") for number, series in enumerate(chart.series, 1)]
    legend(canvas, lines if canvas.is_narrow and not is_single else [], unit)
    values = [value for series in chart.series for value in series.values if value is not None]
    ticks = nice_ticks(*from_zero(values), 10**chart.decimals)
    names = ["" if canvas.is_narrow or is_single else series.label for series in chart.series]
    ends = [_end(series, name, chart.decimals, wide * 0.3) for series, name in zip(chart.series, names, strict=True)]
    right = wide - max(map(width, ends)) - 2 * GAP
    scale, left = value_axis(canvas, ticks, chart.decimals, 150 if canvas.is_narrow else 190, right)
    centres = _centres(left + GAP, right - GAP, len(chart.labels))
    last: list[float] = []
    for number, series in enumerate(chart.series, 1):
        last.append(_line(canvas, series, f"{number}", scale, centres))
    for place, text in zip(spread(last, scale.end, scale.start), ends, strict=True):
        canvas.lines(right + GAP, place, [text], ink="value")
    time_axis(canvas, chart.labels, centres, (right - left) / len(chart.labels))
    return canvas


def _centres(first: float, last: float, count: int) -> list[float]:
    if count == 1:
        return [(first + last) / 2]
    return [first + (last - first) * place / (count - 1) for place in range(count)]


def _end(series: Series, name: str, decimals: int, room: float) -> str:
    known = [value for value in series.values if value is not None]
    figure = brief(known[-1], decimals) if known else "—"
    return f"{shorten(name, room)} {figure}".strip()


def _line(canvas: Canvas, series: Series, number: str, scale: Scale, centres: list[float]) -> float:
    """Draw one line, broken where a value is not known. Returns the height of its end."""
    parts: list[list[Point]] = [[]]
    for value, x in zip(series.values, centres, strict=True):
        if value is None:
            parts.append([])
        else:
            parts[-1].append((x, scale.at(value)))
    known = [point for part in parts for point in part]
    for part in parts:
        if len(part) > 1:
            canvas.path(part, f"line-{number}")
    alone = [part[0] for part in parts if len(part) == 1]
    for x, y in known if len(centres) <= MARKED else {*alone, *known[-1:]}:
        canvas.dot(x, y, RADIUS, f"dot-{number}")
    return known[-1][1] if known else scale.start
