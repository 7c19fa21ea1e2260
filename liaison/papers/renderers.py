"""Who makes which format of which paper. Import it in the renderer's process only: it brings WeasyPrint."""

from collections.abc import Callable
from typing import Final

from liaison.papers.forms import render_form_pdf
from liaison.papers.letter_pdf import render_letter_pdf
from liaison.papers.letter_word import render_form_docx, render_letter_docx
from liaison.papers.pdf import render_minutes_pdf
from liaison.papers.plates import render_plates_pdf
from liaison.papers.posters import render_poster_pdf, render_slips_pdf
from liaison.papers.registers import render_register_pdf
from liaison.papers.report_pdf import render_report_pdf
from liaison.papers.report_word import render_report_docx
from liaison.papers.word import render_minutes_docx

# (kind, format) -> frozen facts and the watermark ("" for none) become the bytes of the file.
RENDERERS: Final[dict[tuple[str, str], Callable[..., bytes]]] = {
    ("minutes", "pdf"): render_minutes_pdf,
    ("minutes", "docx"): render_minutes_docx,
    ("letter", "pdf"): render_letter_pdf,
    ("letter", "docx"): render_letter_docx,
    ("register", "pdf"): render_register_pdf,
    ("form", "pdf"): render_form_pdf,
    ("form", "docx"): render_form_docx,
    ("plates", "pdf"): render_plates_pdf,
    ("poster", "pdf"): render_poster_pdf,
    ("report", "pdf"): render_report_pdf,
    ("report", "docx"): render_report_docx,
    ("slips", "pdf"): render_slips_pdf,
}
