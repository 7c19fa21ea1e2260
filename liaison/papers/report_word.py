"""Reports for Word: headings, text and tables with real styles; Word itself makes contents from the headings."""

from liaison.papers.facts.reports import ReportFacts
from liaison.papers.letter_word import NO_HEAD
from liaison.papers.reports import compose
from liaison.papers.verification import verification_code
from liaison.papers.word import WORD_FONTS, package


def render_report_docx(facts: ReportFacts, *, watermark: str = "") -> bytes:
    """Write a report for Word; the same facts give the same bytes."""
    text = compose(facts)
    return package(
        "report",
        title="".join(text.title),
        text=text,
        head=NO_HEAD,
        issuers=facts.issuers,
        issued_on=facts.issued_on,
        code=verification_code(facts),
        watermark=watermark,
        word_fonts=WORD_FONTS,
    )
