"""What the printing of every paper has in common: the search for missing glyphs, the template, the press."""

from collections.abc import Iterable, Mapping
from datetime import date

from liaison.papers import glyphs
from liaison.papers.canonical import Frozen
from liaison.papers.fonts import Face
from liaison.papers.press import press
from liaison.papers.templates import environment
from liaison.papers.verification import facts_sha256, verification_code


def print_paper(
    template: str,
    facts: Frozen,
    texts: Iterable[tuple[Face, str]],
    sheets: tuple[str, ...],
    *,
    title: str,
    issuers: tuple[str, ...],
    issued_on: date,
    watermark: str,
    extra: str = "",
    pictures: Mapping[str, bytes] | None = None,
    **values: object,
) -> bytes:
    """Fill `template` and print it with `sheets`, the rules `extra` and the `pictures` that it names.

    `texts` is all that is printed. Raises MissingGlyph, naming the character that no font has, and FontMissing.
    """
    ready = press()
    glyphs.require([*texts, (Face.TITLE, watermark)], ready.fonts)
    html = (
        environment()
        .get_template(template)
        .render(
            values,
            title=title,
            issuers=issuers,
            issued_on=issued_on,
            watermark=watermark,
            code=verification_code(facts),
        )
    )
    return ready.print(html, sheets, extra, facts_sha256(facts), pictures)
