"""The book of a period: what a reader may know, opening balances, splits, and a place it is narrowed to."""

from datetime import date

import pytest

from liaison.core.declaration import LEAST_SHOWN, Breakdown, Figure, Split
from liaison.core.periods import Period
from liaison.core.sides import Side
from liaison.core.small_cells import MERGED
from liaison.summaries.rules import book as rules
from liaison.summaries.rules.book import Opening

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))


def people(value: int, name: str = "people_received") -> Figure:
    return Figure(name, "接待来访人", "人", value, "/reception/visits", "", LEAST_SHOWN, Side.BAR)


def test_a_small_count_is_told_to_its_owner_alone() -> None:
    assert rules.told(people(3), Side.BAR).is_told
    for reader in (Side.BENCH, None):
        known = rules.told(people(3), reader)
        assert not known.is_told
        assert known.url == "", "nor a way to records that they may not see"
        assert rules.written(known) == "少于5"
        assert rules.told(people(5), reader).is_told


def test_opening_balances_count_in_where_all_their_days_do() -> None:
    opening = Opening("people_received", YEAR, 40, "2021年度工作总结")
    assert rules.within([opening], Period(date(2021, 1, 1), date(2022, 6, 30))) == [opening]
    assert rules.within([opening], Period(date(2021, 2, 1), date(2022, 6, 30))) == []
    figure, added = rules.with_openings(people(6), [opening], None)
    assert (figure.value, added) == (46, [opening])


def test_an_opening_balance_never_tells_a_small_count() -> None:
    """3 people of the records and 40 of old paper: 43 beside the source of 40 would tell of the 3."""
    opening = Opening("people_received", YEAR, 40, "2021年度工作总结")
    figure, added = rules.with_openings(people(3), [opening], None)
    assert not figure.is_told
    assert added == []
    assert rules.with_openings(people(3), [opening], Side.BAR)[0].value == 43


def test_figures_of_standing_take_no_opening_balance() -> None:
    lawyers = Figure("lawyers", "律师", "人", 365, is_standing=True)
    assert rules.with_openings(lawyers, [Opening("lawyers", YEAR, 40, "")], None) == (lawyers, [])


def split(by: Split, *numbers: int) -> Breakdown:
    rows = tuple(people(number, str(place)) for place, number in enumerate(numbers))
    return Breakdown("people_received", by, rows)


def test_small_cells_of_a_split_are_merged_for_others() -> None:
    own = rules.split_told(split(Split.COURT, 3, 9, 4, 20), Side.BAR)
    assert own is not None
    assert [row.value for row in own.rows] == [3, 9, 4, 20]
    told = rules.split_told(split(Split.COURT, 3, 9, 4, 20), None)
    assert told is not None
    assert {row.name: row.value for row in told.rows} == {"1": 9, "3": 20, MERGED: 7}
    assert rules.split_told(split(Split.COURT, 3, 9), None) is None, "too few to hide in"
    assert rules.split_told(split(Split.MONTH, 3, 9, 4, 20), None) is None, "months are not merged"


def test_a_course_over_months_has_those_in_which_nothing_was_counted() -> None:
    counted = Breakdown("people_received", Split.MONTH, (people(6, "2021-02"), people(7, "2021-04")))
    told = rules.with_every_month(counted, Period(date(2021, 1, 15), date(2021, 4, 30)))
    assert [(row.name, row.label, row.value) for row in told.rows] == [
        ("2021-01", "2021-01", 0),
        ("2021-02", "接待来访人", 6),
        ("2021-03", "2021-03", 0),
        ("2021-04", "接待来访人", 7),
    ]
    assert [row.url for row in told.rows] == ["", "/reception/visits", "", "/reception/visits"]
    by_court = split(Split.COURT, 3)
    assert rules.with_every_month(by_court, YEAR) is by_court


def test_a_court_has_the_figures_that_divide_by_courts() -> None:
    figures = [people(32), Figure("conferences_held", "召开联席会议", "次", 4)]
    told = rules.narrowed(figures, [split(Split.COURT, 12, 20)], (Split.COURT, "1"))
    assert [(row.name, row.value) for row in told] == [("people_received", 20)]
    assert rules.narrowed(figures, [split(Split.COURT, 12, 20)], (Split.COURT, "7"))[0].value == 0, "closed, or quiet"
    merged = rules.split_told(split(Split.COURT, 3, 9, 4, 20), None)
    assert merged is not None
    assert rules.narrowed(figures, [merged], (Split.COURT, "0")) == [], "one of those that were merged"


@pytest.mark.parametrize("word", ["", "court", "court:", "month:2026-01", "nonsense:1"])
def test_words_that_are_no_place_narrow_nothing(word: str) -> None:
    assert rules.read_place(word) is None


def test_what_changed_since_a_text_was_saved_is_named() -> None:
    def rows(value: int | None) -> list[dict[str, object]]:
        return [{"name": "conferences_held", "label": "召开联席会议", "value": value}]

    assert rules.changed(rows(3), rows(4)) == [("召开联席会议", 3, 4)]
    assert rules.changed(rows(3), rows(3)) == []
    assert rules.changed([], rows(3)) == [("召开联席会议", None, 3)]


def test_quarters_that_are_over_share_no_day_and_nothing_else_is_made_of_them() -> None:
    on = date(2026, 11, 30)
    assert [one.spelled() for one in rules.closed_quarters(Period(date(2025, 7, 1), date(2026, 3, 31)), on)] == [
        "2025年第三季度", "2025年第四季度", "2026年第一季度",
    ]  # fmt: skip
    for first, last in (
        (date(2026, 1, 1), date(2026, 3, 30)), (date(2026, 2, 1), date(2026, 4, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)), (date(2026, 1, 1), date(2026, 2, 28)), (on, on),
    ):  # fmt: skip
        assert rules.closed_quarters(Period(first, last), on) == []
    assert rules.is_closed_year(YEAR, on)
    assert not rules.is_closed_year(Period(date(2020, 1, 1), YEAR.last), on), "two years"
    assert not rules.is_closed_year(YEAR, YEAR.last), "its last day is not over"
