"""The kinds of papers: which facts each is made from, and into which formats. Free of WeasyPrint, for all processes."""

from dataclasses import dataclass
from typing import Final

from liaison.papers.canonical import Frozen, read_json
from liaison.papers.facts.cards import CardFacts
from liaison.papers.facts.letters import LetterFacts
from liaison.papers.facts.lists import FormFacts, PlatesFacts, PosterFacts, RegisterFacts, SlipsFacts
from liaison.papers.facts.minutes import MinutesFacts
from liaison.papers.facts.reports import ReportFacts
from liaison.papers.facts.visitor_notes import VisitorNoteFacts


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One kind: the class of its facts and the formats that it is made in ("pdf", "docx").

    `bytes_a_page` says how much canonical JSON comes to a page, roughly, for the progress bar.
    """

    facts: type[Frozen]
    formats: tuple[str, ...] = ("pdf", "docx")
    bytes_a_page: int = 2_000


FORMS: Final[dict[str, PaperForm]] = {
    "minutes": PaperForm(MinutesFacts, bytes_a_page=1_600),
    "letter": PaperForm(LetterFacts),
    "notice": PaperForm(LetterFacts),
    "circular": PaperForm(LetterFacts),
    "excerpt": PaperForm(LetterFacts),
    "register": PaperForm(RegisterFacts, ("pdf",)),
    "form": PaperForm(FormFacts),
    "plates": PaperForm(PlatesFacts, ("pdf",), 60),
    "card": PaperForm(CardFacts, ("pdf",)),
    "poster": PaperForm(PosterFacts, ("pdf",)),
    "report": PaperForm(ReportFacts),
    "summary": PaperForm(ReportFacts),
    "summary_table": PaperForm(LetterFacts),
    "visitor_note": PaperForm(VisitorNoteFacts, ("pdf",)),
    "slips": PaperForm(SlipsFacts, ("pdf",), 700),
}


def read_facts(kind: str, data: bytes) -> Frozen:
    """Read the stored facts of a paper of that kind. Raises FactsError when they are not such facts."""
    return read_json(FORMS[kind].facts, data)
