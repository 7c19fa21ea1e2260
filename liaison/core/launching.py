"""The steps by which an empty site goes live, as the features declare them whose matters they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liaison.core.moves import Refusal
from liaison.core.sides import Actor

Fact = tuple[str, str]
"""What stands now: a label (message id) and its value in the words of the office."""


@dataclass(frozen=True, slots=True)
class LaunchStep:
    """One step, asked anew each time it is shown: nothing of it is kept but that somebody ticked it off.

    `place` orders the steps of all features. `missing` says what is still to be done before the step may be ticked
    off, each in a sentence; `facts` what stands now. `pages` are (label, endpoint) where it is done and changed later,
    by whom `may_open` says: not everything is the administrator's matter.
    """

    key: str
    place: int
    label: str
    about: str
    missing: Callable[[], Sequence[Refusal]] = lambda: ()
    facts: Callable[[], Sequence[Fact]] = lambda: ()
    pages: tuple[tuple[str, str], ...] = ()
    may_open: Callable[[Actor], bool] = lambda _user: True
