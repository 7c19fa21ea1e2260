"""A small line beside a figure: its course and where it is now."""

from typing import Final

from liaison.papers.charts.canvas import Canvas
from liaison.papers.charts.scales import Scale
from liaison.papers.facts.charts import Spark

WIDTH: Final = 76
HEIGHT: Final = 30
MARGIN: Final = 4


def spark(chart: Spark) -> Canvas:
    """Lay the line out in its one size."""
    canvas = Canvas(WIDTH, HEIGHT)
    least, most = min(chart.values), max(chart.values)
    ends = (least, most) if least < most else (least - 1, most + 1)
    scale = Scale(ends, HEIGHT - MARGIN, MARGIN)
    step = (WIDTH - 2 * MARGIN) / max(1, len(chart.values) - 1)
    points = [(MARGIN + step * place, scale.at(value)) for place, value in enumerate(chart.values)]
    if len(points) > 1:
        canvas.path(points, "line-1")
    canvas.dot(*points[-1], 3, "dot-1")
    return canvas
