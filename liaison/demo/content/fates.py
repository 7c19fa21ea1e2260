"""What became of the demonstration's opinions beyond screening and the first reply."""

from dataclasses import dataclass
from typing import Final

from liaison.demo.content.source import read

MISSPELT: Final = {"c5-bar-03": "柳若均"}
"""Whose name was typed wrongly when the opinion came; a correction mends it."""


@dataclass(frozen=True)
class Fate:
    """One step; `offset` in days from the conference of the opinion.

    `word`: the satisfaction, the outcome of a second reply, the unit that comments, or the key of the opinion that
    takes this one in. `text`: note, reason, comment or reply.
    """

    key: str
    verb: str
    offset: int
    word: str
    text: str


def fates() -> tuple[Fate, ...]:
    """Give all steps."""
    return tuple(Fate(**row) for row in read("fates"))
