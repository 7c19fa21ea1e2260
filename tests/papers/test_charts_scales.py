"""Axes: ticks are nice, enclose the data, and are exact however large or small the values are."""

import random
from itertools import pairwise

import pytest

from liaison.papers.charts.scales import STEPS, Scale, from_zero, nice_ticks, shares, tick_words, written


def drawn(seed: int) -> tuple[int, int]:
    chance = random.Random(seed)
    size = 10 ** chance.randint(0, 15)
    least, most = sorted(chance.randint(-size, size) for _ in range(2))
    return least, most


@pytest.mark.parametrize("seed", range(300))
def test_ticks_enclose_the_values_in_few_equal_round_steps(seed: int) -> None:
    least, most = drawn(seed)
    ticks = nice_ticks(least, most)
    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] <= least <= most <= ticks[-1]
    assert 1 <= len(ticks) - 1 <= STEPS
    (step,) = steps
    assert str(step).rstrip("0") in {"1", "2", "5"}
    assert all(tick % step == 0 for tick in ticks)
    if least != most:
        assert least - ticks[0] < step > ticks[-1] - most, "an empty step at an end"


@pytest.mark.parametrize(
    ("least", "most", "ticks"),
    [
        (0, 0, (0, 1)),
        (0, 1, (0, 1)),
        (0, 3, (0, 1, 2, 3)),
        (0, 47, (0, 10, 20, 30, 40, 50)),
        (885, 964, (880, 900, 920, 940, 960, 980)),
        (7, 7, (6, 7, 8)),
        (-3, 4, (-4, -2, 0, 2, 4)),
        (0, 10**15, tuple(n * 2 * 10**14 for n in range(6))),
    ],
)
def test_ticks_of_known_ranges(least: int, most: int, ticks: tuple[int, ...]) -> None:
    assert nice_ticks(least, most) == ticks


def test_an_axis_of_equal_values_spans_whole_units_not_last_places() -> None:
    assert nice_ticks(0, 0, one=10) == (0, 2, 4, 6, 8, 10)
    assert tick_words(nice_ticks(40, 40, one=10, steps=2), 1) == ["3", "4", "5"]


@pytest.mark.parametrize(
    ("values", "ends"),
    [([3, 9], (0, 9)), ([885, 964], (885, 964)), ([-3, 4], (-3, 4)), ([-9, -3], (-9, 0)), ([-9, -8], (-9, -8))],
)
def test_lines_start_at_zero_unless_that_would_flatten_them(values: list[int], ends: tuple[int, int]) -> None:
    assert from_zero(values) == ends


def test_a_scale_may_run_either_way() -> None:
    assert [Scale((0, 5, 10), 200.0, 0.0).at(value) for value in (0, 5, 10)] == [200, 100, 0]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (0, 1, "0.0"),
        (-5, 1, "-0.5"),
        (964, 1, "96.4"),
        (1286, 0, "1,286"),
        (7, 2, "0.07"),
        (-0, 2, "0.00"),
    ],
)
def test_values_are_written_exactly(value: int, decimals: int, text: str) -> None:
    assert written(value, decimals) == text


def test_ticks_drop_decimals_that_none_of_them_needs() -> None:
    assert tick_words((0, 10, 20), 1) == ["0", "1", "2"]
    assert tick_words((0, 5, 10), 1) == ["0.0", "0.5", "1.0"]


@pytest.mark.parametrize("seed", range(100))
def test_shares_add_up_to_a_hundred_and_are_never_off_by_one(seed: int) -> None:
    chance = random.Random(seed)
    counts = tuple(chance.choice((0, 1, chance.randint(0, 10**6))) for _ in range(5))
    parts = shares(counts)
    assert sum(parts) == (100 if sum(counts) else 0)
    assert all(
        abs(part * sum(counts) - 100 * count) < sum(counts)
        for part, count in zip(parts, counts, strict=True)
        if sum(counts)
    )
