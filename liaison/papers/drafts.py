"""Minutes are edited as plain text, one section at a time; here the text becomes blocks again."""

import re
from typing import Final

from liaison.papers.facts.minutes import Block, NumberedParagraph, Paragraph, Subheading

_SECOND: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）")
_THIRD: Final = re.compile(r"(\d{1,2})[.．、]\s*(?!\d)")
_FOURTH: Final = re.compile(r"[（(](\d{1,2})[）)]\s*")


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """Each line that is not empty is a block of the level its number says: （一）, 1. or （1）; else a paragraph."""
    lines = (" ".join(line.replace("\u3000", " ").split()) for line in text.split("\n"))
    return tuple(_block(line) for line in lines if line)


def _block(line: str) -> Block:
    if _SECOND.match(line):
        return Subheading(line)
    for level, form in ((3, _THIRD), (4, _FOURTH)):
        if found := form.match(line):
            return NumberedParagraph(int(found[1]), line[found.end() :], level)
    return Paragraph(line)
