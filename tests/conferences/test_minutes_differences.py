"""Differences between two revisions: what stayed, came and went; quick whatever is compared."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.conferences.projections.differences import MOST_PARTS, Piece, differences


def test_a_reworded_line_shows_its_characters() -> None:
    assert differences("会议听取了汇报。", "会议听取并审议了汇报。") == [
        (Piece("会议听取"), Piece("并审议", "ins"), Piece("了汇报。"))
    ]


def test_another_line_goes_and_comes_whole() -> None:
    old, new = "第一段。\n会议由律师方召集。", "第一段。\nABCDEFG\n末段。"
    assert differences(old, new) == [
        (Piece("第一段。"),),
        (Piece("会议由律师方召集。", "del"),),
        (Piece("ABCDEFG", "ins"),),
        (Piece("末段。", "ins"),),
    ]


def test_a_long_line_is_compared_by_clauses() -> None:
    old = "会议认为，" * 100 + "应当试行。"
    new = "会议认为，" * 100 + "可以试行。"
    assert differences(old, new) == [
        (Piece("会议认为，" * 100), Piece("应当试行。", "del"), Piece("可以试行。", "ins"))
    ]


@given(st.text("甲乙，。\n ", max_size=60), st.text("甲乙，。\n ", max_size=60))
def test_both_texts_can_be_read_out_of_their_differences(old: str, new: str) -> None:
    lines = differences(old, new)
    for text, absent in ((old, "ins"), (new, "del")):
        kept = ["".join(piece.text for piece in line if piece.change != absent) for line in lines]
        assert [line for line in kept if line] == [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("的" * 20_000, "的" * 19_999 + "地"),
        ("的，" * 10_000, "的，" * 9_999 + "地，"),
        ("\n".join("的" * 10_000), "\n".join("地" + "的" * 9_999)),
        ("\n".join(map(str, range(MOST_PARTS))), "\n".join(map(str, reversed(range(MOST_PARTS))))),
        ("ab" * 200 + "\n", "ba" * 200 + "\n"),
    ],
)
def test_no_text_takes_long(old: str, new: str) -> None:
    started = time.process_time()
    differences(old, new)
    assert time.process_time() - started < 2
