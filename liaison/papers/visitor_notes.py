"""The visitor's note as PDF: one page, in type that is large enough without glasses."""

from typing import Final

from liaison.core.numbers import chinese_date
from liaison.papers.facts.visitor_notes import VisitorNoteFacts
from liaison.papers.fonts import Face
from liaison.papers.posters import qr_code
from liaison.papers.printing import print_paper
from liaison.papers.showing import as_shown, strings

# Characters beside each other at each size, and the lines that a page then holds: the largest that fits is taken.
SIZES: Final = ((20.0, 24, 21), (18.0, 26, 25), (16.0, 30, 29), (14.0, 34, 34))


def render_visitor_note_pdf(facts: VisitorNoteFacts, *, watermark: str = "") -> bytes:
    """Print the note on one A4 page; the same facts give the same bytes. Raises MissingGlyph and FontMissing."""
    note = as_shown(facts)
    words = "".join(strings(note))
    return print_paper(
        "papers/visitor_note.html",
        facts,
        [(Face.FANG, words + "年月日，。：（）12345678907·扫码评价码"), (Face.HEI, words), (Face.TITLE, note.title)],
        ("plain.css", "visitor_note.css"),
        title=note.title,
        issuers=(note.issuer,),
        issued_on=note.issued_on,
        watermark=watermark,
        extra=f".note {{ font-size: {_size(note)}pt; }}",
        note=note,
        day=chinese_date(facts.issued_on),
        qr=qr_code(f"{facts.address}?code={facts.code}") if facts.address else None,
    )


def _size(note: VisitorNoteFacts) -> float:
    """The largest size at which all the words stand on the page."""
    for size, cells, lines in SIZES:
        wanted: float = 2 + _lines(note.lead, cells)
        wanted += sum(1.4 + sum(_lines(line, cells) for line in part.lines) for part in note.parts)
        wanted += sum(_lines(notice, cells) for notice in note.notices)
        if wanted <= lines:
            return size
    return SIZES[-1][0]


def _lines(text: str, cells: int) -> int:
    return -(-(len(text) + 2) // cells)
