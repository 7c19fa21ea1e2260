"""Series of numbers as one person may set them, and where an imported record came from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liaison.core import clock
from liaison.core.launching import Fact, LaunchStep
from liaison.core.ledgers import NumberKind
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.ledgers import queries, rules
from liaison.store import numbering
from liaison.store.numbering import NumberSeries
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
        last, given = _taken(rows, kind, year)
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


def first_numbers() -> Sequence[Fact]:
    """The next number of each series, as papers would carry it."""
    year = clock.today().year
    kinds = list(features().numbers.values())
    rows = numbering.series_rows([kind.series for kind in kinds], [0, year])
    return [(kind.label, kind.write(year, _taken(rows, kind, year)[0] + 1)) for kind in kinds]


def _taken(rows: Mapping[tuple[str, int], NumberSeries], kind: NumberKind, year: int) -> tuple[int, int]:
    """The number behind which the series goes on, and the last one that was really given."""
    row = rows.get((kind.series, year if kind.is_yearly else 0))
    return (row.last, row.given) if row is not None else (0, 0)


STEPS: Final = (
    LaunchStep(
        "starts",
        5,
        N_("起始编号"),
        N_("今年已在纸面上编了号的，从下一号开始。由经办人和会议组织人设置：兼任的，可以现在设置。"),
        facts=first_numbers,
        pages=((N_("起始编号"), "ledgers.numbers"),),
        may_open=rules.keeps,
    ),
)
