"""Small counts of people and visits that leave the bar side: merged until nobody can be told apart, or left out."""

from collections.abc import Mapping
from typing import Final

LEAST: Final = 5
MERGED: Final = "merged"


def merge_small(counts: Mapping[str, int], least: int = LEAST) -> dict[str, int] | None:
    """The counts of a table that adds up to a known total, without any cell of 1 to `least` - 1.

    Small cells become one, "merged", with the next larger ones until it holds enough and hides at least two. None: the
    table is given without this split, since even then too few are left.
    """
    small = sorted((number, key) for key, number in counts.items() if number)
    if all(number >= least for number, _ in small):
        return dict(counts)
    hidden: list[str] = []
    total = 0
    for number, key in small:
        if number >= least and total >= least and len(hidden) > 1:
            break
        hidden.append(key)
        total += number
    if total < least or len(hidden) == len(small):
        return None
    return {**{key: number for key, number in counts.items() if key not in hidden}, MERGED: total}
