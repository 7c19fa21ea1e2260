"""Frozen facts become a Word document: the page, the grid and the wording of the PDF, with real styles."""

import io
import zipfile
from dataclasses import dataclass
from typing import Final

from liaison.papers.facts.minutes import MinutesFacts
from liaison.papers.fonts import Face
from liaison.papers.minutes import MinutesText, compose
from liaison.papers.templates import environment
from liaison.papers.verification import verification_code

DOCUMENT: Final = "word/document.xml"
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


def render_minutes_docx(facts: MinutesFacts, *, watermark: str = "") -> bytes:
    """Write minutes for Word; the same facts give the same bytes.

    Every page carries `watermark` in slanted grey, unless it is empty.
    """
    text = compose(facts)
    return package(
        "minutes",
        title="".join(text.mark) + text.number,
        text=text,
        head=_head(text),
        issuers=facts.issuers,
        issued_on=facts.issued_on,
        code=verification_code(facts),
        watermark=watermark,
        word_fonts=WORD_FONTS,
    )


def _head(text: MinutesText) -> Head:
    line = round(text.mark_size * 25)
    # An exact line of 1.25 em leaves a quarter of an em above the ink.
    before = MARK_TOP - round(text.mark_size * 5)
    # Half a point less than fits: LibreOffice takes the type area for half a millimetre narrower.
    return Head(int(text.mark_size * 2 - 1), line, before, max(0, HEAD - before - line * len(text.mark) - NUMBER_ROW))


def package(kind: str, *, letterhead: object = None, **values: object) -> bytes:
    """Fill the XML parts below templates/papers/word, with the document of that kind among them, and zip them.

    With a `letterhead` the first page has the head and the red lines of the letter form.
    """
    values["letterhead"] = letterhead
    templates = environment()
    shared = (name for name in templates.list_templates(["xml", "rels"]) if name.startswith(PACKAGE))
    parts = {name.removeprefix(PACKAGE): name for name in shared} | {DOCUMENT: f"papers/word-documents/{kind}.xml"}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        # The list of contents comes first.
        for name in sorted(parts, key=lambda name: (not name.startswith("["), name)):
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, templates.get_template(parts[name]).render(values))
    return made.getvalue()
