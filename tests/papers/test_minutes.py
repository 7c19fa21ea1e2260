"""The wording of minutes."""

from datetime import date
from typing import Any

import pytest

from liaison.papers.facts.minutes import (
    AttendanceGroup,
    Attendee,
    AttendingUnit,
    Block,
    Distribution,
    NumberedParagraph,
    Paragraph,
    ResolutionRow,
    Section,
    Subheading,
)
from liaison.papers.fonts import Face
from liaison.papers.minutes import Style, compose
from tests.makers.papers import make_minutes_facts


def worded(block: Block) -> tuple[Style, list[tuple[str, Face]]]:
    text = compose(make_minutes_facts(opening=(), sections=(Section("一、事项", (block,)),)))
    heading, passage = text.body
    assert (heading.style, heading.runs[0].face) == (Style.HEADING, Face.HEI)
    return passage.style, [(run.text, run.face) for run in passage.runs]


@pytest.mark.parametrize(
    ("block", "style", "runs"),
    [
        (Paragraph("会议认为……"), Style.BODY, [("会议认为……", Face.FANG)]),
        (Subheading("（一）总体情况"), Style.SUBHEADING, [("（一）总体情况", Face.KAI)]),
        (Subheading("（一）总体情况。"), Style.SUBHEADING, [("（一）总体情况。", Face.KAI)]),
        (
            Subheading("（一）总体情况。全年3次。"),
            Style.BODY,
            [("（一）总体情况。", Face.KAI), ("全年3次。", Face.FANG)],
        ),
        (NumberedParagraph(2, "改进阅卷。"), Style.BODY, [("2. 改进阅卷。", Face.FANG)]),
        (NumberedParagraph(2, "改进阅卷。", 4), Style.BODY, [("（2）改进阅卷。", Face.FANG)]),
    ],
)
def test_each_level_has_its_number_and_typeface(block: Block, style: Style, runs: list[Any]) -> None:
    assert worded(block) == (style, runs)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (ResolutionRow("议定〔2026〕3号", "改进阅卷。", "立案庭"), "议定〔2026〕3号：改进阅卷。（主办：立案庭）"),
        (
            ResolutionRow("议定〔2026〕3号", "改进阅卷。", "立案庭", ("秘书处", "维权委"), "周知微", date(2026, 9, 5)),
            "议定〔2026〕3号：改进阅卷。（主办：立案庭；会办：秘书处、维权委；责任人：周知微；完成时限：2026年9月5日）",
        ),
        (
            ResolutionRow("议定〔2025〕7号", "改进阅卷。", "立案庭", progress="已办结。"),
            "议定〔2025〕7号：改进阅卷。（主办：立案庭）办理情况：已办结。",
        ),
    ],
)
def test_a_resolution_names_who_does_what_by_when(row: ResolutionRow, text: str) -> None:
    style, runs = worded(row)
    assert style == Style.BODY
    assert "".join(part for part, _ in runs) == text


def attendance(*units: AttendingUnit) -> list[tuple[str, bool]]:
    group = AttendanceGroup("出席", units)
    passages = compose(make_minutes_facts(attendance=(group, AttendanceGroup("请假", ())))).attendance
    assert len(passages) == 1, "a group without anybody is left out"
    return [(run.text, run.is_whole) for run in passages[0].runs]


def test_attendance_goes_by_unit_with_offices_before_names() -> None:
    assert attendance(
        AttendingUnit("律师协会", (Attendee("许立言", "会长"), Attendee("何静姝"))),
        AttendingUnit("法官协会", (Attendee("方仲平", "会长"),)),
    ) == [
        ("出席：", True),
        ("律师协会", False),
        ("会长", False),
        ("许立言、", True),
        ("何静姝；", True),
        ("法官协会", False),
        ("会长", False),
        ("方仲平", True),
    ]


def test_the_distribution_lists_copies_and_may_have_none() -> None:
    text = compose(make_minutes_facts(distribution=Distribution(("甲院", "乙局"), "秘书处", date(2026, 3, 9))))
    assert (text.copies, text.issuer, text.printed) == ("抄送：甲院，乙局。", "秘书处", "2026年3月9日印发")
    assert compose(make_minutes_facts(distribution=Distribution((), "秘书处", date(2026, 3, 9)))).copies == ""
