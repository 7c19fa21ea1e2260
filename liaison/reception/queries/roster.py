"""What reception day asks of the directory, through what the directory offers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison.core.sides import Actor, Side
from liaison.store.remembered import remembered
from liaison.web.frame import features


@dataclass(frozen=True, slots=True)
class RosterLawyer:
    """A lawyer on the roster. `unit` is the firm as pages call it, `unit_name` its full name."""

    id: int
    name: str
    unit: str
    unit_name: str
    practising_since: date | None


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


def active_lawyers() -> list[RosterLawyer]:
    """The lawyers of the firms in use, in three looks whatever their number."""
    firms = {unit.id: unit for unit in features().offer("units")(Side.BAR) if unit.kind == "law_firm"}
    ids = [one.id for one in features().offer("people_of")(list(firms)) if one.kind == "lawyer"]
    return [
        RosterLawyer(one.id, one.name, one.unit, firms[one.unit_id].name, one.practising_since)
        for one in lawyers_by_id(ids).values()
        if one.is_active and one.unit_id in firms
    ]
