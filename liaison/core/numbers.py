"""Numbers and dates as official Chinese papers write them."""

from datetime import date
from typing import Final

from liaison.core.messages import N_

_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")
_WEEKDAYS: Final = (
    N_("星期一"),
    N_("星期二"),
    N_("星期三"),
    N_("星期四"),
    N_("星期五"),
    N_("星期六"),
    N_("星期日"),
)


def chinese_numeral(n: int) -> str:
    """Write 0 to 9999 in Chinese: 十, 十一, 二十, 一百零五, 一千零一十. Others raise ValueError."""
    if not 0 <= n <= 9999:
        raise ValueError(f"{n} is outside 0 to 9999")
    if n == 0:
        return _DIGITS[0]
    written = ""
    for place, digit in zip(reversed(range(4)), f"{n:04d}", strict=True):
        if digit != "0":
            written += _DIGITS[int(digit)] + _PLACES[place]
        elif written and not written.endswith(_DIGITS[0]):
            written += _DIGITS[0]
    written = written.rstrip(_DIGITS[0])
    # Ten to nineteen begin with 十, not 一十; only there (一百一十 keeps its 一).
    return written.removeprefix("一") if 10 <= n <= 19 else written


def ordinal(n: int) -> str:
    """Write the running number of a conference: 5 gives 第五次."""
    return f"第{chinese_numeral(n)}次"


def chinese_date(day: date) -> str:
    """Write a date without leading zeros, as GB/T 9704 asks: 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_zh(day: date) -> str:
    """Name the day of the week, a message id: 星期三."""
    return _WEEKDAYS[day.weekday()]
