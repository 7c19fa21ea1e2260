"""Reading a PDF back: lines with their baselines and edges in millimetres from the top left of the paper."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

import pdfplumber

MM = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """Characters on one baseline; `size` in points, the rest in millimetres.

    `steps` are the ways from each character to the next, in points; `fonts` and `colours` those of the characters.
    """

    page: int
    text: str
    baseline: float
    left: float
    right: float
    size: float
    steps: tuple[float, ...]
    fonts: tuple[str, ...] = ()
    colours: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Bar:
    """A filled rectangle, such as a rule; in millimetres from the top left of the paper."""

    page: int
    left: float
    right: float
    top: float
    bottom: float
    colour: tuple[float, ...]


@dataclass(frozen=True)
class Sheets:
    """What stands on all pages: their sizes in millimetres, the lines, the bars, the text as it was written."""

    sizes: tuple[tuple[float, float], ...]
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    text: str


@lru_cache(maxsize=8)
def read_sheets(data: bytes) -> Sheets:
    """Read everything that the measuring asks for."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        pages = list(enumerate(document.pages, 1))
        return Sheets(
            tuple((float(page.width) * MM, float(page.height) * MM) for _, page in pages),
            tuple(line for number, page in pages for line in _page_lines(number, page)),
            tuple(bar for number, page in pages for bar in _page_bars(number, page)),
            plain("".join(char["text"] for _, page in pages for char in page.chars)),
        )


@lru_cache(maxsize=8)
def read_lines(data: bytes) -> tuple[Line, ...]:
    """All lines of all pages from top to bottom; slanted text is left out.

    Reading takes longer than making: several tests of one paper share what was read.
    """
    with pdfplumber.open(io.BytesIO(data)) as document:
        return tuple(line for number, page in enumerate(document.pages, 1) for line in _page_lines(number, page))


def _page_lines(number: int, page: Any) -> Iterator[Line]:
    upright = [char for char in page.chars if char["upright"] and not char["matrix"][1]]

    def baseline(char: dict[str, Any]) -> float:
        return round(float(page.height) - char["matrix"][5], 1)

    for level, group in groupby(sorted(upright, key=lambda char: (baseline(char), char["x0"])), baseline):
        chars = list(group)
        steps = tuple(after["x0"] - before["x0"] for before, after in pairwise(chars))
        yield Line(
            number,
            "".join(char["text"] for char in chars),
            level * MM,
            chars[0]["x0"] * MM,
            chars[-1]["x1"] * MM,
            round(chars[-1]["size"], 1),
            steps,
            tuple(char["fontname"].partition("+")[2] for char in chars),
            tuple(tuple(round(part, 2) for part in char["non_stroking_color"] or ()) for char in chars),
        )


def _page_bars(number: int, page: Any) -> Iterator[Bar]:
    # A border is cut out of its box: the box is drawn, then the same box without the border.
    for rect in page.rects:
        left, right, top, bottom = (float(rect[side]) * MM for side in ("x0", "x1", "top", "bottom"))
        yield Bar(number, left, right, top, bottom, tuple(round(part, 2) for part in rect["non_stroking_color"] or ()))


def in_type_area(lines: list[Line]) -> list[Line]:
    """The lines above the page numbers."""
    return [line for line in lines if line.baseline < 262.5]


def plain(text: str) -> str:
    """Without blanks of any kind, which layout may add and take."""
    return "".join(text.split())
