"""The search across features."""

from liaison.core.declaration import Features
from liaison.core.gathering import Found
from liaison.core.sides import Actor


def find(user: Actor, features: Features, q: str) -> list[Found]:
    """What the words find, by kind; nothing for no words."""
    if not q:
        return []
    return [found for feature in features if feature.search for found in feature.search(user, q)]
