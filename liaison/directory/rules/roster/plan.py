"""What an import would do, before anything is done: the plan that is previewed, confirmed and carried out."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.directory.models import Organisation, Person, Region
from liaison.directory.rules.differences import Difference
from liaison.directory.rules.spelling import plain_number, spelling
from liaison.papers.sheet import CellError, Sheet

ORGANISATIONS: Final = "单位"
PEOPLE: Final = "人员"
"""The names of the two sheets of a roster. They are part of the file's format and stay Chinese."""

Keeps = Callable[[Side | None], bool]


@dataclass(frozen=True, slots=True)
class Roster:
    """A workbook as read: the sheet of organisations and the sheet of people, one of which may be missing."""

    organisations: Sheet | None = None
    people: Sheet | None = None

    def sought(self) -> tuple[set[str], set[str]]:
        """The names and the numbers of people in the file, in their stored spelling."""
        rows = self.people.rows if self.people else ()
        names = {spelling(row.values["name"] or "") for row in rows}
        numbers = {plain_number(row.values.get("number") or "") for row in rows}
        return names, {number for number in numbers if number}


@dataclass(frozen=True, slots=True)
class Directory:
    """What the directory holds now: all regions and organisations, and the people whom the roster could mean.

    What was merged is met under its old name: `former_names` of organisations lead to the names that they have now,
    `former_people` are (name, unit, the entry that goes on).
    """

    regions: Sequence[Region] = ()
    organisations: Sequence[Organisation] = ()
    people: Sequence[Person] = ()
    former_names: Mapping[str, str] = field(default_factory=dict)
    former_people: Sequence[tuple[str, str, Person]] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the file: its number, the entry it stands for (id None: a new one), what that says and will say."""

    row: int
    id: int | None
    title: str
    old: Any
    new: Any
    differences: tuple[Difference, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.id is None

    @property
    def is_changed(self) -> bool:
        return self.id is not None and bool(self.differences)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every row of the file as an entry, and the faults; with a single fault nothing is taken in."""

    organisations: tuple[Entry, ...] = ()
    people: tuple[Entry, ...] = ()
    faults: tuple[CellError, ...] = ()
    hidden: int = 0
    """Rows that were left out because they are hidden on their sheet."""
    counts: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Count once what the preview, the audit trail and the list of imports tell."""
        counts = {}
        for name, entries in (("organisations", self.organisations), ("people", self.people)):
            counts[f"{name}_new"] = sum(entry.is_new for entry in entries)
            counts[f"{name}_changed"] = sum(entry.is_changed for entry in entries)
            counts[f"{name}_same"] = len(entries) - counts[f"{name}_new"] - counts[f"{name}_changed"]
        object.__setattr__(self, "counts", counts)

    @property
    def does_nothing(self) -> bool:
        """Whether the directory says all this already."""
        return not any(entry.is_new or entry.is_changed for entry in (*self.organisations, *self.people))

    @property
    def fingerprint(self) -> str:
        """A hash of all that would be written and of what it replaces: two plans with the same one do the same."""
        entries = [
            (place, entry.row, entry.id, repr(entry.old), repr(entry.new))
            for place, entries in enumerate((self.organisations, self.people))
            for entry in entries
            if entry.is_new or entry.is_changed
        ]
        return hashlib.sha256(repr(entries).encode()).hexdigest()


OTHER_SIDE: Final = N_("不是本方的单位，您只能导入本方的单位和人员。")
REPEATED: Final = N_("与第 %(line)s 行重复，请只保留一行。")
