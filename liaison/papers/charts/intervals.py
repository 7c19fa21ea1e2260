"""Means as dots with their confidence intervals, on one axis; the figures stand in a column at the right."""

from typing import Final

from liaison.papers.charts.canvas import Canvas
from liaison.papers.charts.frame import Rows, label_rows, legend
from liaison.papers.charts.scales import Scale, from_zero, nice_ticks, tick_words, written
from liaison.papers.charts.words import GAP, SIZE, every, held, width
from liaison.papers.facts.charts import Interval, Intervals

RADIUS: Final = 5
CAP: Final = 5
THICK: Final = 14


def intervals(chart: Intervals, wide: float, unit: str) -> Canvas:
    """Lay the means out in a drawing `wide` units wide."""
    canvas = Canvas(wide)
    legend(canvas, [], unit)
    rows = label_rows(canvas, [row.label for row in chart.rows], THICK, least=30)
    figures = [_figures(row, chart.decimals) for row in chart.rows]
    plot = wide - rows.left - max(map(width, figures)) - 2 * GAP
    is_beside = plot >= wide * 0.3
    right = rows.left + plot if is_beside else wide
    ends = from_zero([end for row in chart.rows for end in (row.low, row.high)])
    ticks = nice_ticks(*ends, 10**chart.decimals, 3 if canvas.is_narrow else 5)
    scale = Scale(ticks, rows.left + RADIUS, right - RADIUS - 3)
    _axis(canvas, rows, scale, chart.decimals)
    for row, y, text in zip(chart.rows, rows.middles, figures, strict=True):
        low, mean, high = (scale.at(value) for value in (row.low, row.mean, row.high))
        canvas.path([(low, y), (high, y)], "line-1")
        for end in (low, high):
            canvas.path([(end, y - CAP), (end, y + CAP)], "line-1")
        canvas.dot(mean, y, RADIUS, "dot-1")
        if is_beside:
            canvas.lines(wide, y, [text], "end", "value")
    return canvas


def _figures(row: Interval, decimals: int) -> str:
    mean, low, high = (written(value, decimals) for value in (row.mean, row.low, row.high))
    return f"{mean} [{low}, {high}]"


def _axis(canvas: Canvas, rows: Rows, scale: Scale, decimals: int) -> None:
    bottom = rows.middles[-1] + THICK
    words = tick_words(scale.ticks, decimals)
    places = [scale.at(tick) for tick in scale.ticks]
    step = every([width(text) for text in words], places, canvas.width)
    for number, (place, text) in enumerate(zip(places, words, strict=True)):
        rows.rule(canvas, "rule", place, THICK if rows.left else THICK / 2 + 2)
        if (len(words) - 1 - number) % step == 0:
            left, right = held(place, width(text), canvas.width)
            canvas.label((left + right) / 2, bottom + SIZE + 2, text, "middle")
    canvas.height = bottom + SIZE + 8
