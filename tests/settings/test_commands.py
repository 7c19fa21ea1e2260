"""`flask calendar due`: one limit, a list, what was skipped, and what is refused."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from liaison.core import calendar
from liaison.core.calendar import Arrangement, Arrangements, Limit, Unit
from liaison.settings.services import holidays as services
from liaison.store import unit
from tests.makers.settings import SPANS_2027, fill


def due(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["calendar", "due", *arguments])


@pytest.mark.parametrize(
    ("start", "amount", "unit_name", "on"),
    [
        # Spring Festival of 2024, 2025 and 2026 with their make-up Saturdays and Sundays.
        ("2024-02-02", "1", "working-days", "2024-02-04"),
        ("2024-02-09", "1", "working-days", "2024-02-18"),
        ("2025-01-24", "1", "working-days", "2025-01-26"),
        ("2025-01-24", "6", "working-days", "2025-02-08"),
        ("2026-02-13", "1", "working-days", "2026-02-14"),
        ("2026-02-13", "2", "working-days", "2026-02-24"),
        # A last day on a rest day moves; one on a make-up day does not.
        ("2026-03-06", "15", "calendar-days", "2026-03-23"),
        ("2026-04-24", "15", "calendar-days", "2026-05-09"),
        ("2026-01-16", "30", "calendar-days", "2026-02-24"),
    ],
)
def test_due_dates_counted_by_hand(
    app: Flask, database: None, start: str, amount: str, unit_name: str, on: str
) -> None:
    result = due(app, "--from", start, "--amount", amount, "--unit", unit_name)
    assert (result.exit_code, result.stdout) == (0, f"{on}\n")


def test_it_counts_with_the_rows_of_the_site(app: Flask, database: None) -> None:
    fill()
    asked = ("--from", "2027-02-04", "--amount", "1", "--unit", "working-days", "--explain")
    before = due(app, *asked).stdout.splitlines()
    with unit.transaction():
        services.arrange(2027, SPANS_2027, "", "", (), by=None)
    after = due(app, *asked).stdout.splitlines()
    assert before[0] == "2027-02-05"
    assert "not arranged" in before[-1]
    assert after[0] == "2027-02-14"
    assert after[1:] == [f"skipped 2027-02-{day:02} {'星期六' if day == 13 else '春节'}" for day in range(5, 14)]


def test_a_list_is_answered_row_by_row(app: Flask, database: None, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "\ufefffrom,amount,unit\r\n2026-02-13,1,working-days\r\n\r\n2026-03-06,15,calendar-days\r\n", "utf-8"
    )
    result = due(app, "--file", str(source), "--out", str(out))
    assert result.exit_code == 0, result.output
    assert out.read_text("utf-8") == (
        "from,amount,unit,due\n2026-02-13,1,working-days,2026-02-14\n2026-03-06,15,calendar-days,2026-03-23\n"
    )


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("from,amount\n2026-02-13,1\n", "unit"),
        ("from,amount,unit\n2026-02-13,1,working-days\n2026-02-30,1,working-days\n", "line 3"),
        ("from,amount,unit\n2026-02-13,x,working-days\n", "line 2"),
        ("from,amount,unit\n2026-02-13,1,weeks\n", "line 2"),
        ("from,amount,unit\n2026-02-13,-1,working-days\n", "line 2"),
        ("from,amount,unit\n2026-02-13,99999,working-days\n", "line 2"),
        ("from,amount,unit\n2026-02-13,1\n", "line 2"),
    ],
)
def test_a_bad_list_is_refused_in_one_line_and_nothing_is_written(
    app: Flask, database: None, tmp_path: Path, table: str, words: str
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(table, "utf-8")
    result = due(app, "--file", str(source), "--out", str(out))
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--from", "2026-02-30", "--amount", "1", "--unit", "working-days"),
        ("--from", "2026-02-13", "--amount", "-1", "--unit", "calendar-days"),
        ("--from", "2026-02-13", "--amount", "3661", "--unit", "working-days"),
        ("--from", "2026-02-13", "--amount", "1", "--unit", "weeks"),
        ("--from", "9999-12-31", "--amount", "1", "--unit", "working-days"),
        ("--file", "nowhere.csv", "--out", "out.csv"),
        ("--file", "in.csv"),
        ("--file", "in.csv", "--out", "out.csv", "--amount", "1"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_line(app: Flask, database: None, arguments: tuple[str, ...]) -> None:
    result = due(app, *arguments)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    start=DAYS,
    amount=st.integers(0, 90),
    unit_name=st.sampled_from(list(Unit)),
    rests=st.sets(DAYS, max_size=40),
    worked=st.sets(DAYS, max_size=40),
)
def test_the_due_date_is_what_counting_day_by_day_on_a_wall_calendar_gives(
    start: date, amount: int, unit_name: Unit, rests: set[date], worked: set[date]
) -> None:
    rows = [Arrangement(day, False, "假") for day in rests - worked] + [Arrangement(day, True, "班") for day in worked]
    found = calendar.due(start, Limit(amount, unit_name), Arrangements(rows)).on
    assert found == by_hand(start, amount, unit_name, rests - worked, worked)


def by_hand(start: date, amount: int, unit_name: Unit, rests: set[date], worked: set[date]) -> date:
    """Cross the days off one at a time, as a clerk would; knows nothing of the code under test."""

    def is_open(day: date) -> bool:
        return day in worked or (day.isoweekday() <= 5 and day not in rests)

    day, left = start, amount
    while left > 0:
        day += timedelta(1)
        if unit_name is Unit.CALENDAR_DAYS or is_open(day):
            left -= 1
    while not is_open(day):
        day += timedelta(1)
    return day
