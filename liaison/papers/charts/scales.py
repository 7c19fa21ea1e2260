"""Axes from data: nice ticks in whole steps of the last place, and where a value lies between two edges."""

from dataclasses import dataclass
from itertools import count
from typing import Final

STEPS: Final = 5
LEADING: Final = (1, 2, 5)
LONGEST: Final = 11


@dataclass(frozen=True, slots=True)
class Scale:
    """Ticks (values) laid from `start` to `end` (places in the drawing)."""

    ticks: tuple[int, ...]
    start: float
    end: float

    def at(self, value: int) -> float:
        """The place of a value."""
        first, last = self.ticks[0], self.ticks[-1]
        return self.start + (self.end - self.start) * (value - first) / (last - first)


def nice_ticks(least: int, most: int, one: int = 1, steps: int = STEPS) -> tuple[int, ...]:
    """Give ticks 1, 2 or 5 times a power of ten apart, at most `steps` steps, that enclose both values.

    `one` is the number that stands for 1, so that an axis of equal values is not drawn finer than they are.
    """
    if least == most:
        least, most = (least - one, most + one) if least else (0, one)
    for power in count():
        for leading in LEADING:
            step = leading * 10**power
            first, last = least // step, -(-most // step)
            if last - first <= steps:
                return tuple(place * step for place in range(first, last + 1))
    raise AssertionError("unreachable: steps grow without end")


def from_zero(values: list[int]) -> tuple[int, int]:
    """The ends of an axis of lines: from zero, unless all lie so far from it that the line would be flat."""
    least, most = min(values), max(values)
    is_far = 2 * least > most > 0 or 2 * most < least < 0
    return (least, most) if is_far else (min(0, least), max(0, most))


def written(value: int, decimals: int = 0) -> str:
    """A value of the last place as people read it: 1286, 1 gives 128.6; thousands with a comma."""
    whole, part = divmod(abs(value), 10**decimals)
    return f"{'-' if value < 0 else ''}{whole:,}" + (f".{part:0{decimals}d}" if decimals else "")


def brief(value: int, decimals: int = 0) -> str:
    """A value where room is scarce: beyond any count of an office it is written as a power of ten (1.5e+14)."""
    whole = written(value, decimals)
    return whole if len(whole) <= LONGEST else f"{value / 10**decimals:.3g}"


def tick_words(ticks: tuple[int, ...], decimals: int) -> list[str]:
    """The words of an axis: without decimals where none of its ticks needs them."""
    one = 10**decimals
    if all(tick % one == 0 for tick in ticks):
        return [brief(tick // one) for tick in ticks]
    return [brief(tick, decimals) for tick in ticks]


def shares(counts: tuple[int, ...]) -> tuple[int, ...]:
    """Whole percentages that add up to 100 (largest remainders first), or zeros when nothing was counted."""
    total = sum(counts)
    if not total:
        return tuple(0 for _ in counts)
    floors = [100 * each // total for each in counts]
    order = sorted(range(len(counts)), key=lambda place: -(100 * counts[place] % total))
    for place in order[: 100 - sum(floors)]:
        floors[place] += 1
    return tuple(floors)
