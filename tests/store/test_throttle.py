"""Failures by key: counted apart by purpose and value, kept as keyed hashes, forgotten after the window."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from liaison.core import clock
from liaison.store import keys, throttle, unit
from liaison.store.base import db
from liaison.store.throttle import FailedTry, Rate, TooManyTries, minutes_to_wait

NOW = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
CODE = Rate("probe.code", 3)
QUESTIONNAIRE = Rate("probe.questionnaire", 5)


def _failures(count: int, minutes_ago: int) -> list[datetime]:
    return [NOW - timedelta(minutes=minutes_ago)] * count


def test_four_failures_wait_for_nothing_and_five_wait_until_the_first_is_old() -> None:
    assert minutes_to_wait(_failures(4, 1), 5, NOW) == 0
    assert minutes_to_wait(_failures(5, 1), 5, NOW) == 14
    assert minutes_to_wait(_failures(5, 14), 5, NOW) == 1


def test_a_failure_out_of_the_window_frees_the_key_to_the_minute() -> None:
    failures = [NOW - timedelta(minutes=14, seconds=59), *_failures(4, 1)]
    assert minutes_to_wait(failures, 5, NOW) == 1
    assert minutes_to_wait([*_failures(1, 14), *failures[1:], NOW], 5, NOW) == 14


def test_each_value_and_each_purpose_counts_by_itself(database: None) -> None:
    for _ in range(3):
        throttle.note_alone((CODE, "1"))
    with pytest.raises(TooManyTries):
        throttle.wait_out((CODE, "1"))
    throttle.wait_out((CODE, "2"))
    throttle.wait_out((Rate("probe.other", 3), "1"))
    throttle.wait_out()


def test_addresses_that_differ_by_a_dot_are_two(database: None) -> None:
    for _ in range(3):
        throttle.note_alone((CODE, "192.0.2.8"))
    throttle.wait_out((CODE, "19.20.2.8"))


def test_one_key_that_waits_is_enough_and_the_longest_wait_is_told(database: None) -> None:
    with clock.travel(NOW - timedelta(minutes=10)):
        for _ in range(5):
            throttle.note_alone((QUESTIONNAIRE, "7"))
    with clock.travel(NOW):
        for _ in range(3):
            throttle.note_alone((CODE, "1"))
        with pytest.raises(TooManyTries) as refusal:
            throttle.wait_out((CODE, "1"), (QUESTIONNAIRE, "7"))
        assert refusal.value.params == {"minutes": 15}
        with pytest.raises(TooManyTries) as refusal:
            throttle.wait_out((CODE, "2"), (QUESTIONNAIRE, "7"))
        assert refusal.value.params == {"minutes": 5}


def test_a_questionnaire_is_limited_without_any_address(database: None) -> None:
    for _ in range(5):
        throttle.note_alone((QUESTIONNAIRE, "7"))
    assert set(db.session.scalars(select(FailedTry.key))) == {throttle._key(QUESTIONNAIRE, "7")}
    with pytest.raises(TooManyTries):
        throttle.wait_out((QUESTIONNAIRE, "7"))


def test_only_keyed_hashes_are_kept(database: None) -> None:
    throttle.note_alone((CODE, "li.na"))
    row = db.session.scalars(select(FailedTry)).one()
    assert row.purpose == "probe.code"
    assert len(bytes.fromhex(row.key)) == 32
    assert keys.ring().keys().index not in bytes.fromhex(row.key)
    assert "li" not in row.key


def test_what_is_out_of_the_window_is_forgotten(database: None) -> None:
    throttle.note_alone((CODE, "1"))
    for minutes, left in ((14, 1), (16, 0)):
        with clock.travel(clock.now() + timedelta(minutes=minutes)), unit.transaction():
            throttle.forget_old()
        assert db.session.scalar(select(func.count()).select_from(FailedTry)) == left
