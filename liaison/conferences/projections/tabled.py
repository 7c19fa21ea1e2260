"""The opinions on an agenda as one person may see them; what was withdrawn keeps its place and says so."""

from collections.abc import Collection

from liaison.core.declaration import Card
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.web.frame import features

KIND = "opinion"
WITHDRAWN = N_("已撤回")


def tabled_cards(user: Actor, ids: Collection[int]) -> dict[int, Card]:
    """The cards of these opinions; one withdrawn since, whose text is its own side's again, by number and title alone.

    Number and title stood on the agenda that both sides had.
    """
    cards = dict(features().cards(user, KIND, ids))
    gone = [id for id in ids if id not in cards]
    told = features().offer("opinion_facts")(gone) if gone and user.side is not None else {}
    for id, facts in told.items():
        if facts.is_withdrawn:
            cards[id] = Card(KIND, id, facts.number, facts.title, url="", state_label=WITHDRAWN, side=facts.side)
    return {id: cards[id] for id in ids if id in cards}
