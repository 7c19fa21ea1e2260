"""Periods and what they are compared with; small numbers that are not told."""

from datetime import date, datetime

import pytest

from liaison.core import clock
from liaison.core.declaration import Figure
from liaison.core.periods import Period
from liaison.web.figures import Block, usual_periods

D = date


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period(D(2026, 4, 1), D(2026, 6, 30)), Period(D(2026, 1, 1), D(2026, 3, 31))),
        (Period(D(2026, 1, 1), D(2026, 12, 31)), Period(D(2025, 1, 1), D(2025, 12, 31))),
        (Period(D(2026, 1, 1), D(2026, 11, 29)), Period(D(2025, 1, 1), D(2025, 11, 29))),
        (Period(D(2024, 1, 1), D(2024, 2, 29)), Period(D(2023, 11, 1), D(2023, 12, 31))),
        (Period(D(2026, 3, 9), D(2026, 3, 15)), Period(D(2026, 3, 2), D(2026, 3, 8))),
        (Period(D(2026, 3, 9), D(2026, 3, 9)), Period(D(2026, 3, 8), D(2026, 3, 8))),
    ],
)
def test_a_period_is_compared_with_its_like(period: Period, before: Period) -> None:
    assert period.before == before


def test_months_of_a_period_are_those_it_touches() -> None:
    assert Period(D(2025, 11, 30), D(2026, 2, 1)).months() == [
        D(2025, 11, 1), D(2025, 12, 1), D(2026, 1, 1), D(2026, 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "is_told"), [(0, True), (1, False), (4, False), (5, True)])
def test_small_numbers_that_leave_their_side_are_not_told(value: int, is_told: bool) -> None:
    figure = Figure("complaints", "投诉", "件", value, least=5)
    assert figure.is_told is is_told
    was = Block("", (figure,), {"complaints": value}).was(figure)
    assert was is not None
    assert was.is_told is is_told, "the period before is guarded alike"


def test_near_three_years_are_three_years_to_the_day() -> None:
    for today in (D(2026, 11, 29), D(2026, 11, 30), D(2026, 12, 31), D(2027, 2, 28), D(2028, 2, 29)):
        with clock.travel(datetime(today.year, today.month, today.day, 9, 0, tzinfo=clock.LOCAL)):
            *_, (name, period) = usual_periods()
        assert (name, period.whole_years, period.last) == ("近三年", 3, today)
