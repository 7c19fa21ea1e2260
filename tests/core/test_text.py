"""The one door for text: what is stored exactly, what is refused, and how it is searched."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core import text
from liaison.core.errors import RuleBroken

HONEST = [
    "王芳",
    "阿依古丽·买买提",
    "𬍛喆玥珺",
    "👩🏽‍⚖️🇨🇳",
    "cafe\u0301 caf\u00e9",
    "مرحبا بالعالم",
    "שלום \u200eabc\u200f",
    "<script>alert(1)</script>",
    "'; DROP TABLE opinion; --",
    '=HYPERLINK("http://example.org")',
    "{{ 7 * 7 }}{% raw %}",
    "100%的%(name)s",
    "全角　空格",
    "a\u200bb\u2060c",
    "\ufeff开头",
]


@pytest.mark.parametrize("value", HONEST)
def test_honest_text_is_stored_exactly(value: str) -> None:
    assert text.clean(value) == value
    assert text.clean(value, multiline=True) == value


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x01",
        "\x08",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x1f",
        "\x7f",
        "\x80",
        "\x85",
        "\x9f",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\ud800",
        "\ufdd0",
        "\ufffe",
        "\uffff",
        "\U0001fffe",
        "\U0010ffff",
    ],
)
@pytest.mark.parametrize("multiline", [True, False])
def test_characters_that_nothing_can_show_truly_are_refused(character: str, multiline: bool) -> None:
    with pytest.raises(RuleBroken, match="看不见的控制字符"):
        text.clean(f"正文{character}正文", multiline=multiline)


@pytest.mark.parametrize("end", ["\x00", "\x1c", "\x85"])
def test_control_characters_at_the_ends_are_not_trimmed_in_silence(end: str) -> None:
    with pytest.raises(RuleBroken):
        text.clean(end + "正文")
    with pytest.raises(RuleBroken):
        text.clean("正文" + end)


def test_refusal_names_the_place() -> None:
    with pytest.raises(RuleBroken) as refused:
        text.clean("第一行\r\n第二\x07行", multiline=True)
    assert refused.value.text() == "第2行第3个字符是看不见的控制字符（U+0007），请删除后再提交。"


@pytest.mark.parametrize("value", ["一行\n又一行", "一行\r又一行", "一行\u2028又一行", "一格\t又一格"])
def test_one_line_fields_take_one_line(value: str) -> None:
    with pytest.raises(RuleBroken, match="只能填写一行"):
        text.clean(value)


def test_newlines_of_all_systems_become_one() -> None:
    assert text.clean("一\r\n二\r三\n四\u2028五\u2029六", multiline=True) == "一\n二\n三\n四\n五\n六"


def test_tabs_stay_in_texts_of_several_lines() -> None:
    assert text.clean("甲\t乙", multiline=True) == "甲\t乙"


def test_blanks_at_the_ends_are_trimmed() -> None:
    assert text.clean("\t \u3000王芳\u00a0\n") == "王芳"
    assert text.clean(" \u3000\n") == ""


def test_indent_of_the_first_paragraph_stays() -> None:
    assert text.clean("\n \n　　各位代表：\n　　你们好。\n\n", multiline=True) == "　　各位代表：\n　　你们好。"
    assert text.clean("　　\n \t\n", multiline=True) == ""


@given(st.text(alphabet=st.characters(codec=None)), st.booleans())
def test_whatever_passes_the_door_passes_it_again_and_can_be_stored(value: str, multiline: bool) -> None:
    try:
        stored = text.clean(value, multiline=multiline)
    except RuleBroken:
        return
    assert text.clean(stored, multiline=multiline) == stored
    assert stored.encode("utf-8").decode("utf-8") == stored
    assert not {c for c in stored if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\t"}
    assert multiline or len(stored.splitlines()) <= 1


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("  王芳  ", "王芳"),
        ("岳阳 　 中院", "岳阳 中院"),
        ("ＡＢＣ１２３", "ABC123"),
        ("意见[2026]31号", "意见〔2026〕31号"),
        ("意见（2026）31", "意见〔2026〕31"),
        ("[2026]第5号", "〔2026〕第5号"),
        ("（2026）湘0602民初123号", "（2026）湘0602民初123号"),
        ("立案（窗口）", "立案（窗口）"),
        ("\x00\ud800王\u202e芳", "王芳"),
        ("\x00", ""),
    ],
)
def test_searches_are_made_to_fit_what_is_stored(typed: str, searched: str) -> None:
    assert text.normalise_search(typed) == searched


def test_long_searches_are_cut() -> None:
    assert len(text.normalise_search("阅" * 60_000)) == text.LONGEST_SEARCH


@given(st.text())
def test_normalised_searches_stay_as_they_are(q: str) -> None:
    once = text.normalise_search(q)
    assert text.normalise_search(once) == once


@given(st.text(alphabet="ab%_\\王", max_size=6), st.text(alphabet="ab%_\\王", max_size=8))
def test_like_finds_the_characters_themselves(q: str, stored: str) -> None:
    pattern = f"%{text.like_escape(q)}%"
    with sqlite3.connect(":memory:") as database:
        found = database.execute(r"SELECT ? LIKE ? ESCAPE '\'", (stored, pattern)).fetchone()[0]
    database.close()
    assert bool(found) is (q in stored)


@pytest.mark.parametrize(
    ("s", "columns"), [("", 0), ("abc", 3), ("王芳", 4), ("A王", 3), ("ＡＢ", 4), ("“”", 4), ("e\u0301", 1)]
)
def test_width_counts_columns(s: str, columns: int) -> None:
    assert text.east_asian_width(s) == columns
