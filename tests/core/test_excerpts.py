"""Where searched words stand: the piece around them, and what is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core.excerpts import LENGTH, around, pieces

LONG = "前" * 100 + "立案窗口增设十二号窗" + "后" * 100


@pytest.mark.parametrize(
    ("q", "marked"),
    [
        ("十二号窗", ["十二号窗"]),
        ("窗", ["窗", "窗"]),
        ("立案 号窗", ["立案", "号窗"]),
        ("二号 十二", ["十二号"]),
        ("无此词", []),
        ("", []),
    ],
)
def test_every_word_is_marked_wherever_it_stands(q: str, marked: list[str]) -> None:
    assert [piece for piece, is_found in pieces(LONG, q) if is_found] == marked


def test_letters_are_found_in_either_case_and_width() -> None:
    assert pieces("提交ＰＤＦ和Word", "pdf WORD") == [("提交", False), ("ＰＤＦ", True), ("和", False), ("Word", True)]


def test_an_excerpt_is_of_the_text_that_holds_the_word_and_no_longer_than_needed() -> None:
    piece = around("十二号窗", "标题", LONG)
    assert "十二号窗" in piece
    assert piece.startswith("…")
    assert piece.endswith("…")
    assert len(piece) == LENGTH + 2
    assert around("十二号窗", "增设\n十二号窗") == "增设 十二号窗"
    assert around("无此词", LONG) == ""


@given(st.text(max_size=60), st.text(max_size=8))
def test_pieces_are_the_whole_text(text: str, q: str) -> None:
    assert "".join(piece for piece, _ in pieces(text, q)) == text
