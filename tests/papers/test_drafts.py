"""Plain text of a section becomes blocks."""

import pytest

from liaison.papers.drafts import blocks_from_text
from liaison.papers.facts.minutes import Block, NumberedParagraph, Paragraph, Subheading


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
