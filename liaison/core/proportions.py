"""What is counted of answers: shares with their interval, the median, points, and how much may be shown of few."""

from collections.abc import Mapping
from enum import IntEnum
from math import sqrt
from typing import Final

Z95: Final = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""


class Depth(IntEnum):
    """How much may be shown of so many answers."""

    NOTHING = 0
    COUNTS = 1
    FULL = 2


def depth(n: int, least: int, least_full: int) -> Depth:
    """Below `least` nothing, below `least_full` counts only."""
    if n < least:
        return Depth.NOTHING
    return Depth.FULL if n >= least_full else Depth.COUNTS


def wilson(successes: int, n: int, z: float = Z95) -> tuple[float, float]:
    """The interval of Wilson for a share (95 % unless said otherwise), both ends between 0 and 1.

    Wilson 1927, without correction for continuity. Raises ValueError where there is nothing to take a share of.
    """
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    share = successes / n
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    middle, scale = share + z * z / (2 * n), 1 + z * z / n
    low = 0.0 if successes == 0 else (middle - spread) / scale
    high = 1.0 if successes == n else (middle + spread) / scale
    return max(0.0, low), min(1.0, high)


def median(counts: Mapping[float, int]) -> float | None:
    """The middle value of a distribution (value to count); between two middle ones their mean; None of nothing."""
    total = sum(counts.values())
    if not total:
        return None
    return (_at(counts, (total - 1) // 2) + _at(counts, total // 2)) / 2


def mean(counts: Mapping[float, int]) -> float | None:
    """The mean of a distribution; None of nothing."""
    total = sum(counts.values())
    return sum(value * count for value, count in counts.items()) / total if total else None


def _at(counts: Mapping[float, int], place: int) -> float:
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if seen > place:
            return value
    raise ValueError(f"there is no place {place}")
