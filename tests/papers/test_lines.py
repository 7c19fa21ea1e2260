"""Titles and marks break evenly, and between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.papers.lines import NO_END, balanced, cells
from liaison.papers.minutes import MARK_WIDTH, fit_mark


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("第五次联席会议纪要", ["第五次联席会议纪要"]),
        ("关于推进问卷调查结果应用工作的会议纪要", ["关于推进问卷调查结果", "应用工作的会议纪要"]),
        ("云江市律师协会、云江市法官协会第五次联席会议纪要", ["云江市律师协会、云江市法官协会", "第五次联席会议纪要"]),
        (
            "关于研究依法保障律师执业权利和规范律师执业行为有关问题的专题联席会议纪要",
            ["关于研究依法保障律师执业", "权利和规范律师执业行为", "有关问题的专题联席会议纪要"],
        ),
    ],
)
def test_a_long_title_breaks_between_words(title: str, lines: list[str]) -> None:
    assert list(balanced(title, 18)) == lines


@given(st.text("云江市律师协会法官第五次联席会议纪要、（）“”2026a ", max_size=80))
def test_breaking_loses_nothing_and_keeps_the_limit(text: str) -> None:
    lines = balanced(text, 18)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) <= 2 * max(1, cells(text) / 18) + 1
    assert all(cells(line) <= 18 for line in lines)


def test_brackets_stay_with_what_they_hold() -> None:
    first, second = balanced("关于第五次联席会议（专题）议定事项的纪要", 14)
    assert first[-1] not in NO_END
    assert second[0] not in "）、，"


@pytest.mark.parametrize("length", [4, 8, 13, 17, 18, 26, 34, 40])
def test_a_mark_fits_its_width_in_one_line_or_two(length: int) -> None:
    lines, size = fit_mark("云" * length)
    assert len(lines) == (1 if length <= 17 else 2)
    assert max(map(cells, lines)) * size <= MARK_WIDTH + 0.001
    assert size <= 40
