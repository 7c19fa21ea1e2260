"""The clock: aware moments, local dates, and journeys that end."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from liaison.core import clock


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_the_clock_runs_when_nobody_travels() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)


def test_local_date_is_a_day_ahead_of_utc_in_the_chinese_morning() -> None:
    with clock.travel(datetime(2026, 3, 8, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 3, 9)
    with clock.travel(datetime(2026, 3, 8, 15, 59, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 3, 8)


def test_local_gives_beijing_time() -> None:
    assert clock.local(datetime(2026, 3, 9, 1, 30, tzinfo=UTC)).strftime("%Y-%m-%d %H:%M") == "2026-03-09 09:30"


def test_travel_freezes_the_moment_and_gives_it_in_utc() -> None:
    moment = datetime(2024, 6, 1, 9, 0, tzinfo=clock.LOCAL)
    with clock.travel(moment):
        assert clock.now() == moment
        assert clock.now() == clock.now()
        assert clock.now().tzinfo is UTC


def test_journeys_nest_and_come_home_even_after_an_error() -> None:
    outer, inner = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    with clock.travel(outer):
        with clock.travel(inner):
            assert clock.now() == inner
        assert clock.now() == outer
        with pytest.raises(LookupError), clock.travel(inner):
            raise LookupError
        assert clock.now() == outer
    assert clock.now().year >= 2025
    assert clock.now() != inner


def test_another_thread_does_not_travel_along() -> None:
    seen: list[datetime] = []
    with clock.travel(datetime(2001, 1, 1, tzinfo=UTC)):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0].year > 2001


@pytest.mark.parametrize("use", [clock.local, lambda moment: clock.travel(moment).__enter__()])
def test_naive_moments_are_refused(use: Callable[[datetime], object]) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        use(datetime(2026, 3, 9))  # noqa: DTZ001 - the naive moment is the point
