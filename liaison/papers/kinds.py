"""The kinds of papers: which facts each is made from, and into which formats. Free of WeasyPrint, for all processes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from liaison.papers.canonical import Frozen, read_json
from liaison.papers.facts.letters import LetterFacts
from liaison.papers.facts.lists import FormFacts, PlatesFacts, PosterFacts, RegisterFacts, SlipsFacts
from liaison.papers.facts.minutes import MinutesFacts
from liaison.papers.facts.reports import ReportFacts
from liaison.papers.sizes import pages_of_report


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One kind: the class of its facts and the formats that it is made in ("pdf", "docx").

    For the progress bar: `pages` counts those that the facts will fill, about; without it `bytes_a_page` says how much
    canonical JSON comes to a page.
    """

    facts: type[Frozen]
    formats: tuple[str, ...] = ("pdf", "docx")
    bytes_a_page: int = 2_000
    pages: Callable[[Any], int] | None = None


FORMS: Final[dict[str, PaperForm]] = {
    "minutes": PaperForm(MinutesFacts),
    "letter": PaperForm(LetterFacts),
    "register": PaperForm(RegisterFacts, ("pdf",)),
    "form": PaperForm(FormFacts),
    "plates": PaperForm(PlatesFacts, ("pdf",), 60),
    "poster": PaperForm(PosterFacts, ("pdf",)),
    "report": PaperForm(ReportFacts, pages=pages_of_report),
    "slips": PaperForm(SlipsFacts, ("pdf",), 700),
}


def read_facts(kind: str, data: bytes) -> Frozen:
    """Read the stored facts of a paper of that kind. Raises FactsError when they are not such facts."""
    return read_json(FORMS[kind].facts, data)


def expected_pages(kind: str, data: bytes) -> int:
    """About how many pages the facts of a paper will fill."""
    form = FORMS[kind]
    return form.pages(read_facts(kind, data)) if form.pages else 1 + len(data) // form.bytes_a_page
