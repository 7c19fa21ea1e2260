"""A published circular as a letter of both associations."""

from datetime import date
from typing import Final

from liaison.complaints.facts.letters import Say, typed_blocks
from liaison.core.messages import N_
from liaison.core.wordings import Wording, number_form
from liaison.papers.facts.letters import LetterFacts
from liaison.papers.facts.minutes import Paragraph

NUMBER: Final = number_form("complaint.circular.number", N_("通报编号"), "通报〔{年份}〕{序号}号", 3)
ADDRESSEES: Final = Wording("complaint.circular.addressees", N_("通报：主送"), "各律师事务所，各人民法院")
CLOSING: Final = Wording("complaint.circular.closing", N_("通报：结尾"), "特此通报。", may_be_empty=True, is_long=True)
CIRCULAR_WORDINGS: Final = (NUMBER, ADDRESSEES, CLOSING)


def circular_facts(title: str, text: str, number: str, issuers: tuple[str, str], on: date, say: Say) -> LetterFacts:
    """What the paper says."""
    closing = say(CLOSING, {})
    return LetterFacts(
        mark=issuers[0],
        number=number,
        issued_on=on,
        issuers=issuers,
        title=title,
        addressees=(say(ADDRESSEES, {}),),
        body=(*typed_blocks(text), *([Paragraph(closing)] if closing.strip() else ())),
    )
