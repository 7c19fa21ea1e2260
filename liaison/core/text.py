"""The one door for text that people type, and small readings of it."""

import re
import unicodedata
from typing import Final

from liaison.core.case_numbers import find_case_numbers
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_

__all__ = [
    "N_",
    "clean",
    "east_asian_width",
    "find_case_numbers",
    "full_width",
    "like_escape",
    "normalise_search",
    "plain_width",
]

LONGEST_SEARCH: Final = 100
"""A longer search is cut, not refused; SQLite refuses LIKE patterns beyond 50,000 bytes."""

_BLANK: Final = " \t\u00a0\u3000"
_NEWLINE: Final = re.compile("\r\n|[\r\u2028\u2029]")
# C0 and C1 controls without tab and newline; characters that override or isolate direction, with which a line can
# be made to read otherwise than it is stored; surrogates and non-characters, which no database or paper can hold.
_REFUSED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(17))
    + "]"
)
_BRACKETED_YEAR: Final = re.compile(r"[(（\[［【〔](\d{4})[)）\]］】〕](?=第?\d)")
_FULL_WIDTH: Final = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum()} | {0x3000: 0x20}

_HALF_WIDTH: Final = {half: full for full, half in _FULL_WIDTH.items() if half != 0x20}


def clean(value: str, *, multiline: bool = False) -> str:
    r"""Give the text as it is stored: trimmed, newlines as \n, otherwise exactly what was typed.

    Trimming takes blanks from both ends, but leaves the indent of a first paragraph. Raises RuleBroken, with the
    place, for characters that nothing can store or show truly, and for a second line where one is asked for.
    Composition is left alone: a name is evidence, and searches fold what they must.
    """
    value = _NEWLINE.sub("\n", value).rstrip(_BLANK + "\n")
    value = re.sub(f"\\A(?:[{_BLANK}]*\n)+", "", value) if multiline else value.lstrip(_BLANK + "\n")
    if found := _REFUSED.search(value):
        raise RuleBroken(
            N_("第%(line)s行第%(column)s个字符是看不见的控制字符（%(code)s），请删除后再提交。"),
            line=value.count("\n", 0, found.start()) + 1,
            column=found.start() - value.rfind("\n", 0, found.start()),
            code=f"U+{ord(found[0]):04X}",
        )
    if not multiline and ("\n" in value or "\t" in value):
        raise RuleBroken(N_("此处只能填写一行，请去掉其中的换行和制表符。"))
    return value


def normalise_search(q: str) -> str:
    """Make what was typed into a search box fit what is stored; never refuses, "" finds nothing to search for.

    Full-width letters and digits become half-width, runs of blanks one space, what `clean` would refuse is dropped,
    and a year in any brackets before a number gets those of document numbers: 意见[2026]31 finds 意见〔2026〕31号.
    """
    plain = _REFUSED.sub("", plain_width(q))
    return _BRACKETED_YEAR.sub(r"〔\1〕", " ".join(plain.split()))[:LONGEST_SEARCH].strip()


def plain_width(text: str) -> str:
    """The text with full-width letters and digits made half-width; every sign stays where it was."""
    return text.translate(_FULL_WIDTH)


def full_width(text: str) -> str:
    """The text with its letters and digits as some typing programs leave them: ２０２６."""
    return text.translate(_HALF_WIDTH)


def like_escape(q: str) -> str:
    r"""Escape %, _ and \ so that LIKE takes them as they are; use with escape="\\"."""
    return re.sub(r"([\\%_])", r"\\\1", q)


def east_asian_width(s: str) -> int:
    """Count the columns that the text takes: two for Han and full-width characters, none for combining marks.

    Ambiguous characters (“”…—) count two, as Chinese fonts draw them.
    """
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        for character in s
    )
