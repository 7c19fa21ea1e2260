"""The kinds of papers: which facts each is made from, and into which formats. Free of WeasyPrint, for all processes."""

from dataclasses import dataclass
from typing import Final

from liaison.papers.canonical import Frozen, read_json
from liaison.papers.facts.minutes import MinutesFacts


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One kind: the class of its facts and the formats that it is made in ("pdf", "docx")."""

    facts: type[Frozen]
    formats: tuple[str, ...] = ("pdf", "docx")


FORMS: Final[dict[str, PaperForm]] = {
    "minutes": PaperForm(MinutesFacts),
}


def read_facts(kind: str, data: bytes) -> Frozen:
    """Read the stored facts of a paper of that kind. Raises FactsError when they are not such facts."""
    return read_json(FORMS[kind].facts, data)
