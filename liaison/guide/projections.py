"""What the search of the site finds in the guide."""

from flask import url_for

from liaison.core.excerpts import around
from liaison.core.gathering import Found, Hit
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.guide import queries
from liaison.guide.facts import CARDS, Card

KIND_LABEL = N_("使用说明")
MOST_HITS = 5


def cards_for(user: Actor) -> list[tuple[str, Card]]:
    """All quick cards by name, those of the person's own roles first."""
    return sorted(CARDS.items(), key=lambda entry: not any(user.has(role) for role in entry[1].roles))


def search(_user: Actor, q: str) -> list[Found]:
    """The sections in which the words stand; the guide is open to everybody who has signed in."""
    hits = [
        Hit(section.title, url_for("guide.page", name=page.name, _anchor=section.anchor), excerpt=around(q, line))
        for page in queries.pages().values()
        for section in page.sections
        for line in [queries.line_with(section, q)]
        if line is not None
    ]
    return [Found(KIND_LABEL, hits[:MOST_HITS], len(hits))] if hits else []
