"""A quick card as PDF: one A4 page of numbered steps in two columns, what to heed, and the way to the site."""

from liaison.core.numbers import chinese_date
from liaison.papers.facts.cards import CardFacts
from liaison.papers.fonts import Face
from liaison.papers.posters import qr_code
from liaison.papers.printing import print_paper
from liaison.papers.showing import as_shown, strings


def render_card_pdf(facts: CardFacts, *, watermark: str = "") -> bytes:
    """Print the card; the same facts give the same bytes. Raises MissingGlyph and FontMissing."""
    card = as_shown(facts)
    words = "".join(strings(card))
    return print_paper(
        "papers/card.html",
        facts,
        [
            (Face.FANG, words + "年月日0123456789适用：扫码或输入网址打开"),
            (Face.HEI, words + "12345678请注意"),
            (Face.TITLE, card.title),
        ],
        ("plain.css", "card.css"),
        title=card.title,
        issuers=(),
        issued_on=card.issued_on,
        watermark=watermark,
        card=card,
        day=chinese_date(facts.issued_on),
        qr=qr_code(facts.address),
    )
