"""Frozen facts become a Word document: the page, the grid and the wording of the PDF, with real styles."""

import io
import zipfile
from dataclasses import dataclass
from typing import Final

from liaison.papers.facts import MinutesFacts, verification_code
from liaison.papers.fonts import Face
from liaison.papers.minutes import DEMO_MARK, MinutesText, compose
from liaison.papers.templates import environment

PACKAGE: Final = "papers/word/"
# The first moment that a zip archive can name: a file made twice is the same file.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
# What official offices install; the font table of the document names what else may stand in.
WORD_FONTS: Final = {
    Face.TITLE: "方正小标宋简体",
    Face.FANG: "仿宋_GB2312",
    Face.KAI: "楷体_GB2312",
    Face.HEI: "黑体",
    Face.SONG: "宋体",
}
# Twentieths of a point, as Word counts: a line of the grid, the seven of the head, 35 mm.
LINE: Final = 579
HEAD: Final = 7 * LINE
# A line, 6 pt and the red line itself.
NUMBER_ROW: Final = LINE + 155
MARK_TOP: Final = 1984


@dataclass(frozen=True, slots=True)
class Head:
    """Seven lines with the mark and the number row, in twentieths of a point; `size` in half points."""

    size: int
    line: int
    before: int
    gap: int


def render_minutes_docx(facts: MinutesFacts, *, demo: bool = False) -> bytes:
    """Write minutes for Word; the same facts give the same bytes.

    With `demo` every page carries the slanted grey mark of demonstration data.
    """
    text = compose(facts)
    return _package(
        text=text,
        head=_head(text),
        issuers=facts.issuers,
        issued_on=facts.issued_on,
        code=verification_code(facts),
        demo_mark=DEMO_MARK if demo else "",
        word_fonts=WORD_FONTS,
    )


def _head(text: MinutesText) -> Head:
    line = round(text.mark_size * 25)
    # An exact line of 1.25 em leaves a quarter of an em above the ink.
    before = MARK_TOP - round(text.mark_size * 5)
    # Half a point less than fits: LibreOffice takes the type area for half a millimetre narrower.
    return Head(int(text.mark_size * 2 - 1), line, before, max(0, HEAD - before - line * len(text.mark) - NUMBER_ROW))


def _package(**values: object) -> bytes:
    """Fill the XML parts below templates/papers/word and zip them, the list of contents first."""
    templates = environment()
    names = [name for name in templates.list_templates(["xml", "rels"]) if name.startswith(PACKAGE)]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(names, key=lambda name: (not name.startswith(f"{PACKAGE}["), name)):
            part = zipfile.ZipInfo(name.removeprefix(PACKAGE), EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, templates.get_template(name).render(values))
    return made.getvalue()
