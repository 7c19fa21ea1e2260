"""Horizontal bars: long labels at the left, values at the ends, no axis needed."""

from typing import Final

from liaison.papers.charts.canvas import Canvas
from liaison.papers.charts.frame import label_rows, legend
from liaison.papers.charts.scales import written
from liaison.papers.charts.words import GAP, width
from liaison.papers.facts.charts import Bars

THICK: Final = 15


def bars(chart: Bars, wide: float, unit: str) -> Canvas:
    """Lay the bars out in a drawing `wide` units wide."""
    canvas = Canvas(wide)
    legend(canvas, [], unit)
    rows = label_rows(canvas, [row.label for row in chart.rows], THICK)
    words = ["—" if row.value is None else written(row.value, chart.decimals) for row in chart.rows]
    room = wide - rows.left - max(map(width, words)) - GAP
    most = max((row.value for row in chart.rows if row.value is not None), default=0) or 1
    rows.rule(canvas, "axis", rows.left, THICK / 2 + 4)
    for row, middle, text in zip(chart.rows, rows.middles, words, strict=True):
        long = room * (row.value or 0) / most
        canvas.rect(rows.left, middle - THICK / 2, long, THICK, "first", f"{row.label} {text}{chart.unit}")
        canvas.lines(rows.left + long + GAP, middle, [text], ink="value")
    return canvas
