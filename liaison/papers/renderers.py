"""Who makes which format of which paper; each module is loaded when the first paper needs it. For the child alone."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any, Final

from liaison.papers.canonical import Frozen
from liaison.papers.kinds import FORMS

# (kind, format) -> what turns frozen facts and the watermark ("" for none) into the bytes of the file.
RENDERERS: Final[dict[tuple[str, str], str]] = {
    ("minutes", "pdf"): "pdf.render_minutes_pdf",
    ("minutes", "docx"): "word.render_minutes_docx",
    ("letter", "pdf"): "letter_pdf.render_letter_pdf",
    ("letter", "docx"): "letter_word.render_letter_docx",
    ("notice", "pdf"): "letter_pdf.render_letter_pdf",
    ("notice", "docx"): "letter_word.render_letter_docx",
    ("circular", "pdf"): "letter_pdf.render_letter_pdf",
    ("circular", "docx"): "letter_word.render_letter_docx",
    ("excerpt", "pdf"): "letter_pdf.render_letter_pdf",
    ("excerpt", "docx"): "letter_word.render_letter_docx",
    ("register", "pdf"): "register_pdf.render_register_pdf",
    ("form", "pdf"): "form_pdf.render_form_pdf",
    ("form", "docx"): "letter_word.render_form_docx",
    ("plates", "pdf"): "plates.render_plates_pdf",
    ("card", "pdf"): "cards.render_card_pdf",
    ("poster", "pdf"): "posters.render_poster_pdf",
    ("report", "pdf"): "report_pdf.render_report_pdf",
    ("report", "docx"): "report_word.render_report_docx",
    ("summary", "pdf"): "report_pdf.render_report_pdf",
    ("summary", "docx"): "report_word.render_report_docx",
    ("summary_table", "pdf"): "letter_pdf.render_letter_pdf",
    ("summary_table", "docx"): "letter_word.render_letter_docx",
    ("visitor_note", "pdf"): "visitor_notes.render_visitor_note_pdf",
    ("slips", "pdf"): "posters.render_slips_pdf",
}
# kind -> what counts the pages that its facts will fill, about; for other kinds the length of their JSON tells.
COUNTERS: Final[dict[str, str]] = {"report": "sizes.expected_pages", "summary": "sizes.expected_pages"}
BINDER: Final = "annexes.with_annexes"
PICTURES: Final = "pictures.page_pictures"


def render(kind: str, made: str, facts: Frozen, *, watermark: str = "") -> bytes:
    """Make one file of a paper; the same facts give the same bytes. Raises MissingGlyph and FontMissing."""
    file: bytes = _named(RENDERERS[kind, made])(facts, watermark=watermark)
    return file


def pictures(pdf: bytes, most: int) -> dict[str, bytes]:
    """The first `most` pages of a PDF as PNG files by name ("page-01", …)."""
    return {f"page-{number:02d}": data for number, data in enumerate(_named(PICTURES)(pdf, most), 1)}


def with_annexes(pdf: bytes, annexes: Sequence[tuple[str, bytes]], *, watermark: str) -> bytes:
    """The PDF with the pages of other files behind it, each by the line above its pages."""
    bound: bytes = _named(BINDER)(pdf, annexes, watermark=watermark)
    return bound


def expected_pages(kind: str, facts: Frozen, length: int) -> int:
    """About how many pages the facts, whose JSON has `length` bytes, will fill."""
    if kind in COUNTERS:
        return int(_named(COUNTERS[kind])(facts))
    return 1 + length // FORMS[kind].bytes_a_page


@cache
def _named(place: str) -> Any:
    module, _, name = place.partition(".")
    return getattr(import_module(f"liaison.papers.{module}"), name)
