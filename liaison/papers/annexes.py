"""Pages of other files bound behind a paper: each on a numbered sheet that says which annex it is. Worker only."""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import OutlineItem, Page, Pdf, Rectangle
from PIL import Image

from liaison.papers import glyphs
from liaison.papers.fonts import Face
from liaison.papers.minutes import shown
from liaison.papers.press import press
from liaison.papers.templates import environment

PDF_MARK: Final = b"%PDF"
DOTS_PER_INCH: Final = 150
POINTS_PER_MM: Final = 72 / 25.4
# What a sheet leaves free around the page that it carries: for the line above, the number below, and the binding.
SIDE, ABOVE, BELOW = (mm * POINTS_PER_MM for mm in (15, 22, 20))
UNREADABLE: Final = "本件无法并入，请另行打印。"
LONGEST: Final = 60

NOTHING: Final[list[Page | None]] = [None]
Annex = tuple[str, bytes]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet: its line above, its number, and whether it lies on its side; `words` stand where no page can."""

    title: str
    number: int
    is_landscape: bool
    words: str = ""


def with_annexes(paper: bytes, annexes: Sequence[Annex], *, watermark: str = "") -> bytes:
    """The paper with the pages of its annexes behind it, in their order; the numbers of its pages go on.

    An annex is a PDF or a picture, with what its sheets say on top (附件1 实施方案.pdf).

    A file that cannot be read has one sheet that says so. What comes from elsewhere is no archive PDF, so the whole
    claims to be none. Raises MissingGlyph and FontMissing.
    """
    if not annexes:
        return paper
    with ExitStack() as stack:
        whole = stack.enter_context(Pdf.open(io.BytesIO(paper)))
        bound = [(shown(title)[:LONGEST], _pages(data, stack)) for title, data in annexes]
        sheets = list(_sheets(bound, len(whole.pages) - _front(whole)))
        carried: list[Page | None] = [page for _title, pages in bound for page in (pages or NOTHING)]
        first = len(whole.pages)
        printed = stack.enter_context(Pdf.open(io.BytesIO(_print(sheets, watermark))))
        for sheet, page in zip(printed.pages, carried, strict=True):
            if page is not None:
                _lay(page, on=sheet)
            # The tree of tags stays with the sheets' own file.
            if "/StructParents" in sheet.obj:
                del sheet.obj["/StructParents"]
        whole.pages.extend(printed.pages)
        _bookmark(whole, [(title, max(1, len(pages))) for title, pages in bound], first)
        with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in [key for key in metadata if "pdfa" in key.lower()]:
                del metadata[key]
        made = io.BytesIO()
        whole.save(made, deterministic_id=True)
        return made.getvalue()


def _pages(data: bytes, stack: ExitStack) -> list[Page]:
    """The pages of a PDF, or a picture as one page, as long as the stack is open; none of a broken or locked file."""
    try:
        pdf = data if data.startswith(PDF_MARK) else _as_pdf(data)
        return list(stack.enter_context(Pdf.open(io.BytesIO(pdf))).pages)
    except (pikepdf.PdfError, OSError, ValueError) as error:
        log.warning("an annex cannot be read: %s", type(error).__name__)
        return []


def _as_pdf(picture: bytes) -> bytes:
    made = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").save(made, "PDF", resolution=DOTS_PER_INCH)
    return made.getvalue()


def _sheets(bound: Sequence[tuple[str, list[Page]]], before: int) -> Iterator[_Sheet]:
    number = before
    for title, pages in bound:
        for page in pages or NOTHING:
            number += 1
            yield _Sheet(
                title, number, page is not None and _is_landscape(page), "" if page is not None else UNREADABLE
            )


def _is_landscape(page: Page) -> bool:
    box = Rectangle(page.trimbox)
    is_turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (box.width > box.height) != is_turned


def _lay(page: Page, *, on: Page) -> None:
    """Put a page into the free part of a sheet, as large as it fits and never larger than it is."""
    box = Rectangle(on.mediabox)
    room = Rectangle(box.llx + SIDE, box.lly + BELOW, box.urx - SIDE, box.ury - ABOVE)
    on.add_overlay(page, room, expand=False)  # type: ignore[call-arg]  # its stubs are older


def _print(sheets: Sequence[_Sheet], watermark: str) -> bytes:
    ready = press()
    texts = [(Face.HEI, sheet.title + sheet.words) for sheet in sheets]
    glyphs.require([*texts, (Face.TITLE, watermark)], ready.fonts)
    html = environment().get_template("papers/annexes.html").render(sheets=sheets, watermark=watermark)
    return ready.print(html, ("plain.css", "annexes.css"), "", "annexes")


def _front(whole: Pdf) -> int:
    """How many pages are before the one that is numbered 1."""
    labels = whole.Root.get("/PageLabels")
    return int(labels.Nums[len(labels.Nums) - 2]) if labels is not None else 0


def _bookmark(whole: Pdf, counts: Sequence[tuple[str, int]], first: int) -> None:
    with whole.open_outline() as outline:
        for title, count in counts:
            outline.root.append(OutlineItem(title, first))
            first += count
