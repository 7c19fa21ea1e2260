"""Old ledgers: what a feature takes in from the years before this installation, and how it takes it back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final

from liaison.core.moves import Refusal
from liaison.core.sides import Actor

NEAR: Final = 0.5
MOST_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class Batch:
    """What a sheet is looked at with: who takes it in, the files that came along, what earlier sheets would make.

    `files`: by name, each as `old_minutes.look_into` gave it, or the RuleBroken that it raised.
    `days`: of the conferences that they would make, by name. `counted`: by figure, the days on which they would add to
    it.
    """

    by: Actor
    files: Mapping[str, Any] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    counted: Mapping[str, Collection[date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that would make a record: its number on the sheet, how people know it, its day, and all that it says."""

    row: int
    title: str
    on: date
    values: Any


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one sheet would do. `doubled`: (row, title) of what is there already and is left out.

    `faults` and `warnings` are `CellError`. `counted`: by figure, the days on which it would add to it, with their
    first row. `days`: of conferences, by name. `used`: the files that rows name.
    """

    planned: tuple[Planned, ...] = ()
    doubled: tuple[tuple[int, str], ...] = ()
    faults: tuple[Any, ...] = ()
    warnings: tuple[Any, ...] = ()
    counted: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    used: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LedgerKind:
    """One kind of old ledger: a sheet of the workbook, and what its rows become.

    `label` is the name of the sheet; `record` the kind of thing that a row makes, whose pages tell where it came from.
    `why_not(user)`: why somebody may not take it in. `columns(user)`: `ColumnSpec`s. `notes`: lines of instructions.
    `draw(sheet, batch)` looks at the rows and writes nothing. `make(planned, by)` writes them in the caller's
    transaction and gives an id a row, in their order. `undo(ids, by)` takes them away again, and raises RuleBroken
    naming what has come to stand on them. `url(id)`: the page of a record. Kinds are made in the order of `place`, so
    that opinions find their conference, and undone from behind.
    """

    key: str
    label: str
    record: str
    place: int
    why_not: Callable[[Actor], Refusal | None]
    columns: Callable[[Actor], Sequence[Any]]
    notes: tuple[str, ...]
    draw: Callable[[Any, Batch], Drawn]
    make: Callable[[Sequence[Planned], Actor], list[int]]
    undo: Callable[[Collection[int], Actor], None]
    url: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class NumberKind:
    """A series of official numbers whose start an office may set: `series` in the store, one a year if `is_yearly`.

    `why_not(user)`: why somebody may not set it. `write(year, number)`: the number as papers carry it.
    """

    series: str
    label: str
    is_yearly: bool
    why_not: Callable[[Actor], Refusal | None]
    write: Callable[[int, int], str]


@lru_cache(maxsize=2000)
def near(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """The known names that somebody may have meant; they are suggested, never taken.

    A ledger names the same few over and over, and comparing is slow: what was found is remembered.
    """
    return tuple(get_close_matches(word, known, MOST_NEAR, NEAR))
