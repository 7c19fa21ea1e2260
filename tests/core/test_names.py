"""Names in the order of pinyin, and in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core import names


@pytest.mark.parametrize(
    "ordered",
    [
        ["陈伟", "李娜", "王芳", "张伟"],
        # One surname before the next of the same sound; tone before character.
        ["张安", "张伟", "章安", "掌安"],
        ["解缙", "谢安"],
        # A syllable before a longer one that begins so; ü where dictionaries have it.
        ["李明", "林安"],
        ["卢俊", "陆游", "吕布", "栾平", "罗成"],
        # Surnames and places that are read otherwise than the character usually is.
        ["曾国", "翟志", "张伟"],
        ["区寄海", "欧阳雪"],
        ["任重", "阮玲"],
        ["单雄", "尚可"],
        ["万俟明", "墨子"],
        ["常德市律师协会", "长沙市律师协会", "重庆市律师协会", "岳阳市律师协会"],
        # Rare characters of names have readings too.
        ["丽明", "𬍛明", "林明"],
        # Dots and blanks do not count.
        ["阿依古丽·买买提", "阿依努尔"],
        ["王安", "王　芳", "王刚"],
    ],
)
def test_names_stand_in_the_order_of_pinyin(ordered: list[str]) -> None:
    keys = [names.sort_key(name) for name in ordered]
    assert keys == sorted(set(keys))


def test_key_tells_syllable_tone_and_character() -> None:
    assert names.sort_key("张伟") == "zhang1张wei3伟"
    assert names.sort_key("吕青") == "lu8吕qing1青"
    assert names.sort_key("John Smith") == "johnsmith"
    assert names.sort_key("木·吉") == names.sort_key("木 吉") == "mu4木ji2吉"


@given(st.text(max_size=40))
def test_any_name_has_a_key_of_bounded_length(name: str) -> None:
    assert len(names.sort_key(name)) <= 8 * len(names.normalise(name).casefold())


@pytest.mark.parametrize(
    "written",
    [
        "阿依古丽·买买提",
        "阿依古丽•买买提",
        "阿依古丽・买买提",
        "阿依古丽･买买提",
        "阿依古丽．买买提",
        "阿依古丽.买买提",
        "阿依古丽 · 买买提",
        "　阿依古丽‧买买提 ",
    ],
)
def test_one_name_however_its_dot_is_written(written: str) -> None:
    assert names.normalise(written) == "阿依古丽·买买提"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王　芳", "王芳"),
        ("Ｊｏｈｎ  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("李 Ｍａｒｙ", "李Mary"),
        ("", ""),
    ],
)
def test_widths_and_blanks_are_folded(written: str, name: str) -> None:
    assert names.normalise(written) == name


@given(st.text(max_size=40))
def test_one_spelling_stays_as_it_is(name: str) -> None:
    once = names.normalise(name)
    assert names.normalise(once) == once
