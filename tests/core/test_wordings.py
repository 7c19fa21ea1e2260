"""Texts with blanks: filled once, and refused with the reason."""

import pytest

from liaison.core.errors import RuleBroken
from liaison.core.wordings import LONGEST, LONGEST_LINE, Wording, check, filled

WORDING = Wording("probe", "探针", "{会议名称}：{原因}", blanks={"会议名称": "第五次", "原因": "检修"},
                  needed=frozenset({"会议名称"}))  # fmt: skip


def test_blanks_are_filled_once_and_values_are_never_read_as_blanks() -> None:
    assert filled("{甲}和{乙}", {"甲": "{乙}", "乙": "{甲.__class__}"}) == "{乙}和{甲.__class__}"


def test_a_template_reaches_nothing_but_its_blanks() -> None:
    with pytest.raises(KeyError):
        filled("{甲.__class__}", {"甲": "x"})


@pytest.mark.parametrize("text", ["关于{会议名称}", "{会议名称}{会议名称}{原因}"])
def test_a_text_with_its_needed_blanks_passes(text: str) -> None:
    check(WORDING, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "必填"),
        ("  ", "必填"),
        ("没有占位", "缺少占位内容“{会议名称}”"),
        ("{会议名称}{地点}", "没有名为“{地点}”"),
        ("{会议名称}{}", "没有名为“{}”"),
        ("{会议名称.__class__}", "没有名为"),
        ("{会议名称} 50%{", "没有成对"),
        ("}{会议名称}", "没有成对"),
        ("{会议名称}" + "长" * LONGEST_LINE, "最多"),
    ],
)
def test_what_is_wrong_is_said_beside_the_text(text: str, words: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check(WORDING, text)
    assert refusal.value.field == "text"
    assert words in str(refusal.value)


def test_a_long_text_may_be_longer_and_one_that_may_be_empty_is_empty() -> None:
    check(Wording("a", "甲", "x", is_long=True), "长" * LONGEST)
    check(Wording("a", "甲", "x", may_be_empty=True), "")
