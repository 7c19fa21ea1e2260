"""What reception day asks of the directory, through what the directory offers."""

from collections.abc import Collection
from typing import Any

from liaison.core.sides import Actor
from liaison.store.remembered import remembered
from liaison.web.frame import features


def courts_of(user: Actor) -> frozenset[int]:
    """The court (or other body) that somebody works at, with the body it belongs to; one look a transaction."""
    person_id = user.person_id
    if person_id is None:
        return frozenset()
    return remembered(("units of", person_id), lambda: frozenset(features().offer("unit_ids_of")(person_id)))


def lawyers_by_id(person_ids: Collection[int]) -> dict[int, Any]:
    """The roster's rows of lawyers (`directory.ListedLawyer`) by person; who is not a lawyer is not in it."""
    return {each.id: each for each in features().offer("lawyers_by_ids")(person_ids)}


def count_party_members(person_ids: Collection[int]) -> int:
    """How many of these are party members: the total is all that reception day ever knows of it."""
    return int(features().offer("count_party_members")(person_ids))
