"""Spans of days: their names, and what they are compared with."""

from datetime import date

import pytest

from liaison.core.periods import Period


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (days("2026-01-01", "2026-12-31"), "2026年"),
        (days("2026-01-01", "2026-06-30"), "2026年上半年"),
        (days("2026-07-01", "2026-12-31"), "2026年下半年"),
        (days("2026-07-01", "2026-09-30"), "2026年第三季度"),
        (days("2024-02-01", "2024-02-29"), "2024年2月"),
        (days("2026-02-01", "2026-04-30"), "2026年2月1日至2026年4月30日"),
        (days("2023-11-30", "2026-11-29"), "2023年11月30日至2026年11月29日"),
    ],
)
def test_periods_are_spelled_as_papers_do(period: Period, words: str) -> None:
    assert period.spelled() == words


@pytest.mark.parametrize(
    ("period", "before", "year_before"),
    [
        (days("2026-01-01", "2026-03-31"), days("2025-10-01", "2025-12-31"), days("2025-01-01", "2025-03-31")),
        (days("2024-02-01", "2024-02-29"), days("2024-01-01", "2024-01-31"), days("2023-02-01", "2023-02-28")),
        (days("2025-02-01", "2025-02-28"), days("2025-01-01", "2025-01-31"), days("2024-02-01", "2024-02-29")),
        (days("2026-01-01", "2026-11-29"), days("2025-01-01", "2025-11-29"), days("2025-01-01", "2025-11-29")),
        (days("2024-02-29", "2024-03-09"), days("2024-02-19", "2024-02-28"), days("2023-02-28", "2023-03-09")),
    ],
)
def test_what_a_period_is_compared_with(period: Period, before: Period, year_before: Period) -> None:
    assert (period.before, period.year_before) == (before, year_before)


def test_whole_years_from_any_day() -> None:
    assert days("2023-11-30", "2026-11-29").whole_years == 3
    assert days("2023-11-30", "2026-11-28").whole_years == 0
    assert days("2026-01-01", "2026-12-31").whole_years == 1
