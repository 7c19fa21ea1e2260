"""The frozen facts of a quick card: what one role does, step by step, on one page to lie beside the keyboard."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from liaison.papers.canonical import FactsError, Frozen

MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class CardStep(Frozen):
    """A step: what is done, and how, one paragraph a line."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardFacts(Frozen):
    """One card. `reader`: for whom; `cautions`: what must not go wrong; `address`: where the site is."""

    KIND: ClassVar[str] = "card"
    title: str
    reader: str
    steps: tuple[CardStep, ...]
    cautions: tuple[str, ...]
    address: str
    issued_on: date

    def __post_init__(self) -> None:
        """Raise FactsError for more steps than stand on one page."""
        Frozen.__post_init__(self)
        if not 1 <= len(self.steps) <= MOST_STEPS:
            raise FactsError(f"CardFacts.steps: one to {MOST_STEPS} steps stand on a card")
