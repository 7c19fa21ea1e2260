"""Who may sit on which day of a rota, asked once and then known by ids: the search tries many thousand teams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from liaison.reception.models import DutyLawyer
from liaison.reception.rules import fitness
from liaison.reception.rules.fitness import Reason
from liaison.reception.rules.lawyers import is_veteran

Counts = dict[int, int]
"""Duties by the id of the lawyer."""
Plan = dict[int, tuple[int, ...]]
"""The ids of the chosen of each day, by its key."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A day with open seats. `fixed` stay as they are; `out` cannot be put there any more (who declined, say)."""

    key: int
    on: date
    seats: int
    fixed: tuple[DutyLawyer, ...] = ()
    out: Mapping[int, Reason] = field(default_factory=dict)


def may_sit(lawyer: DutyLawyer, slot: Slot) -> bool:
    """Whether the day is open to a lawyer, whoever else comes."""
    is_there = any(each.id == lawyer.id for each in slot.fixed)
    return not is_there and lawyer.id not in slot.out and fitness.unfit(lawyer, slot.on) is None


class Seating:
    """What the rules say of each lawyer on each day, by ids alone."""

    def __init__(self, slots: Sequence[Slot], lawyers: Sequence[DutyLawyer]) -> None:
        everybody = {each.id: each for each in (*lawyers, *(fixed for slot in slots for fixed in slot.fixed))}
        self.pool = [each.id for each in lawyers if each.is_active and each.consented_on is not None]
        self.may = {(id, slot.key) for id in self.pool for slot in slots if may_sit(everybody[id], slot)}
        self.fixed = {slot.key: tuple(each.id for each in slot.fixed) for slot in slots}
        self.firms = {id: each.firm_id for id, each in everybody.items()}
        self.known = {id: frozenset(each.specialities) for id, each in everybody.items()}
        self.veterans = {
            slot.key: {id for id, each in everybody.items() if is_veteran(each, slot.on)} for slot in slots
        }

    def is_team(self, key: int, team: Sequence[int]) -> bool:
        """Whether these and the fixed ones may sit together on a day."""
        whole, veterans = (*self.fixed[key], *team), self.veterans[key]
        return fitness.goes_together([self.firms[id] for id in whole], any(id in veterans for id in whole))

    def fit(self, key: int) -> list[int]:
        """Who may sit on a day at all."""
        return [id for id in self.pool if (id, key) in self.may]
