"""Nobody counts a few visitors out of two periods: others read whole quarters, the owner any days."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import combinations

import pytest

from liaison.core import clock
from liaison.core.declaration import LEAST_SHOWN, Breakdown, Feature, Features, Figure, Split
from liaison.core.periods import Period
from liaison.core.sides import Side
from liaison.summaries.models import SummaryKind
from liaison.summaries.projections import counting
from liaison.summaries.services import summaries
from tests.makers.summaries import make_city, three_years

VISITS = {
    date(2023, 2, 6): 2, date(2023, 5, 8): 30,
    date(2024, 2, 5): 6, date(2024, 3, 29): 7, date(2024, 5, 6): 12, date(2024, 8, 5): 40, date(2024, 11, 4): 9,
    date(2025, 1, 6): 38, date(2025, 9, 8): 8,
}  # fmt: skip
"""People by day; the first quarter of 2023 has too few."""
TODAY = date(2026, 2, 9)
COURTS = ("1", "2")


def _people(first: date, last: date) -> list[Figure]:
    value = sum(number for on, number in VISITS.items() if first <= on <= last)
    return [
        Figure("people", "接待来访人", "人", value, "/x", "", LEAST_SHOWN, Side.BAR),
        Figure("days", "接访日", "次", 1, "/y", owner=Side.BAR),
    ]


def _split(first: date, last: date) -> list[Breakdown]:
    whole = _people(first, last)[0].value
    rows = (Figure(key, f"法院{key}", "人", value, "", "", LEAST_SHOWN, Side.BAR)
            for key, value in zip(COURTS, (whole - whole // 3, whole // 3), strict=True))  # fmt: skip
    return [Breakdown("people", Split.COURT, tuple(rows), is_named=True)]


@pytest.fixture
def counted(database: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    feature = Feature("reception", "律师接访", figures=_people, breakdowns=_split)
    monkeypatch.setattr(counting, "features", lambda: Features([feature]))
    with on_that_day():
        yield


@contextmanager
def on_that_day() -> Iterator[None]:
    with clock.travel(clock.local(clock.now()).replace(year=TODAY.year, month=TODAY.month, day=TODAY.day)):
        yield


def value(period: Period, reader: Side | None, free: Collection[Side] = ()) -> int | None:
    figure = counting.count(period, reader, free=free).figures.get("people")
    return figure.value if figure is not None and figure.is_told else None


@pytest.mark.usefixtures("counted")
def test_no_two_periods_that_are_told_differ_by_a_few_people() -> None:
    firsts = [date(year, month, 1) for year in (2023, 2024, 2025) for month in (1, 3, 4, 7, 10)]
    ends = [date(year, month, 1) - timedelta(1) for year in (2024, 2025, 2026) for month in (1, 4, 7, 10)]
    days = [date(2024, 3, 28), date(2024, 3, 29), TODAY]
    periods = [Period(first, last) for first in firsts for last in (*ends, *days) if first <= last]
    told = [(one, number) for one in periods if (number := value(one, Side.BENCH)) is not None]
    assert len(told) > 20, "standard periods are told"
    for (one, mine), (other, its) in combinations(told, 2):
        if one.first == other.first or one.last == other.last:
            assert not 0 < abs(mine - its) < LEAST_SHOWN, f"{one} and {other} tell of {abs(mine - its)}"


@pytest.mark.usefixtures("counted")
def test_any_days_are_for_the_owner_and_the_papers_of_the_owner() -> None:
    odd, year = Period(date(2024, 1, 1), date(2024, 3, 29)), Period(date(2024, 1, 1), date(2024, 12, 31))
    assert value(odd, Side.BAR) == value(odd, None, (Side.BAR,)) == 13
    assert value(odd, Side.BENCH) is None is value(odd, None, (Side.BENCH,))
    assert "days" in counting.count(odd, Side.BENCH).figures, "reception days are nobody's secret"
    assert value(year, Side.BENCH) == value(year, None) == 74
    assert counting.count(odd, Side.BAR).parts[0].breakdowns
    assert not counting.count(odd, Side.BENCH).parts[0].breakdowns
    assert counting.count(year, Side.BENCH).parts[0].breakdowns
    assert counting.offered_places(odd, Side.BENCH) == {}
    assert set(counting.offered_places(Period(odd.first, date(2024, 5, 10)), None, (Side.BAR,))) == {
        "court:1",
        "court:2",
    }
    half = Period(date(2023, 1, 1), date(2023, 6, 30))
    assert value(half, Side.BENCH) is None, "32 less the 30 of its second quarter would tell of two"
    assert value(half, Side.BAR) == 32
    small = counting.count(Period(half.first, date(2023, 12, 31)), Side.BENCH)
    assert (set(small.figures), small.parts[0].breakdowns) == ({"days"}, ()), "nor how it divides"
    assert not counting.count(Period(half.first, date(2023, 3, 31)), Side.BENCH).figures["people"].is_told, (
        "fewer than 5"
    )


@pytest.mark.usefixtures("transaction")
def test_a_paper_tells_the_counts_of_the_side_that_issues_it() -> None:
    make_city()
    for side, is_there in ((Side.BAR, True), (Side.BENCH, False)):
        book = summaries.book_of(SummaryKind.PERIOD, three_years(), (side,))
        assert ("people_received" in book.figures) is is_there
