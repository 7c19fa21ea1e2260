"""What several kinds of charts share: legend, axes, and labelled rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from liaison.papers.charts.canvas import Canvas
from liaison.papers.charts.scales import Scale, tick_words
from liaison.papers.charts.words import GAP, LINE, every, held, shorten, two_lines, width

SWATCH: Final = 11
SAMPLE: Final = 26
ENTRY_GAP: Final = 18
# A label longer than this is a name rather than a point in time: it is cut before it is left out.
LONG_LABEL: Final = 92
LEAST_CUT: Final = 46


def legend(canvas: Canvas, entries: Sequence[tuple[str, str]], unit: str = "") -> None:
    """Swatches (a sample of the line for inks of lines) with their words from the left, the unit at the right."""
    x, y = 0.0, 8.0
    limit = canvas.width - (width(unit) + ENTRY_GAP if unit else 0)
    for text, ink in entries:
        mark = SAMPLE if ink.startswith("line-") else SWATCH
        shown = shorten(text, limit - mark - GAP)
        if x and x + mark + 6 + width(shown) > limit:
            x, y = 0.0, y + LINE + 2
        if mark == SAMPLE:
            canvas.path([(x + 1, y), (x + SAMPLE - 1, y)], ink)
            canvas.dot(x + SAMPLE / 2, y, 3.5, ink.replace("line", "dot"))
        else:
            canvas.rect(x + 0.5, y - SWATCH / 2, SWATCH, SWATCH, ink)
        canvas.lines(x + mark + 6, y, [shown])
        x += mark + 6 + width(shown) + ENTRY_GAP
    if unit:
        canvas.lines(canvas.width, 8, [shorten(unit, canvas.width)], "end")
    canvas.height = y + 12 if entries or unit else 4


def value_axis(canvas: Canvas, ticks: tuple[int, ...], decimals: int, high: float, right: float) -> tuple[Scale, float]:
    """Horizontal rules with their values at the left, `high` tall, below what is drawn so far.

    Returns the scale and the left edge of the plot.
    """
    top = canvas.height + 8
    words = tick_words(ticks, decimals)
    left = max(map(width, words)) + GAP
    scale = Scale(ticks, top + high, top)
    for tick, text in zip(ticks, words, strict=True):
        canvas.rule("axis" if tick == 0 else "rule", (left, scale.at(tick)), (right, scale.at(tick)))
        canvas.lines(left - GAP, scale.at(tick), [text], "end")
    canvas.height = top + high
    return scale, left


def time_axis(canvas: Canvas, labels: Sequence[str], centres: Sequence[float], band: float) -> None:
    """The labels below the plot: on one line, on two, cut or thinned out, so that none meets another."""
    limit, middle = canvas.width, canvas.height + 15
    cut = [shorten(text, LONG_LABEL) for text in labels]
    is_long = any(width(text) > LONG_LABEL for text in labels)
    step = every([width(text) for text in labels], centres, limit) if not is_long else len(labels) + 1
    room = band - GAP
    if step > 1 and is_long and room >= LEAST_CUT:
        broken = [two_lines(text, room) for text in labels]
        for centre, lines in zip(centres, broken, strict=True):
            for number, text in enumerate(lines):
                canvas.label(_middle(text, centre, limit), middle + 4 + LINE * number, text, "middle")
        canvas.height = middle + 8 + LINE * (max(map(len, broken)) - 1)
        return
    step = every([width(text) for text in cut], centres, limit)
    for place in range((len(cut) - 1) % step, len(cut), step):
        canvas.label(_middle(cut[place], centres[place], limit), middle + 4, cut[place], "middle")
    canvas.height = middle + 8


def _middle(text: str, centre: float, limit: float) -> float:
    left, right = held(centre, width(text), limit)
    return (left + right) / 2


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the marks of labelled rows go: their left edge and their middles."""

    left: float
    middles: tuple[float, ...]

    def rule(self, canvas: Canvas, ink: str, x: float, reach: float) -> None:
        """A vertical rule at `x`: through all rows, or row by row where labels stand between them."""
        if self.left:
            canvas.rule(ink, (x, self.middles[0] - reach), (x, self.middles[-1] + reach))
        else:
            for middle in self.middles:
                canvas.rule(ink, (x, middle - reach), (x, middle + reach))


def label_rows(canvas: Canvas, labels: Sequence[str], thick: float, least: float = 28) -> Rows:
    """Write the labels of rows: beside the marks where there is room, above them on a phone."""
    longest = max(map(width, labels))
    share = canvas.width * (0.3 if canvas.is_narrow else 0.38)
    middles = []
    if longest <= share or not canvas.is_narrow:
        room = min(longest, share)
        for label in labels:
            lines = two_lines(label, room)
            pitch = max(least, LINE * len(lines) + 9, thick + 9)
            middles.append(canvas.height + pitch / 2)
            canvas.lines(0, middles[-1], lines)
            canvas.height += pitch
        return Rows(room + 12, tuple(middles))
    for label in labels:
        lines = two_lines(label, canvas.width)
        canvas.lines(0, canvas.height + LINE * len(lines) / 2 + 2, lines)
        middles.append(canvas.height + LINE * len(lines) + 4 + thick / 2)
        canvas.height = middles[-1] + thick / 2 + 12
    return Rows(0, tuple(middles))
