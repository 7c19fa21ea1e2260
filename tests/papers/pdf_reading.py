"""Reading a PDF back: lines with their baselines and edges in millimetres from the top left of the paper."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import pdfplumber

MM = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """Characters on one baseline; `size` in points, the rest in millimetres."""

    page: int
    text: str
    baseline: float
    left: float
    right: float
    size: float
    steps: tuple[float, ...]


def read_lines(data: bytes) -> list[Line]:
    """All lines of all pages from top to bottom; slanted text is left out."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [line for number, page in enumerate(document.pages, 1) for line in _page_lines(number, page)]


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
        )


def in_type_area(lines: list[Line]) -> list[Line]:
    """The lines above the page numbers."""
    return [line for line in lines if line.baseline < 262.5]


def plain(text: str) -> str:
    """Without blanks of any kind, which layout may add and take."""
    return "".join(text.split())
