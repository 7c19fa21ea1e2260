"""Fitting words into a drawing: their width is estimated, and what does not fit is broken, cut or left out."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from liaison.core.text import east_asian_width
from liaison.papers.lines import NO_START

SIZE: Final = 13
"""The size of all words, in units of the drawing: 9.2 pt in a chart as wide as the text of a paper."""
LINE: Final = 17
GAP: Final = 8
# Digits and Latin letters are a little wider than half a Han character in the fonts of screens.
EXTRA: Final = 0.09
BROAD: Final = frozenset("%@&MWmwQO")
BROADER: Final = 0.4
CUT: Final = "…"


def width(text: str) -> float:
    """How wide a text is at most, in units of the drawing."""
    columns = east_asian_width(text)
    broad = sum(character in BROAD for character in text)
    return SIZE * (columns / 2 + EXTRA * max(0, 2 * len(text) - columns) + BROADER * broad)


def shorten(text: str, room: float) -> str:
    """The text, or as much of it as fits, closed with an ellipsis; "" where not even that fits."""
    if width(text) <= room:
        return text
    while text and width(text + CUT) > room:
        text = text[:-1]
    return text + CUT if text else ""


def two_lines(text: str, room: float) -> tuple[str, ...]:
    """The text on one line or on two; the second is shortened. No line begins with a closing mark."""
    if width(text) <= room:
        return (text,)
    at = 1
    while at < len(text) and width(text[: at + 1]) <= room:
        at += 1
    while at > 1 and text[at] in NO_START:
        at -= 1
    if " " in text[1:at] and text[at - 1].isascii() and text[at].isascii():
        at = text.rindex(" ", 1, at) + 1
    lines = (text[:at].rstrip(), shorten(text[at:].lstrip(), room))
    return tuple(line for line in lines if line and width(line) <= room)


def every(widths: Sequence[float], centres: Sequence[float], limit: float) -> int:
    """The least step at which the texts, counted from the last and held within 0 to `limit`, keep a gap."""
    count = len(widths)
    for step in range(1, count):
        kept = range((count - 1) % step, count, step)
        spans = [held(centres[place], widths[place], limit) for place in kept]
        if all(before[1] + GAP <= after[0] for before, after in pairwise(spans)):
            return step
    return max(1, count)


def held(centre: float, wide: float, limit: float) -> tuple[float, float]:
    """The span of a text around a centre, moved inside 0 to `limit`."""
    left = min(max(0.0, centre - wide / 2), limit - wide)
    return left, left + wide


def spread(places: Sequence[float], first: float, last: float, gap: float = LINE) -> list[float]:
    """Move places apart until they keep `gap`, in their order and within `first` to `last`."""
    order = sorted(range(len(places)), key=lambda each: places[each])
    moved = list(places)
    floor = first
    for each in order:
        moved[each] = max(floor, moved[each])
        floor = moved[each] + gap
    ceiling = last
    for each in reversed(order):
        moved[each] = min(ceiling, moved[each])
        ceiling = moved[each] - gap
    return moved
