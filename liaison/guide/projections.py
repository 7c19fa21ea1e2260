"""What the search of the site finds in the guide."""

from collections.abc import Sequence

from flask import url_for

from liaison.core.declaration import Hit
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.guide import queries

KIND_LABEL = N_("使用说明")
MOST_HITS = 5


def search(user: Actor, text: str) -> Sequence[Hit]:
    """The sections in which the words stand; the guide is open to everybody who has signed in."""
    found = [
        Hit(KIND_LABEL, section.title, url_for("guide.page", name=page.name, _anchor=section.anchor), excerpt=line)
        for page in queries.pages().values()
        for section in page.sections
        for line in [queries.line_with(section, text)]
        if line is not None
    ]
    return found[:MOST_HITS]
