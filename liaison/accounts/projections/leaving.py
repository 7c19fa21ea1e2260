"""What somebody who leaves holds, as whoever hands it over may know it."""

from collections.abc import Sequence
from dataclasses import dataclass

from liaison.core.declaration import Card, Features
from liaison.core.handing_over import Holding
from liaison.core.sides import Actor


@dataclass(frozen=True, slots=True)
class HeldKind:
    """One kind: how many, and the cards of those that the person may see (none where the kind is secret)."""

    key: str
    holding: Holding
    count: int
    cards: Sequence[Card]

    @property
    def unseen(self) -> int:
        """How many have no card here."""
        return self.count - len(self.cards)


def told(features: Features, leaver: Actor, by: Actor) -> list[HeldKind]:
    """All kinds in the order of the features."""
    kinds = []
    for key, holding in features.holdings.items():
        ids = holding.ids(leaver, by)
        cards = features.cards(by, holding.card, ids) if holding.card else {}
        kinds.append(HeldKind(key, holding, len(ids), [cards[id] for id in ids if id in cards]))
    return kinds
