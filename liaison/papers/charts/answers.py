"""Answers on five levels, stacked to the left and the right of the middle of the third, or to 100 % from the left."""

from typing import Final

from liaison.papers.charts.canvas import Canvas
from liaison.papers.charts.frame import label_rows, legend
from liaison.papers.charts.ink import words_on
from liaison.papers.charts.scales import shares
from liaison.papers.charts.words import GAP, width
from liaison.papers.facts.charts import AnswerScale

THICK: Final = 22
INKS: Final = ("level-1", "level-2", "level-3", "level-4", "level-5")


def answers(chart: AnswerScale, wide: float, nothing: str) -> Canvas:
    """Lay the scale out in a drawing `wide` units wide; `nothing` stands in a row that nobody answered."""
    canvas = Canvas(wide)
    legend(canvas, list(zip(chart.levels, INKS, strict=True)))
    canvas.height += 4
    rows = label_rows(canvas, [row.label for row in chart.rows], THICK, least=34)
    parts = [shares(row.counts) for row in chart.rows]
    shifts = [0 if chart.is_even else _before(each) for each in parts]
    before = max(shifts)
    after = max(100 - shift if sum(each) else 0 for each, shift in zip(parts, shifts, strict=True))
    totals = [f"n={sum(row.counts):,}" for row in chart.rows]
    each_percent = (wide - rows.left - max(map(width, totals)) - GAP) / ((before + after) or 1)
    middle = rows.left + before * each_percent
    if any(map(sum, parts)):
        rows.rule(canvas, "axis", middle, THICK / 2 + 5)
    for part, shift, y, total in zip(parts, shifts, rows.middles, totals, strict=True):
        if sum(part):
            _row(canvas, part, middle - shift * each_percent, y, each_percent)
        else:
            canvas.lines(rows.left, y, [nothing])
        canvas.lines(wide, y, [total], "end")
    return canvas


def _before(part: tuple[int, ...]) -> float:
    """The percentage left of the middle: two levels and half of the third."""
    return part[0] + part[1] + part[2] / 2


def _row(canvas: Canvas, part: tuple[int, ...], x: float, y: float, each_percent: float) -> None:
    for share, ink in zip(part, INKS, strict=True):
        long = share * each_percent
        canvas.rect(x + 0.5, y - THICK / 2, long - 1, THICK, ink)
        if width(f"{share}%") + 4 <= long:
            canvas.lines(x + long / 2, y, [f"{share}%"], "middle", words_on(ink))
        x += long
