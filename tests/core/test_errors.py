"""Refusals: sentences with parameters, in Chinese and in another language."""

import pytest

from liaison.core.errors import Busy, Forbidden, LiaisonError, NotFound, RuleBroken, Stale
from liaison.core.messages import N_, Term

ENGLISH = {
    "当前状态为“%(status)s”。": "It is “%(status)s”.",
    "此操作由%(who)s办理。": "This is done by %(who)s.",
    "已签发": "issued",
    "经办人": "officer",
    "会议组织人": "organiser",
    "、": ", ",
}


def english(message: str) -> str:
    return ENGLISH[message]


def test_mark_changes_nothing() -> None:
    assert N_("已签发") == "已签发"


def test_terms_are_translated_with_their_sentence() -> None:
    broken = RuleBroken("当前状态为“%(status)s”。", status=Term("已签发"))
    assert broken.text() == "当前状态为“已签发”。"
    assert broken.text(english) == "It is “issued”."


def test_lists_of_terms_take_the_comma_of_the_language() -> None:
    broken = RuleBroken("此操作由%(who)s办理。", who=(Term("经办人"), Term("会议组织人")))
    assert broken.text() == "此操作由经办人、会议组织人办理。"
    assert broken.text(english) == "This is done by officer, organiser."


def test_what_people_typed_is_never_translated() -> None:
    assert RuleBroken("此操作由%(who)s办理。", who="经办人").text(english) == "This is done by 经办人."


def test_numbers_and_percent_signs() -> None:
    assert RuleBroken("最多%(most)s条。", most=40).text() == "最多40条。"
    assert RuleBroken("到会率须达100%。").text() == "到会率须达100%。"
    assert RuleBroken("已有%(share)s%%。", share=50).text() == "已有50%。"


def test_field_to_blame_is_kept_apart_from_the_parameters() -> None:
    broken = RuleBroken("最多%(most)s条。", field="title", most=40)
    assert (broken.field, broken.params) == ("title", {"most": 40})
    assert RuleBroken("没有标题。").field is None


@pytest.mark.parametrize("kind", [LiaisonError, RuleBroken, Forbidden, NotFound, Stale, Busy])
def test_every_kind_speaks_for_itself(kind: type[LiaisonError]) -> None:
    assert kind().text() == kind.default
    assert str(kind()).endswith("。")


def test_stale_keeps_both_texts() -> None:
    stale = Stale(theirs={"text": "甲"}, yours={"text": "乙"})
    assert (stale.theirs, stale.yours) == ({"text": "甲"}, {"text": "乙"})
    assert (Stale().theirs, Stale().yours) == ({}, {})


def test_absence_is_not_a_broken_rule() -> None:
    assert issubclass(Forbidden, RuleBroken)
    assert issubclass(Stale, RuleBroken)
    assert not issubclass(NotFound, RuleBroken)
    assert not issubclass(Busy, RuleBroken)
