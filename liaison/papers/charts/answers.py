"""Answers on five levels: both ends beside an axis with the middle one apart, or all side by side to 100 %."""

from typing import Final

from liaison.papers.charts.canvas import Canvas
from liaison.papers.charts.frame import label_rows, legend
from liaison.papers.charts.ink import words_on
from liaison.papers.charts.scales import shares
from liaison.papers.charts.words import GAP, width
from liaison.papers.facts.charts import AnswerScale

THICK: Final = 22
INKS: Final = ("level-1", "level-2", "level-3", "level-4", "level-5")
NEUTRAL: Final = 2
APART: Final = 18
"""How far the column of the middle level stands from the others, in units of the drawing."""


def answers(chart: AnswerScale, wide: float, nothing: str) -> Canvas:
    """Lay the scale out in a drawing `wide` units wide; `nothing` stands in a row that nobody answered."""
    canvas = Canvas(wide)
    legend(canvas, list(zip(chart.levels, INKS, strict=True)))
    canvas.height += 4
    rows = label_rows(canvas, [row.label for row in chart.rows], THICK, least=34)
    parts = [shares(row.counts) for row in chart.rows]
    before = 0 if chart.is_even else max(map(_worse, parts))
    after = max(100 if chart.is_even and any(part) else _better(part) for part in parts)
    apart = 0 if chart.is_even else max(part[NEUTRAL] for part in parts)
    totals = [f"n={sum(row.counts):,}" for row in chart.rows]
    room = wide - rows.left - max(map(width, totals)) - GAP - (APART if apart else 0)
    each_percent = room / ((before + after + apart) or 1)
    axis = rows.left + before * each_percent
    column = axis + after * each_percent + APART
    if any(map(sum, parts)):
        rows.rule(canvas, "axis", axis, THICK / 2 + 5)
        if apart:
            rows.rule(canvas, "axis", column, THICK / 2 + 5)
    for part, y, total in zip(parts, rows.middles, totals, strict=True):
        if not sum(part):
            canvas.lines(rows.left, y, [nothing])
        elif chart.is_even:
            _row(canvas, part, axis, y, each_percent)
        else:
            _row(canvas, _without_neutral(part), axis - _worse(part) * each_percent, y, each_percent)
            _bar(canvas, part[NEUTRAL], INKS[NEUTRAL], column, y, each_percent)
        canvas.lines(wide, y, [total], "end")
    return canvas


def _worse(part: tuple[int, ...]) -> int:
    return sum(part[:NEUTRAL])


def _better(part: tuple[int, ...]) -> int:
    return sum(part[NEUTRAL + 1 :])


def _without_neutral(part: tuple[int, ...]) -> tuple[int, ...]:
    return (*part[:NEUTRAL], 0, *part[NEUTRAL + 1 :])


def _row(canvas: Canvas, part: tuple[int, ...], x: float, y: float, each_percent: float) -> None:
    for share, ink in zip(part, INKS, strict=True):
        _bar(canvas, share, ink, x, y, each_percent)
        x += share * each_percent


def _bar(canvas: Canvas, share: int, ink: str, x: float, y: float, each_percent: float) -> None:
    long = share * each_percent
    canvas.rect(x + 0.5, y - THICK / 2, long - 1, THICK, ink)
    if width(f"{share}%") + 4 <= long:
        canvas.lines(x + long / 2, y, [f"{share}%"], "middle", words_on(ink))
