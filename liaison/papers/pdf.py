"""Frozen facts become a PDF. Import it in the worker only: WeasyPrint takes half a second and 40 MB."""

from liaison.papers import glyphs
from liaison.papers.facts.minutes import MinutesFacts
from liaison.papers.minutes import compose
from liaison.papers.press import press
from liaison.papers.templates import environment
from liaison.papers.verification import facts_sha256, verification_code


def render_minutes_pdf(facts: MinutesFacts, *, watermark: str = "") -> bytes:
    """Set minutes in the form of GB/T 9704-2012; the same facts give the same bytes.

    Every page carries `watermark` in slanted grey, unless it is empty. Raises MissingGlyph, naming the
    character that no font has, and FontMissing.
    """
    text = compose(facts)
    ready = press()
    glyphs.require(text.texts(), ready.fonts)
    html = (
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
    size = f".mark {{ font-size: {text.mark_size:.3f}pt; }}"
    return ready.print(html, ("minutes.css",), size, facts_sha256(facts))
