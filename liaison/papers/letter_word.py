"""Letters and forms for Word: the page, the wording and the places of the PDF, with real styles."""

from dataclasses import dataclass
from typing import Final

from liaison.papers.facts.letters import LetterFacts
from liaison.papers.facts.lists import FormFacts
from liaison.papers.letter_pdf import CELL, MARK_TOP, number_bottom, red_line_top
from liaison.papers.letters import LINE_CELLS, LetterText, compose
from liaison.papers.lines import balanced
from liaison.papers.minutes import TITLE_CELLS
from liaison.papers.showing import as_shown
from liaison.papers.verification import verification_code
from liaison.papers.word import LINE, WORD_FONTS, Head, package

# Twentieths of a point in a millimetre, points in a millimetre.
TWIPS: Final = 1440 / 25.4
POINTS: Final = 72 / 25.4
# The type area of letters and the width of forms, which have narrower margins.
WIDTH: Final = 8844
FORM_WIDTH: Final = 9636
# Millimetres from the paper's upper edge.
LOWER_RED_LINE: Final = 275.4
HEADER: Final = 851
FOOTER: Final = 680
PAGE_LINE: Final = 340
FOOTER_AFTER: Final = 766

# A form has no head, but the shared styles ask for one.
NO_HEAD: Final = Head(52, LINE, 0, 0)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the first page has of its own, in twentieths of a point; `rules` in points: (top, height) of the red lines.

    The first page has the margin `bottom`; on later ones the taller footer takes the type area back to 35 mm.
    """

    above: int
    below: int
    rules: tuple[tuple[float, float], ...]
    header: int = HEADER
    footer: int = FOOTER
    bottom: int = round(24.05 * TWIPS)
    footer_after: int = FOOTER_AFTER
    footer_before: int = round(35 * TWIPS) - FOOTER - FOOTER_AFTER - PAGE_LINE


def render_letter_docx(facts: LetterFacts, *, watermark: str = "") -> bytes:
    """Write a letter for Word; the same facts give the same bytes.

    Every page carries `watermark` in slanted grey, unless it is empty.
    """
    text = compose(facts)
    line = round(text.mark_size * 25)
    return package(
        "letter",
        title="".join(text.title) + text.number,
        text=text,
        head=Head(round(text.mark_size * 2), line, 0, 0),
        letterhead=_letterhead(text, line),
        centres=_centres(text),
        width=WIDTH,
        issuers=facts.issuers,
        issued_on=facts.issued_on,
        code=verification_code(facts),
        watermark=watermark,
        word_fonts=WORD_FONTS,
    )


def render_form_docx(facts: FormFacts, *, watermark: str = "") -> bytes:
    """Write a form for Word, with its code when it is issued; the same facts give the same bytes."""
    form = as_shown(facts)
    return package(
        "form",
        title=form.title,
        form=form,
        lines=balanced(form.title, TITLE_CELLS),
        head=NO_HEAD,
        width=FORM_WIDTH,
        issuers=(form.issuer,),
        issued_on=form.issued_on,
        code=verification_code(facts) if facts.is_issued else "",
        watermark=watermark,
        word_fonts=WORD_FONTS,
    )


def _letterhead(text: LetterText, line: int) -> Letterhead:
    # An exact line of 1.25 em leaves a quarter of an em above the ink.
    above = round(MARK_TOP * TWIPS - text.mark_size * 5) - HEADER
    below = round(number_bottom(text) * TWIPS) - LINE - HEADER - above - line * len(text.mark)
    upper = red_line_top(text)
    thick_above, thin_below = (upper, 0.8), (upper + 1.3, 0.3)
    thin_above, thick_below = (LOWER_RED_LINE, 0.3), (LOWER_RED_LINE + 0.8, 0.8)
    rules = (thick_above, thin_below, thin_above, thick_below)
    return Letterhead(above, below, tuple((top * POINTS, height * POINTS) for top, height in rules))


def _centres(text: LetterText) -> tuple[int, ...]:
    """Where the names of a row of signers are centred, from the left edge."""
    count = max(len(row) for row in text.signers)
    cells = (LINE_CELLS - text.signature_cells - place * text.signer_cells for place in reversed(range(count)))
    return tuple(round(cell * CELL * 20) for cell in cells)
