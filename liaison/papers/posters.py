"""Posters and sheets of slips with QR codes."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

import segno

from liaison.papers.facts.lists import PosterFacts, SlipsFacts
from liaison.papers.fonts import Face
from liaison.papers.lines import balanced, cells
from liaison.papers.printing import print_paper
from liaison.papers.showing import as_shown, strings

# Characters of 36 pt that a poster holds beside each other.
TITLE_CELLS: Final = 13.0
QUIET_ZONE: Final = 4
# The same for the lines of 20 pt and the address of 16 pt.
LINE_CELLS: Final = 21
ADDRESS_CELLS: Final = 27
# Millimetres: the sides of the code, and what margins, times, code and issuer leave to title, lines, address and code.
LARGEST: Final = 120.0
SMALLEST: Final = 60.0
ROOM: Final = 186.0


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code as the path of a drawing, `size` modules wide with its quiet zone."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class SlipText:
    """One slip as set."""

    picture: str
    code: str
    name: str = ""


def qr_code(address: str) -> QrCode:
    """Draw an address: error level M, which bears a crease or a stain, and the quiet zone of four modules."""
    code = segno.make_qr(address, error="m", boost_error=False)
    rows = tuple(map(tuple, code.matrix_iter(border=QUIET_ZONE)))
    return QrCode("".join(_runs(rows)), len(rows))


def qr_picture(address: str) -> bytes:
    """The same as a small PNG, a dot a module: a sheet of slips is set in half the time that drawings take.

    The mask is always the first: readers know all eight, and weighing them is most of the work.
    """
    code, made = segno.make_qr(address, error="m", boost_error=False, mask=0), io.BytesIO()
    code.save(made, kind="png", border=QUIET_ZONE)
    return made.getvalue()


def render_poster_pdf(facts: PosterFacts, *, watermark: str = "") -> bytes:
    """Print a poster on A4; the same facts give the same bytes. Raises MissingGlyph and FontMissing."""
    poster = as_shown(facts)
    lines = balanced(poster.title, TITLE_CELLS)
    return print_paper(
        "papers/poster.html",
        facts,
        [
            (Face.TITLE, poster.title),
            (Face.FANG, "—开放截止时间至起：" + "".join(strings(poster))),
            (Face.HEI, poster.address),
        ],
        ("plain.css", "poster.css"),
        title=poster.title,
        issuers=(poster.issuer,),
        issued_on=poster.issued_on,
        watermark=watermark,
        extra=f".qr {{ width: {(side := _code_side(poster, len(lines))):.0f}mm; height: {side:.0f}mm; }}",
        poster=poster,
        lines=lines,
        qr=qr_code(facts.address),
    )


def render_slips_pdf(facts: SlipsFacts, *, watermark: str = "") -> bytes:
    """Print slips, ten on each A4 sheet with lines to cut along; the same facts give the same bytes.

    Raises MissingGlyph and FontMissing.
    """
    sheet = as_shown(facts)
    pictures = {f"qr:{number}": qr_picture(slip.address) for number, slip in enumerate(facts.slips)}
    slips = tuple(SlipText(picture, slip.code, slip.name) for picture, slip in zip(pictures, facts.slips, strict=True))
    words = "".join(strings(sheet))
    return print_paper(
        "papers/slips.html",
        facts,
        [(Face.HEI, words), (Face.FANG, words)],
        ("plain.css", "slips.css"),
        title=sheet.title,
        issuers=(sheet.issuer,),
        issued_on=sheet.issued_on,
        watermark=watermark,
        sheet=sheet,
        slips=slips,
        pictures=pictures,
    )


def _code_side(poster: PosterFacts, title_lines: int) -> float:
    """How large the code can be, in millimetres, that all the words stand on the sheet with it."""
    lines = sum(10.6 * ceil(cells(line) / LINE_CELLS) + 2 for line in poster.lines)
    address = 7.9 * ceil(cells(poster.address) / ADDRESS_CELLS)
    return max(SMALLEST, min(LARGEST, ROOM - 16.5 * title_lines - lines - address))


def _runs(rows: tuple[tuple[int, ...], ...]) -> Iterator[str]:
    """A stroke for each run of dark modules: one module high, from the middle of its left edge."""
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length or 1
