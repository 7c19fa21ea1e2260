"""Who makes which format of which paper. Import it in the renderer's process only: it brings WeasyPrint."""

from collections.abc import Callable
from typing import Final

from liaison.papers.pdf import render_minutes_pdf
from liaison.papers.word import render_minutes_docx

# (kind, format) -> frozen facts and the watermark ("" for none) become the bytes of the file.
RENDERERS: Final[dict[tuple[str, str], Callable[..., bytes]]] = {
    ("minutes", "pdf"): render_minutes_pdf,
    ("minutes", "docx"): render_minutes_docx,
}
