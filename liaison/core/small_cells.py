"""Small counts of people and visits that leave the bar side: merged until nobody can be told apart, or left out."""

from collections.abc import Collection, Mapping
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


def is_small(number: int, least: int = LEAST) -> bool:
    """Whether so few can be told apart."""
    return 0 < number < least


def derivable(
    values: Mapping[str, int], splits: Collection[Collection[str]], parts: Mapping[str, str], least: int = LEAST
) -> set[str]:
    """The figures from which a small count could be worked out, by name.

    `splits`: figures that add up to a known total, of which one small one spoils all; `parts`: a figure and the whole
    it is part of, where too few may be left over.
    """
    found: set[str] = set()
    for split in splits:
        if any(is_small(values.get(name, 0), least) for name in split):
            found.update(split)
    left = {part: values[whole] - values[part] for part, whole in parts.items() if part in values and whole in values}
    return found | {part for part, number in left.items() if is_small(number, least)}
