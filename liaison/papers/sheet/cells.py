"""Reading one cell: Excel and people write the same thing in many ways."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.text import clean
from liaison.papers.sheet.columns import ColumnSpec, Kind

HALF_WIDTH: Final = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
# A number with more digits than this lost its last ones when Excel stored it.
EXACT: Final = 10**15
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_WHOLE: Final = re.compile(r"-?\d{1,15}")
YES: Final = frozenset({"是", "有", "√", "✓", "✔", "☑", "1", "Y", "YES", "TRUE"})
NO: Final = frozenset({"否", "无", "×", "✗", "✘", "☒", "0", "N", "NO", "FALSE"})


def read(value: object, column: ColumnSpec) -> Any:
    """The value of a cell as its column wants it, None for an empty one. Raises RuleBroken with what is wrong."""
    text = written(value)
    if not text:
        if column.required:
            raise RuleBroken(N_("此项必填。"))
        return None
    match column.kind:
        case Kind.DATE:
            return _date(value, text)
        case Kind.INTEGER:
            return _integer(text)
        case Kind.DECIMAL:
            return _decimal(value, text)
        case Kind.PERCENT:
            return _percent(value, text)
        case Kind.FLAG:
            return _flag(text)
        case Kind.TEXT:
            return _text(value, text, column)


def written(value: object) -> str:
    """What the cell shows, on one line, digits in half width; a whole number without its .0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value == datetime.combine(value, datetime.min.time()) else str(value)
    return clean(" ".join(str(value).split("\n")).replace("\t", " ").translate(HALF_WIDTH))


def _date(value: object, text: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if found := _DATE.fullmatch(unicodedata.normalize("NFKC", text).replace("。", ".").replace("—", "-")):
        try:
            return date(*(int(part) for part in found.groups() if part))
        except ValueError:
            pass
    raise RuleBroken(N_("“%(value)s”不是有效的日期，请写成2026-03-09的样式。"), value=text[:30])


def _integer(text: str) -> int:
    plain = text.replace(",", "").replace("，", "")
    if not _WHOLE.fullmatch(plain):
        raise RuleBroken(N_("“%(value)s”不是整数。"), value=text[:30])
    return int(plain)


def _decimal(value: object, text: str) -> Decimal:
    if isinstance(value, int | float):
        # Fifteen digits are what Excel keeps; the rest is noise of binary fractions.
        return Decimal(f"{value:.15g}")
    plain = text.replace(",", "").replace("，", "")
    if not _NUMBER.fullmatch(plain):
        raise RuleBroken(N_("“%(value)s”不是数字。"), value=text[:30])
    return Decimal(plain)


def _percent(value: object, text: str) -> Decimal:
    """A share of one: 0.964 for 96.4%. A number above one without its sign may be either, so it is refused."""
    plain = text.replace("％", "%").removesuffix("%").rstrip()
    is_signed = plain != text.replace("％", "%")
    if isinstance(value, int | float) or _NUMBER.fullmatch(plain):
        number = _decimal(value, plain)
        if is_signed or abs(number) <= 1:
            return number / 100 if is_signed else number
    raise RuleBroken(N_("“%(value)s”不是百分数，请写成96.4%%的样式。"), value=text[:30])


def _flag(text: str) -> bool:
    word = unicodedata.normalize("NFKC", text).upper()
    if word not in YES | NO:
        raise RuleBroken(N_("“%(value)s”应填写“是”或“否”。"), value=text[:30])
    return word in YES


def _text(value: object, text: str, column: ColumnSpec) -> str:
    if isinstance(value, (int, float)) and abs(value) >= EXACT:
        raise RuleBroken(N_("数字过长，Excel 已丢失末尾几位。请把该列设为“文本”格式后重新填写。"))
    if len(text) > column.longest:
        raise RuleBroken(
            N_("内容过长：最多%(longest)s字，现有%(length)s字。"), longest=column.longest, length=len(text)
        )
    if column.choices and text not in column.choices:
        raise RuleBroken(N_("“%(value)s”不在可填内容之列：%(choices)s。"), value=text[:30], choices=column.choices)
    return text
