"""Plain text of a section becomes blocks."""

import pytest

from liaison.papers.drafts import blocks_from_text
from liaison.papers.facts.minutes import Block, NumberedParagraph, Paragraph, Subheading, Table, TableColumn


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("会议认为，成效明显。", Paragraph("会议认为，成效明显。")),
        ("　　会议认为，\t成效明显。 ", Paragraph("会议认为， 成效明显。")),
        ("（一）总体情况", Subheading("（一）总体情况")),
        ("（十二）其他。如下。", Subheading("（十二）其他。如下。")),
        ("1. 改进阅卷。", NumberedParagraph(1, "改进阅卷。")),
        ("12．改进阅卷。", NumberedParagraph(12, "改进阅卷。")),
        ("3、改进阅卷。", NumberedParagraph(3, "改进阅卷。")),
        ("（2）改进阅卷。", NumberedParagraph(2, "改进阅卷。", 4)),
        ("(2) 改进阅卷。", NumberedParagraph(2, "改进阅卷。", 4)),
        ("3.5个工作日缩短至1.8个工作日。", Paragraph("3.5个工作日缩短至1.8个工作日。")),
        ("2026年3月9日开会。", Paragraph("2026年3月9日开会。")),
        ("（试行）已废止。", Paragraph("（试行）已废止。")),
    ],
)
def test_the_number_of_a_line_says_its_level(line: str, block: Block) -> None:
    assert blocks_from_text(f"\n{line}\n\n") == (block,)


def test_lines_stay_in_order_and_empty_ones_go() -> None:
    assert blocks_from_text("甲\n\n 　\n1. 乙\n丙") == (Paragraph("甲"), NumberedParagraph(1, "乙"), Paragraph("丙"))
    assert blocks_from_text("") == ()


def test_lines_between_bars_are_a_table_with_its_caption() -> None:
    text = "情况如下：\n表1　开庭情况\n| 法院 | 件数 |\n| 临水区人民法院 | 12 |\n｜中院｜ 1,203｜\n会议认为可行。"
    assert blocks_from_text(text) == (
        Paragraph("情况如下："),
        Table(
            (TableColumn("法院", 7), TableColumn("件数", 3, "right")),
            (("临水区人民法院", "12"), ("中院", "1,203")),
            "表1 开庭情况",
        ),
        Paragraph("会议认为可行。"),
    )


def test_a_rule_below_the_headings_is_no_row_and_short_rows_are_filled() -> None:
    (table,) = blocks_from_text("| 甲 | 乙 | 丙 |\n|---|:-:|--:|\n| 一 |\n| 一 | 二 | 三 | |")
    assert isinstance(table, Table)
    assert table.rows == (("一", "", "", ""), ("一", "二", "三", ""))
    assert [column.heading for column in table.columns] == ["甲", "乙", "丙", ""]


@pytest.mark.parametrize(
    "text",
    [
        "| 只有一行 |",
        "|甲|乙|\n|---|---|",
        "表决结果如下：",
        "表1 开庭情况",
        "甲 | 乙\n丙 | 丁",
        "\n".join(["|" + "甲|" * 13] * 3),
    ],
)
def test_what_is_no_table_stays_text(text: str) -> None:
    assert all(isinstance(block, Paragraph) for block in blocks_from_text(text))
    assert len(blocks_from_text(text)) == len(text.split("\n"))


@pytest.mark.parametrize("between", ["", "表二", "如下："])
def test_an_empty_line_a_caption_or_text_ends_a_table(between: str) -> None:
    rows = "| 甲 |\n| 一 |"
    tables = [block for block in blocks_from_text(f"{rows}\n{between}\n{rows}") if isinstance(block, Table)]
    assert [table.rows for table in tables] == [(("一",),), (("一",),)]


def test_each_table_has_its_own_caption() -> None:
    rows = "| 甲 |\n| 一 |"
    first, second = blocks_from_text(f"表1：甲\n{rows}\n表二\n{rows}")
    assert (first, second) == (
        Table((TableColumn("甲", 2),), (("一",),), "表1：甲"),
        Table((TableColumn("甲", 2),), (("一",),), "表二"),
    )
