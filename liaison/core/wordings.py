"""Texts that the office may word by itself: letters, numbers, names, with blanks that the system fills in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_

LONGEST: Final = 2000
LONGEST_LINE: Final = 120
LONGEST_NUMBER: Final = 50
BLANK: Final = re.compile(r"\{([^{}\n]*)\}")


class WordingGroup(StrEnum):
    """Where a text stands on the page of settings."""

    LETTERS = "letters"
    NUMBERS = "numbers"
    CITY = "city"


GROUP_LABELS: Final = {
    WordingGroup.LETTERS: N_("信函和通知"),
    WordingGroup.NUMBERS: N_("编号格式"),
    WordingGroup.CITY: N_("公文版头"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """One text as a new installation has it, in Chinese as the papers are.

    `blanks` are the names that may stand in braces ({会议名称}), each with an example for the preview; those in
    `needed` must stand in the text. `is_long`: several lines. `may_be_empty`: nothing is an answer too.
    """

    key: str
    label: str
    first: str
    group: WordingGroup = WordingGroup.LETTERS
    blanks: Mapping[str, str] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    is_long: bool = False
    may_be_empty: bool = False


def number_form(key: str, label: str, first: str, example: int) -> Wording:
    """How document numbers of one kind are written. What was numbered before keeps its number as it stands."""
    blanks = {"年份": "2026", "序号": str(example)}
    return Wording(key, label, first, WordingGroup.NUMBERS, blanks, needed=frozenset(blanks))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled in once: what a value holds is never read as a blank. KeyError for an unknown."""
    return BLANK.sub(lambda blank: values[blank[1]], text)


def check(wording: Wording, text: str) -> None:
    """Raise RuleBroken on `text` for unknown or missing blanks, stray braces, or a text that is empty or too long."""
    if not text.strip() and not wording.may_be_empty:
        raise RuleBroken(N_("此项为必填项。"), field="text")
    longest_line = LONGEST_NUMBER if wording.group is WordingGroup.NUMBERS else LONGEST_LINE
    most = LONGEST if wording.is_long else longest_line
    if len(text) > most:
        raise RuleBroken(N_("最多 %(n)s 字，请缩短。"), field="text", n=most)
    used = BLANK.findall(text)
    for name in used:
        if name not in wording.blanks:
            raise RuleBroken(N_("没有名为“%(name)s”的占位内容。"), field="text", name=f"{{{name}}}")
    for name in sorted(wording.needed - set(used)):
        raise RuleBroken(N_("缺少占位内容“%(name)s”。"), field="text", name=f"{{{name}}}")
    if set("{}") & set(BLANK.sub("", text)):
        raise RuleBroken(N_("花括号没有成对，请检查占位内容。"), field="text")
