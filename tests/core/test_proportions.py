"""Intervals against published values and against the equation they solve; medians and gates."""

from math import sqrt

import pytest

from liaison.core.proportions import Z95, Depth, depth, mean, median, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_the_published_ones(successes: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, table I, method 3."""
    found = wilson(successes, n)
    assert found == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("n", [1, 5, 10, 18, 97, 1000, 100_000])
def test_both_ends_solve_the_equation_of_the_score_test(n: int) -> None:
    """|p - x/n| = z √(p(1-p)/n), solved here by halving, without the closed formula."""
    for successes in {0, 1, n // 3, n // 2, n - 1, n}:
        share = successes / n
        low, high = wilson(successes, n)
        assert low == pytest.approx(_solved(share, n, 0.0, share), abs=1e-9)
        assert high == pytest.approx(_solved(share, n, 1.0, share), abs=1e-9)


def _solved(share: float, n: int, outside: float, inside: float) -> float:
    for _ in range(200):
        middle = (outside + inside) / 2
        if abs(middle - share) > Z95 * sqrt(middle * (1 - middle) / n):
            outside = middle
        else:
            inside = middle
    return (outside + inside) / 2


def test_what_is_no_share_has_no_interval() -> None:
    for successes, n in ((0, 0), (2, 1), (-1, 5)):
        with pytest.raises(ValueError, match="is no share"):
            wilson(successes, n)


def test_middle_and_mean() -> None:
    assert median({}) is None
    assert mean({}) is None
    assert median({5: 2, 1: 1}) == 5
    assert median({1: 1, 2: 1}) == 1.5
    assert mean({1: 1, 4: 2}) == 3


def test_gates() -> None:
    assert [depth(n, 5, 10) for n in (0, 4, 5, 9, 10, 99)] == [
        Depth.NOTHING, Depth.NOTHING, Depth.COUNTS, Depth.COUNTS, Depth.FULL, Depth.FULL,
    ]  # fmt: skip
