"""Working days and calendar days against dates counted by hand.

Sources: the State Council's notices for 2024 (国办发明电〔2023〕7号), 2025 (国办发明电〔2024〕12号)
and 2026 (of 4 November 2025).
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core import calendar
from liaison.core.calendar import Arrangement, Arrangements, Skipped
from liaison.core.errors import RuleBroken

DAY = timedelta(days=1)

# Year: (first day, last day) of each holiday, and the make-up days.
NOTICES: dict[int, tuple[list[tuple[str, str]], list[str]]] = {
    2024: (
        [
            ("01-01", "01-01"),
            ("02-10", "02-17"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("06-10", "06-10"),
            ("09-15", "09-17"),
            ("10-01", "10-07"),
        ],
        ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
    ),
    2025: (
        [
            ("01-01", "01-01"),
            ("01-28", "02-04"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("05-31", "06-02"),
            ("10-01", "10-08"),
        ],
        ["01-26", "02-08", "04-27", "09-28", "10-11"],
    ),
    2026: (
        [
            ("01-01", "01-03"),
            ("02-15", "02-23"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("06-19", "06-21"),
            ("09-25", "09-27"),
            ("10-01", "10-07"),
        ],
        ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
    ),
}


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_of_the_year_is_as_the_notice_says(year: int) -> None:
    spans, make_up = NOTICES[year]
    holidays = [(day(f"{year}-{first}"), day(f"{year}-{last}")) for first, last in spans]
    worked = {day(f"{year}-{text}") for text in make_up}
    assert all(each.weekday() >= 5 for each in worked), "a make-up day is a Saturday or a Sunday"
    wrong = []
    for offset in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
        each = date(year, 1, 1) + offset * DAY
        rests = each.weekday() >= 5 or any(first <= each <= last for first, last in holidays)
        if calendar.is_working_day(each) is not (each in worked or not rests):
            wrong.append(each)
    assert wrong == []


# Start, working days, due.
WORKING_DAYS = [
    ("2024-02-02", 1, "2024-02-04"),
    ("2024-02-09", 1, "2024-02-18"),
    ("2024-04-03", 1, "2024-04-07"),
    ("2024-02-02", 2, "2024-02-05"),
    ("2024-02-09", 2, "2024-02-19"),
    ("2024-04-03", 2, "2024-04-08"),
    ("2024-04-26", 1, "2024-04-28"),
    ("2024-04-26", 2, "2024-04-29"),
    ("2024-04-30", 6, "2024-05-11"),
    ("2024-05-10", 2, "2024-05-13"),
    ("2024-09-13", 1, "2024-09-14"),
    ("2024-09-13", 2, "2024-09-18"),
    ("2024-09-27", 1, "2024-09-29"),
    ("2024-09-27", 3, "2024-10-08"),
    ("2024-10-11", 1, "2024-10-12"),
    ("2024-10-11", 2, "2024-10-14"),
    ("2024-12-31", 1, "2025-01-02"),
    ("2025-01-24", 1, "2025-01-26"),
    ("2025-01-24", 2, "2025-01-27"),
    ("2025-01-24", 3, "2025-02-05"),
    ("2025-01-24", 6, "2025-02-08"),
    ("2025-01-24", 7, "2025-02-10"),
    ("2025-04-03", 1, "2025-04-07"),
    ("2025-04-25", 1, "2025-04-27"),
    ("2025-04-25", 4, "2025-04-30"),
    ("2025-04-25", 5, "2025-05-06"),
    ("2025-05-30", 1, "2025-06-03"),
    ("2025-09-26", 1, "2025-09-28"),
    ("2025-09-26", 4, "2025-10-09"),
    ("2025-09-26", 6, "2025-10-11"),
    ("2025-09-26", 7, "2025-10-13"),
    ("2025-12-31", 1, "2026-01-04"),
    ("2025-12-31", 2, "2026-01-05"),
    ("2026-01-05", 30, "2026-02-14"),
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-13", 2, "2026-02-24"),
    ("2026-02-13", 6, "2026-02-28"),
    ("2026-02-13", 7, "2026-03-02"),
    ("2026-04-03", 1, "2026-04-07"),
    ("2026-04-30", 1, "2026-05-06"),
    ("2026-04-30", 4, "2026-05-09"),
    ("2026-04-30", 5, "2026-05-11"),
    ("2026-06-18", 1, "2026-06-22"),
    ("2026-09-18", 1, "2026-09-20"),
    ("2026-09-18", 5, "2026-09-24"),
    ("2026-09-18", 6, "2026-09-28"),
    ("2026-09-18", 9, "2026-10-08"),
    ("2026-09-18", 11, "2026-10-10"),
    ("2026-09-18", 12, "2026-10-12"),
    # Counted back: the agenda closes three working days before the conference.
    ("2026-05-06", -3, "2026-04-28"),
    ("2026-02-24", -1, "2026-02-14"),
    ("2026-02-24", -3, "2026-02-12"),
    ("2026-01-05", -2, "2025-12-31"),
    # Nothing to count: the day itself, or the next on which somebody works.
    ("2026-03-09", 0, "2026-03-09"),
    ("2026-02-16", 0, "2026-02-24"),
]


@pytest.mark.parametrize(("start", "n", "due"), WORKING_DAYS)
def test_working_days_counted_by_hand(start: str, n: int, due: str) -> None:
    assert calendar.add_working_days(day(start), n).on == day(due)


# Start, calendar days, due.
CALENDAR_DAYS = [
    ("2025-01-11", 15, "2025-01-26"),  # a Sunday on which the offices work
    ("2025-01-13", 15, "2025-02-05"),
    ("2025-09-01", 30, "2025-10-09"),
    ("2025-12-02", 30, "2026-01-04"),
    ("2026-01-01", 15, "2026-01-16"),
    ("2026-01-16", 30, "2026-02-24"),
    ("2026-03-05", 30, "2026-04-07"),
    ("2026-03-06", 15, "2026-03-23"),
    ("2026-03-09", 30, "2026-04-08"),
    ("2026-04-16", 15, "2026-05-06"),
    ("2026-04-24", 15, "2026-05-09"),
    ("2026-06-04", 15, "2026-06-22"),
    ("2026-09-05", 15, "2026-09-20"),
    ("2026-09-10", 15, "2026-09-28"),
]


@pytest.mark.parametrize(("start", "n", "due"), CALENDAR_DAYS)
def test_calendar_days_counted_by_hand(start: str, n: int, due: str) -> None:
    assert calendar.add_calendar_days(day(start), n).on == day(due)


def test_each_make_up_day_moves_two_dates_counted_by_hand() -> None:
    assert len(WORKING_DAYS) + len(CALENDAR_DAYS) >= 60
    for year, (_spans, make_up) in NOTICES.items():
        for lent in (day(f"{year}-{text}") for text in make_up):
            rows = [row for row in calendar.STATUTORY.rows() if row.day != lent]
            without = Arrangements(rows, years=range(2004, 2027))
            moved = [
                *(calendar.add_working_days(day(start), n, without).on != day(due) for start, n, due in WORKING_DAYS),
                *(calendar.add_calendar_days(day(start), n, without).on != day(due) for start, n, due in CALENDAR_DAYS),
            ]
            assert sum(moved) >= 2, f"a second date that would be another if {lent} were a day of rest"


def test_due_date_says_what_was_skipped_and_why() -> None:
    assert calendar.add_working_days(day("2026-06-17"), 2).skipped == (
        Skipped(day("2026-06-19"), "端午节"),
        Skipped(day("2026-06-20"), "端午节"),
        Skipped(day("2026-06-21"), "端午节"),
    )
    assert calendar.add_calendar_days(day("2026-03-06"), 15).skipped == (
        Skipped(day("2026-03-21"), "星期六"),
        Skipped(day("2026-03-22"), "星期日"),
    )


def test_rest_days_inside_a_term_of_calendar_days_are_not_skipped() -> None:
    assert calendar.add_calendar_days(day("2026-03-09"), 30).skipped == ()


def test_a_year_without_arrangement_counts_monday_to_friday_and_is_provisional() -> None:
    due = calendar.add_working_days(day("2030-09-30"), 1, Arrangements([]))
    assert (due.on, due.is_provisional) == (day("2030-10-01"), True)
    assert calendar.add_calendar_days(day("2030-09-01"), 30, Arrangements([])).is_provisional


def test_an_arranged_year_is_not_provisional() -> None:
    assert not calendar.add_working_days(day("2026-01-05"), 30).is_provisional
    assert not calendar.add_calendar_days(day("2025-12-02"), 30).is_provisional


def test_one_step_into_a_year_without_arrangement_is_provisional() -> None:
    arranged = Arrangements([Arrangement(day("2026-10-01"), False, "国庆节")])
    assert calendar.add_working_days(day("2026-12-30"), 2, arranged).is_provisional
    assert not calendar.add_working_days(day("2026-12-30"), 1, arranged).is_provisional


def test_rows_typed_in_for_a_new_year_move_the_date() -> None:
    typed = [Arrangement(day(text), False, "元旦") for text in ("2031-01-01", "2031-01-02", "2031-01-03")]
    arranged = Arrangements([*typed, Arrangement(day("2031-01-04"), True, "元旦")], years=[2030, 2031])
    due = calendar.add_working_days(day("2030-12-31"), 1, arranged)
    assert (due.on, due.is_provisional) == (day("2031-01-04"), False)


def test_a_day_lent_to_the_next_year_does_not_make_that_year_arranged() -> None:
    lent = [Arrangement(day("2031-01-01"), False, "元旦")]
    assert calendar.add_working_days(day("2030-12-31"), 1, Arrangements(lent, years=[2030])).is_provisional
    assert not calendar.add_working_days(day("2030-12-31"), 1, Arrangements(lent)).is_provisional


def test_rows_are_listed_by_date_for_filling_the_editable_table() -> None:
    rows = [row for row in calendar.STATUTORY.rows() if row.day.year == 2026]
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert rows[:4] == [
        Arrangement(day("2026-01-01"), False, "元旦"),
        Arrangement(day("2026-01-02"), False, "元旦"),
        Arrangement(day("2026-01-03"), False, "元旦"),
        Arrangement(day("2026-01-04"), True, "元旦"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "n"),
    [
        ("2026-03-09", "2026-03-09", 0),
        ("2026-03-09", "2026-03-17", 6),
        ("2026-02-13", "2026-02-28", 6),
        ("2026-03-06", "2026-03-08", 0),
        ("2026-03-17", "2026-03-09", -6),
    ],
)
def test_working_days_left_and_overdue(first: str, last: str, n: int) -> None:
    assert calendar.working_days_between(day(first), day(last)) == n


def test_next_working_day_is_the_day_itself_when_somebody_works() -> None:
    assert calendar.next_working_day(day("2026-02-14")).on == day("2026-02-14")
    assert calendar.next_working_day(day("2026-02-15")).on == day("2026-02-24")


DATES = st.dates(date(2005, 1, 1), date(2030, 12, 31))


@given(start=DATES, n=st.integers(1, 120))
def test_days_between_is_the_twin_of_adding(start: date, n: int) -> None:
    due = calendar.add_working_days(start, n)
    assert calendar.working_days_between(start, due.on) == n
    assert calendar.is_working_day(due.on)
    assert len(due.skipped) + n == (due.on - start).days


@given(start=DATES, n=st.integers(1, 120))
def test_counting_back_from_a_due_date_comes_to_a_working_start(start: date, n: int) -> None:
    start = calendar.next_working_day(start).on
    assert calendar.add_working_days(calendar.add_working_days(start, n).on, -n).on == start


@given(start=DATES, n=st.integers(0, 400))
def test_calendar_days_end_on_the_first_working_day_from_the_last(start: date, n: int) -> None:
    due = calendar.add_calendar_days(start, n)
    last = start + n * DAY
    assert due.on >= last
    assert calendar.is_working_day(due.on)
    assert not any(calendar.is_working_day(last + i * DAY) for i in range((due.on - last).days))


def test_a_moment_is_not_taken_for_a_date() -> None:
    moment = datetime(2026, 10, 1, 9, tzinfo=UTC)
    for use in (calendar.is_working_day, calendar.next_working_day):
        with pytest.raises(TypeError, match="not a moment"):
            use(moment)
    with pytest.raises(TypeError, match="not a moment"):
        calendar.add_working_days(moment, 3)


def test_terms_beyond_ten_years_and_dates_beyond_the_calendar_are_refused_in_words() -> None:
    with pytest.raises(RuleBroken, match="期限不能超过3660日。"):
        calendar.add_working_days(day("2026-03-09"), 3661)
    with pytest.raises(RuleBroken, match="日期超出可计算的范围。"):
        calendar.add_calendar_days(date.max, 1)
    with pytest.raises(RuleBroken, match="日期超出可计算的范围。"):
        calendar.add_working_days(date.min, -1)


def test_a_term_in_calendar_days_runs_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        calendar.add_calendar_days(day("2026-03-09"), -1)
