"""What a feature keeps of a person or organisation of the roster, and how it goes over when two entries become one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from liaison.core.moves import Refusal
from liaison.core.sides import Actor


def _nothing(_gone: int, _kept: int) -> None:
    return None


def _none_told(_user: Actor, _id: int) -> Sequence[tuple[str, int]]:
    return ()


@dataclass(frozen=True, slots=True)
class Merging:
    """What goes over from the entry that goes (`gone`) to the one that is kept, both by id, within one transaction.

    `references` are the columns that hold the id: each is set anew by one statement. `settle(gone, kept)` comes before
    that, for what no such statement does: two rows of which only one may be left, lists of ids, keyed hashes. It never
    refuses, and asks as many statements whether it finds something or not: a merging tells nobody what is kept of
    somebody. `count(user, id)` gives (label, how many) of what the person may know of. `why_not(gone, kept)` is only
    for what whoever keeps the roster may know.
    """

    references: tuple[Any, ...] = ()
    settle: Callable[[int, int], None] = _nothing
    count: Callable[[Actor, int], Sequence[tuple[str, int]]] = _none_told
    why_not: Callable[[int, int], Refusal | None] = _nothing
