"""Time-based codes against the table of RFC 6238, their window, and that none counts twice."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from liaison.accounts.rules import second_factor as rules

# RFC 6238, appendix B, SHA-1: its secret is the text below; the table's eight digits end in our six.
SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 3, 9, 6, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, digits: str) -> None:
    assert rules.code_at(SECRET, seconds // 30) == digits[-6:]


@pytest.mark.parametrize(("seconds", "counts"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_clock_may_be_half_a_minute_off(seconds: int, counts: bool) -> None:
    code = rules.code_at(SECRET, rules.step_at(NOW + timedelta(seconds=seconds)))
    assert (rules.matching_step(SECRET, code, NOW, 0) is not None) is counts


def test_a_step_that_was_used_counts_no_more_nor_does_an_earlier_one() -> None:
    step = rules.step_at(NOW)
    assert rules.matching_step(SECRET, rules.code_at(SECRET, step), NOW, step) is None
    assert rules.matching_step(SECRET, rules.code_at(SECRET, step - 1), NOW, step) is None
    assert rules.matching_step(SECRET, rules.code_at(SECRET, step + 1), NOW, step) == step + 1


@pytest.mark.parametrize("typed", ["", "abc", "12345", "１２３４５６", "\ud800", "0" * 500])
def test_what_is_no_code_matches_nothing(typed: str) -> None:
    assert rules.matching_step(SECRET, typed, NOW, 0) is None


def test_blanks_between_digits_do_not_matter() -> None:
    code = rules.code_at(SECRET, rules.step_at(NOW))
    assert rules.matching_step(SECRET, f" {code[:3]} {code[3:]} ", NOW, 0) == rules.step_at(NOW)


def test_recovery_codes_differ_and_are_typed_with_or_without_the_hyphen() -> None:
    codes = rules.new_recovery_codes()
    assert len(set(codes)) == 10
    assert rules.normal_recovery_code(f" {codes[0].upper()} ") == codes[0].replace("-", "")
