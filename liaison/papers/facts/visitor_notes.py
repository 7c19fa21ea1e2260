"""The frozen facts of a visitor's note (回执): what somebody takes home from a reception day, on one page."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from liaison.papers.canonical import FactsError, Frozen


@dataclass(frozen=True, slots=True)
class NotePart(Frozen):
    """A part of the note with its heading, one paragraph a line."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VisitorNoteFacts(Frozen):
    """A note in large type. `address` and `code`: where and with which code the visitor may rate, both or none."""

    KIND: ClassVar[str] = "visitor_note"
    title: str
    issuer: str
    issued_on: date
    number: str
    greeting: str
    lead: str
    parts: tuple[NotePart, ...] = ()
    notices: tuple[str, ...] = ()
    address: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        """Raise FactsError for a code without the address at which it counts."""
        Frozen.__post_init__(self)
        if bool(self.address) != bool(self.code):
            raise FactsError("VisitorNoteFacts.code: an address and a code belong together")
