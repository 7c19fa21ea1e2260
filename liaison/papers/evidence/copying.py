"""What the others get of a file: a copy without metadata, and the pictures of its pages. Runs in a bounded process."""

from collections.abc import Callable
from typing import Final

from liaison.core.file_kinds import FileKind
from liaison.papers.evidence import photos
from liaison.papers.evidence.documents import pdf_copy
from liaison.papers.evidence.examining import text_of
from liaison.papers.evidence.office import office_copy
from liaison.papers.pictures import page_pictures

COPY: Final = "copy"
# More pages than this nobody turns over on a screen; the file has them all.
PICTURES: Final = 20


def text_copy(data: bytes) -> bytes:
    """A plain text in UTF-8, as every system of today reads it."""
    return (text_of(data) or "").encode()


COPIERS: Final[dict[FileKind, Callable[[bytes], bytes]]] = {
    FileKind.PDF: pdf_copy,
    FileKind.JPG: photos.jpeg_copy,
    FileKind.PNG: photos.png_copy,
    FileKind.HEIC: photos.jpeg_copy,
    FileKind.DOCX: office_copy,
    FileKind.XLSX: office_copy,
    FileKind.TXT: text_copy,
}


def make(kind: FileKind, data: bytes) -> dict[str, bytes]:
    """The copy ("copy") and the pictures ("page-01", …) of a file. Raises whatever its library does of a broken one."""
    made = {COPY: COPIERS[kind](data)} if kind in COPIERS else {}
    if kind is FileKind.PDF:
        made |= {f"page-{number:02d}": page for number, page in enumerate(page_pictures(made[COPY], PICTURES), 1)}
    elif kind in {FileKind.JPG, FileKind.PNG, FileKind.HEIC}:
        made["page-01"] = photos.shown(data)
    return made
