"""Numbers and dates as official papers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core import numbers

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
PLACES = {"十": 10, "百": 100, "千": 1000}


def read_back(numeral: str) -> int:
    """Read a Chinese numeral by another way than it is written: digit times place, added up."""
    total, digit = 0, 0
    for character in numeral:
        if character in PLACES:
            total += (digit or 1) * PLACES[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


@pytest.mark.parametrize(
    ("n", "written"),
    [
        (0, "零"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (105, "一百零五"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (365, "三百六十五"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (2026, "二千零二十六"),
        (9999, "九千九百九十九"),
    ],
)
def test_numerals_are_written_as_a_clerk_writes_them(n: int, written: str) -> None:
    assert numbers.chinese_numeral(n) == written


@given(st.integers(0, 9999))
def test_every_numeral_reads_back(n: int) -> None:
    numeral = numbers.chinese_numeral(n)
    assert read_back(numeral) == n
    assert "零零" not in numeral
    assert n == 0 or not numeral.endswith("零")


@pytest.mark.parametrize("n", [-1, 10_000])
def test_numerals_out_of_range_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        numbers.chinese_numeral(n)


def test_ordinals_of_conferences() -> None:
    assert [numbers.ordinal(n) for n in (1, 5, 10, 12)] == ["第一次", "第五次", "第十次", "第十二次"]


def test_dates_have_no_leading_zeros() -> None:
    assert numbers.chinese_date(date(2026, 3, 9)) == "2026年3月9日"
    assert numbers.chinese_date(date(2026, 12, 31)) == "2026年12月31日"


def test_days_of_the_week() -> None:
    week = [numbers.weekday_zh(date(2026, 3, day)) for day in range(9, 16)]
    assert week == ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]
