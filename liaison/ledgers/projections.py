"""Series of numbers as one person may set them, and where an imported record came from."""

from collections.abc import Iterable
from dataclasses import dataclass

from liaison.core.ledgers import NumberKind
from liaison.core.sides import Actor
from liaison.ledgers import queries, rules
from liaison.store import numbering
from liaison.web.frame import features


@dataclass(frozen=True, slots=True)
class Series:
    """A series with the number that it would give next, and as papers would carry it."""

    series: str
    label: str
    is_yearly: bool
    given: int
    next: int
    written: str
    may_set: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record came from; `file_name` "" for those who are not of the side that took it in."""

    sheet: str
    file_name: str = ""
    row: int = 0
    url: str = ""


def series_of(kinds: Iterable[NumberKind], year: int, user: Actor) -> list[Series]:
    """The series in the order of their features, with this year's next number."""
    known = list(kinds)
    rows = numbering.series_rows([kind.series for kind in known], [0, year])
    found = []
    for kind in known:
        row = rows.get((kind.series, year if kind.is_yearly else 0))
        last, given = (row.last, row.given) if row is not None else (0, 0)
        written = kind.write(year, last + 1)
        may_set = kind.why_not(user) is None
        found.append(Series(kind.series, kind.label, kind.is_yearly, given, last + 1, written, may_set))
    return found


def imported_from(user: Actor, key: str, id: int) -> Origin | None:
    """Where a record of a kind of ledger came from; None where it was not imported."""
    found = queries.origins(key, [id]).get(id)
    if found is None:
        return None
    record, held = found
    label = features().ledgers[key].label
    if not rules.keeps(user) or held.side is not user.side:
        return Origin(label)
    return Origin(label, held.file_name, record.row, f"/ledgers/{held.id}")
