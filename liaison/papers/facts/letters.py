"""The frozen facts of official letters (函, 通知, 决定 and the like): what is said, not how it is set."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from liaison.papers.canonical import FactsError, Frozen
from liaison.papers.facts.lists import FormFacts, RegisterFacts
from liaison.papers.facts.minutes import NumberedParagraph, Paragraph, Subheading


@dataclass(frozen=True, slots=True)
class Heading(Frozen):
    """The first level, its number included: 一、会议时间."""

    KIND: ClassVar[str] = "heading"
    text: str


LetterBlock = Paragraph | Heading | Subheading | NumberedParagraph


@dataclass(frozen=True, slots=True)
class Attachment(Frozen):
    """What goes with a letter, on pages of its own: text, a register or a form (回执)."""

    title: str
    blocks: tuple[Paragraph | Heading | Subheading | NumberedParagraph, ...] = ()
    register: RegisterFacts | None = None
    form: FormFacts | None = None


@dataclass(frozen=True, slots=True)
class LetterFacts(Frozen):
    """An issued letter. `mark` is the full name of the association at the head, without 文件;
    in a letter by several, the first of them.

    Each of `addressees` is one class of bodies (各律师事务所、各分会); classes are divided by commas.
    `note` is the 附注, without its brackets.
    """

    KIND: ClassVar[str] = "letter"
    mark: str
    number: str
    issued_on: date
    issuers: tuple[str, ...]
    title: str
    addressees: tuple[str, ...]
    body: tuple[Paragraph | Heading | Subheading | NumberedParagraph, ...]
    attachments: tuple[Attachment, ...] = ()
    note: str = ""
    copies_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise FactsError where nobody signs."""
        Frozen.__post_init__(self)
        if not self.issuers:
            raise FactsError("LetterFacts.issuers: nobody signs the letter")
