"""What a chart is made of before it is markup: marks and words with their places, in units of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from liaison.papers.charts.words import LINE, SIZE, width

WIDE: Final = 620
PHONE: Final = 280
NARROW: Final = 400
# How far the ink of a line of words reaches above and below its baseline.
ABOVE: Final = 0.88 * SIZE
BELOW: Final = 0.2 * SIZE

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar or a cell; `hint` is told when it is pointed at."""

    x: float
    y: float
    width: float
    height: float
    ink: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points."""

    points: tuple[Point, ...]
    ink: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A round mark."""

    x: float
    y: float
    radius: float
    ink: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a baseline; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str
    ink: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, by estimated width."""
        wide = width(self.text)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, self.y - ABOVE, left + wide, self.y + BELOW


@dataclass
class Canvas:
    """A drawing of given width that grows downwards. Marks are painted in the order of its lists."""

    width: float
    height: float = 0
    rules: list[Path] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    @property
    def is_narrow(self) -> bool:
        """Whether this is the size for phones."""
        return self.width < NARROW

    def rule(self, ink: str, *points: Point) -> None:
        """A line below everything else."""
        self.rules.append(Path(_rounded(points), ink))

    def rect(self, x: float, y: float, wide: float, high: float, ink: str, hint: str = "") -> None:
        """A bar or a cell; one without width or height is not drawn."""
        if wide > 0 and high > 0:
            self.rects.append(Rect(_tenth(x), _tenth(y), _tenth(wide), _tenth(high), ink, hint))

    def path(self, points: Sequence[Point], ink: str) -> None:
        """A line above the bars."""
        self.paths.append(Path(_rounded(points), ink))

    def dot(self, x: float, y: float, radius: float, ink: str) -> None:
        """A round mark above the lines."""
        self.dots.append(Dot(_tenth(x), _tenth(y), radius, ink))

    def label(self, x: float, y: float, text: str, anchor: str = "start", ink: str = "words") -> None:
        """Words on a baseline."""
        if text:
            self.labels.append(Label(_tenth(x), _tenth(y), text, anchor, ink))

    def lines(self, x: float, middle: float, texts: Sequence[str], anchor: str = "start", ink: str = "words") -> None:
        """Words on one line or several, around a middle height."""
        first = middle - LINE * (len(texts) - 1) / 2 + (ABOVE - BELOW) / 2
        for number, text in enumerate(texts):
            self.label(x, first + LINE * number, text, anchor, ink)


def _tenth(value: float) -> float:
    # Adding zero makes a negative zero plain.
    rounded = round(value, 1) + 0.0
    return int(rounded) if rounded == int(rounded) else rounded


def _rounded(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple((_tenth(x), _tenth(y)) for x, y in points)
