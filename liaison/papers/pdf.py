"""Frozen facts become a PDF. Import it in the worker only: WeasyPrint takes half a second and 40 MB."""

from typing import Final

from liaison.papers import glyphs
from liaison.papers.facts.minutes import MinutesFacts
from liaison.papers.fonts import Face
from liaison.papers.minutes import MinutesText, compose
from liaison.papers.press import press
from liaison.papers.templates import environment
from liaison.papers.verification import facts_sha256, verification_code

SHEETS: Final = ("minutes.css",)


def render_minutes_pdf(facts: MinutesFacts, *, watermark: str = "") -> bytes:
    """Set minutes in the form of GB/T 9704-2012; the same facts give the same bytes.

    Every page carries `watermark` in slanted grey, unless it is empty. Raises MissingGlyph, naming the
    character that no font has, and FontMissing.
    """
    text = compose(facts)
    ready = press()
    glyphs.require([*text.texts(), (Face.TITLE, watermark)], ready.fonts)
    return ready.print(minutes_html(facts, text, watermark), SHEETS, mark_css(text), facts_sha256(facts))


def minutes_html(facts: MinutesFacts, text: MinutesText, watermark: str = "") -> str:
    """The page that is set: the template of minutes filled with the wording of these facts."""
    return (
        environment()
        .get_template("papers/minutes.html")
        .render(
            text=text,
            issuers=facts.issuers,
            issued_on=facts.issued_on,
            code=verification_code(facts),
            watermark=watermark,
        )
    )


def mark_css(text: MinutesText) -> str:
    """The rule that fits the mark to its width."""
    return f".mark {{ font-size: {text.mark_size:.3f}pt; }}"
