"""What somebody holds by name, and how it goes to a successor when they leave; each feature answers for its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liaison.core.moves import Refusal
from liaison.core.sides import Actor


def _anybody(_successor: Actor) -> Refusal | None:
    return None


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of thing that is somebody's own to see through.

    `ids(leaver, by)` gives what is still open, as far as `by` may know that it is there. `hand_over(leaver, successor,
    by, reason)` moves each that may be the successor's, in the caller's transaction with an audit entry, and leaves the
    others: nobody gets what he or she is kept away from, or holds another part in. `why_not` says why somebody can take
    none. `card`: the kind of the cards that tell of it; "" where it is secret and only counted.
    """

    label: str
    ids: Callable[[Actor, Actor], Sequence[int]]
    hand_over: Callable[[Actor, Actor, Actor, str], None]
    why_not: Callable[[Actor], Refusal | None] = _anybody
    card: str = ""
