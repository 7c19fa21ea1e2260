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
    Table,
    TableColumn,
)
from liaison.papers.fonts import Face
from liaison.papers.minutes import Grid, Passage, Style, compose
from tests.makers.papers import make_minutes_facts


def worded(block: Block) -> tuple[Style, list[tuple[str, Face]]]:
    text = compose(make_minutes_facts(opening=(), sections=(Section("一、事项", (block,)),)))
    heading, passage = text.body
    assert isinstance(passage, Passage)
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


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("见意见〔2026〕36号。", ["〔2026〕36号"]),
        ("见〔2026〕第5号和议定〔2025〕12号。", ["〔2026〕第5号", "〔2025〕12号"]),
        ("办结率91.7%，同比提高3.5个百分点。", ["91.7%"]),
        ("2026年12月30日前", ["2026年", "12月", "30日"]),
        (f"〔2026〕{'1' * 60}号", []),
        ("〔试行〕5号", []),
    ],
)
def test_document_numbers_and_dates_are_whole(text: str, whole: list[str]) -> None:
    (passage,) = compose(make_minutes_facts(opening=(text,), sections=())).body
    assert [run.text for run in passage.runs if run.is_whole] == whole
    assert "".join(run.text for run in passage.runs) == text


def test_a_name_longer_than_a_line_may_be_broken() -> None:
    name = "阿卜杜拉" * 75
    assert (name, False) in attendance(AttendingUnit("律师协会", (Attendee(name),)))


def test_the_person_of_a_resolution_is_whole() -> None:
    row = ResolutionRow("议定〔2026〕3号", "改进阅卷。", "立案庭", person="周知微")
    text = compose(make_minutes_facts(opening=(), sections=(Section("一、事项", (row,)),)))
    assert [run.text for run in text.body[1].runs if run.is_whole] == ["议定〔2026〕3号", "周知微"]


def test_a_table_is_as_wide_as_the_type_area_and_has_no_column_too_narrow() -> None:
    columns = (TableColumn("单位", 9), *(TableColumn(str(number)) for number in range(11)))
    table = Table(columns, (("甲\u200b院", *["0"] * 11),), "表1")
    (grid,) = (
        item
        for item in compose(make_minutes_facts(sections=(Section("一、", (table,)),))).body
        if item.style == "table"
    )
    assert isinstance(grid, Grid)
    assert sum(column.width for column in grid.columns) == pytest.approx(442.2)
    assert min(column.width for column in grid.columns) >= 36
    assert grid.columns[0].width > grid.columns[1].width
    assert [(run.text, run.face) for run in grid.runs[:2]] == [("表1", Face.HEI), ("单位", Face.HEI)]
    assert ("甲院", Face.FANG) in [(run.text, run.face) for run in grid.runs]
