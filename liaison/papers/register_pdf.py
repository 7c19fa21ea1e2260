"""Registers and tables as PDF. Loads WeasyPrint."""

from liaison.papers.facts.lists import RegisterFacts
from liaison.papers.fonts import Face
from liaison.papers.printing import print_paper
from liaison.papers.registers import compose_register


def render_register_pdf(facts: RegisterFacts, *, watermark: str = "") -> bytes:
    """Print a register on A4, its head on each page; the same facts give the same bytes.

    Every page carries `watermark` in slanted grey, unless it is empty. Raises MissingGlyph and FontMissing.
    """
    text = compose_register(facts)
    return print_paper(
        "papers/register.html",
        facts,
        [(Face.TITLE, text.title), (Face.SONG, "第共页0123456789"), *text.texts()],
        ("plain.css", "tables.css", "register.css"),
        title=text.title,
        issuers=(facts.issuer,),
        issued_on=facts.issued_on,
        watermark=watermark,
        extra="@page { size: A4 landscape; }" if facts.is_landscape else "",
        text=text,
    )
