"""Letters as PDF: where the head of the letter form stands on its page."""

from typing import Final

from liaison.papers.facts.letters import LetterFacts
from liaison.papers.letters import LetterText, compose
from liaison.papers.printing import print_paper

MM_A_POINT: Final = 25.4 / 72
# Points: a line of the grid, a cell, and what a line is higher than its character above and below.
LINE: Final = 28.98
CELL: Final = 15.785
LEADING: Final = (LINE - 16) / 2
# Millimetres from the paper's upper edge, and the whole height of the double line.
TYPE_TOP: Final = 37.0
MARK_TOP: Final = 30.0
RED_LINE: Final = 1.6
# A character of bold Song is inked over about so much of its size; lines of a mark follow each other at 1.25.
INK: Final = 0.83
MARK_LINE: Final = 1.25
# What a box is wider than its text, lest rounding turns the last character; in points.
SLACK: Final = 0.5


def red_line_top(text: LetterText) -> float:
    """How far below the paper's edge the upper red line begins: 4 mm below the mark, in millimetres."""
    return MARK_TOP + (INK + MARK_LINE * (len(text.mark) - 1)) * text.mark_size * MM_A_POINT + 4


def number_bottom(text: LetterText) -> float:
    """Where the line of the number ends: its character stands 7/8 of its size (3号) below the red line."""
    return red_line_top(text) + RED_LINE + (16 * 7 / 8 - LEADING + LINE) * MM_A_POINT


def render_letter_pdf(facts: LetterFacts, *, watermark: str = "") -> bytes:
    """Set a letter in the letter form of GB/T 9704-2012; the same facts give the same bytes.

    Every page carries `watermark` in slanted grey, unless it is empty. Raises MissingGlyph and FontMissing.
    """
    text = compose(facts)
    return print_paper(
        "papers/letter.html",
        facts,
        text.texts(),
        ("minutes.css", "tables.css", "letter.css"),
        title="".join(text.title) + text.number,
        issuers=facts.issuers,
        issued_on=facts.issued_on,
        watermark=watermark,
        extra=_places(text),
        text=text,
    )


def _places(text: LetterText) -> str:
    """The head, and where the signers' boxes end."""
    width = text.signer_cells * CELL
    return f"""
.mark {{ font-size: {text.mark_size:.3f}pt; }}
.upper-thick {{ top: {red_line_top(text) - TYPE_TOP:.3f}mm; }}
.upper-thin {{ top: {red_line_top(text) - TYPE_TOP + 1.3:.3f}mm; }}
.head {{ height: {number_bottom(text) - TYPE_TOP:.3f}mm; }}
.signer {{ width: {width + SLACK:.3f}pt; }}
.last {{ margin-right: {text.signature_cells * CELL - width / 2 - SLACK:.3f}pt; }}"""
