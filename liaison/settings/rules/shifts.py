"""Which running deadlines move when a rule or a holiday changes."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from liaison.core.calendar import Arrangements, Limit, due
from liaison.core.declaration import Running


@dataclass(frozen=True, slots=True)
class Shift:
    """A deadline that moves, from the day on which it stands to another."""

    running: Running
    new_on: date


def shifts(
    running: Iterable[Running], limit_of: Callable[[str], Limit], arrangements: Arrangements
) -> tuple[Shift, ...]:
    """Count every running deadline anew by these limits and arrangements; those that stay are left out."""
    found = []
    for one in running:
        new_on = due(one.started_on, limit_of(one.clock), arrangements).on
        if new_on != one.due_on:
            found.append(Shift(one, new_on))
    return tuple(sorted(found, key=lambda shift: (shift.running.clock, shift.running.due_on, shift.running.id)))


def fingerprint(proposed: object, moved: Sequence[Shift]) -> str:
    """A mark of what was looked at: the same proposal moving the same deadlines gives the same one."""
    told = [(s.running.clock, s.running.id, s.running.due_on, s.new_on) for s in moved]
    return hashlib.sha256(repr((proposed, told)).encode()).hexdigest()
