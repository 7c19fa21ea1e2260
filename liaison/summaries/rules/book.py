"""What a period comes to: the figures of every feature beside earlier periods, as one reader may know them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from liaison.core.declaration import Breakdown, Figure, Split
from liaison.core.messages import N_
from liaison.core.periods import MONTHS, QUARTER, Period
from liaison.core.sides import Side
from liaison.core.small_cells import MERGED, is_small, merge_small

OTHERS: Final = N_("其他各项合计")
UNTOLD: Final = N_("少于%(least)s")


@dataclass(frozen=True, slots=True)
class Opening:
    """So much of a figure comes from days without records; `source` says where it stands."""

    name: str
    period: Period
    value: int
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with the period before and the same days of the year before; None where nothing is known of those."""

    figure: Figure
    before: Figure | None = None
    year_before: Figure | None = None
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature tells."""

    name: str
    label: str
    entries: tuple[Entry, ...]
    breakdowns: tuple[Breakdown, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A period with all parts. `place_name`: the court, district or side that it is narrowed to, "" for everything."""

    period: Period
    parts: tuple[Part, ...]
    place_name: str = ""

    @property
    def entries(self) -> Iterator[Entry]:
        """All figures in the order of the features."""
        return (entry for part in self.parts for entry in part.entries)

    @property
    def figures(self) -> dict[str, Figure]:
        """All figures by name."""
        return {entry.figure.name: entry.figure for entry in self.entries}

    @property
    def openings(self) -> list[tuple[Figure, Opening]]:
        """Every opening balance that counts in, with its figure."""
        return [(entry.figure, opening) for entry in self.entries for opening in entry.openings]

    @property
    def compares_years(self) -> bool:
        """Whether the same days of the year before are others than the period before, and none of its own."""
        period = self.period
        return period.before != period.year_before and period.year_before.last < period.first


def told(figure: Figure, reader: Side | None) -> Figure:
    """The figure as the office of that side may know it (None: anybody): its owner reads it whole, with its records."""
    if figure.owner is None:
        return figure
    return replace(figure, least=0) if figure.owner is reader else replace(figure, url="")


def is_guarded(figure: Figure) -> bool:
    """Whether it counts people in somebody's care: others read it only of days from which nobody can be counted out."""
    return bool(figure.least) and figure.owner is not None


def closed_quarters(period: Period, today: date) -> list[Period]:
    """The calendar quarters that a period is made of; none where it has other days, or is not over.

    Whoever may choose any days learns from two that differ by one how many came on it. Quarters that are over share no
    day, and what is told of several is told of each (`counting`), so that nothing small is left between any two.
    """
    months = period.whole_months
    if not months or months % QUARTER or period.first.month % QUARTER != 1 or period.last >= today:
        return []
    ends = [month - timedelta(1) for month in period.months()[QUARTER::QUARTER]] + [period.last]
    return [Period(end.replace(day=1, month=end.month - QUARTER + 1), end) for end in ends]


def is_closed_year(period: Period, today: date) -> bool:
    """Whether it is one calendar year that is over: the only days of which others read how such a count divides.

    A court that is named in the year and merged in a quarter would tell of the merged ones.
    """
    return period.whole_months == MONTHS and period.first.month == 1 and period.last < today


def with_openings(figure: Figure, openings: Sequence[Opening], reader: Side | None) -> tuple[Figure, list[Opening]]:
    """The figure with what days without records add to it, and what was added.

    Nothing is added to a small count that is withheld: sum and addend together would tell it.
    """
    known = told(figure, reader)
    mine = [one for one in openings if one.name == figure.name and not figure.is_standing]
    if not mine or not known.is_told:
        return known, []
    return replace(known, value=known.value + sum(one.value for one in mine)), mine


def within(openings: Iterable[Opening], period: Period) -> list[Opening]:
    """Those whose days all lie in the period: of a part of a year nobody knows how much fell into it."""
    return [one for one in openings if period.first <= one.period.first and one.period.last <= period.last]


def with_every_month(breakdown: Breakdown, period: Period) -> Breakdown:
    """The breakdown with the months in which nothing was counted: a course with gaps would read as another course."""
    if breakdown.by is not Split.MONTH or not breakdown.rows:
        return breakdown
    known = {row.name: row for row in breakdown.rows}
    nothing = replace(breakdown.rows[0], value=0, url="")
    keys = [f"{month:%Y-%m}" for month in period.months()]
    return replace(breakdown, rows=tuple(known.get(key, replace(nothing, name=key, label=key)) for key in keys))


def split_told(breakdown: Breakdown, reader: Side | None) -> Breakdown | None:
    """The breakdown as a reader may know it: small cells merged, or None where the split would tell too much.

    Months are not merged: with a small one among them the whole split is left out.
    """
    rows = [told(row, reader) for row in breakdown.rows]
    if all(row.is_told for row in rows):
        return replace(breakdown, rows=tuple(rows))
    if breakdown.by is Split.MONTH:
        return None
    cells = merge_small({row.name: row.value for row in rows})
    if cells is None:
        return None
    known = {row.name: row for row in rows}
    kept = [known[name] for name in cells if name in known]
    merged = Figure(MERGED, OTHERS, rows[0].unit, cells[MERGED])
    return replace(breakdown, rows=(*kept, merged))


def narrowed(figures: Sequence[Figure], breakdowns: Sequence[Breakdown], place: tuple[Split, str]) -> list[Figure]:
    """The figures of one court, district or side: those that divide by it, in the order of the figures.

    A place without a row counts nothing, unless the rest was merged: then nobody may know.
    """
    by, key = place
    rows: dict[str, Mapping[str, Figure]] = {
        one.of: {row.name: row for row in one.rows} for one in breakdowns if one.by is by
    }
    found = []
    for figure in figures:
        mine = rows.get(figure.name)
        if mine is None or (key not in mine and MERGED in mine):
            continue
        value, url = (mine[key].value, mine[key].url) if key in mine else (0, "")
        found.append(replace(figure, value=value, url=url))
    return found


def places(breakdowns: Sequence[Breakdown]) -> dict[str, str]:
    """What a summary can be narrowed to, as "court:8" and its name, in the order of the splits."""
    found: dict[str, str] = {}
    for split in (Split.SIDE, Split.COURT, Split.DISTRICT):
        for one in breakdowns:
            if one.by is split:
                found |= {f"{split}:{row.name}": row.label for row in one.rows if row.name != MERGED}
    return found


def read_place(word: str) -> tuple[Split, str] | None:
    """A place as the address writes it; None for everything, or for a word that is no place."""
    split, _, key = word.partition(":")
    return (Split(split), key) if split in {Split.SIDE, Split.COURT, Split.DISTRICT} and key else None


def written(figure: Figure | None) -> str:
    """The number as Chinese papers may tell it."""
    if figure is None:
        return "—"
    return str(figure.value) if figure.is_told else UNTOLD % {"least": figure.least}


def is_withheld(figure: Figure) -> bool:
    """Whether it is too small for its reader."""
    return bool(figure.least) and is_small(figure.value, figure.least)


def snapshot(book: Book) -> list[dict[str, object]]:
    """The figures as the record of a summary keeps them."""

    def value(figure: Figure | None) -> int | None:
        return figure.value if figure is not None and figure.is_told else None

    return [
        {
            "name": entry.figure.name, "label": entry.figure.label, "unit": entry.figure.unit,
            "value": value(entry.figure), "before": value(entry.before), "year_before": value(entry.year_before),
            **({"opening": sum(one.value for one in entry.openings),
                "source": "；".join(one.source for one in entry.openings)} if entry.openings else {}),
        }
        for entry in book.entries
    ]  # fmt: skip


def changed(
    old: Sequence[Mapping[str, object]], new: Sequence[Mapping[str, object]]
) -> list[tuple[str, object, object]]:
    """(label, then, now) of each figure that a snapshot has otherwise; figures of standing only count as they are."""
    then = {str(row["name"]): row["value"] for row in old}
    return [
        (str(row["label"]), then.get(str(row["name"])), row["value"])
        for row in new
        if then.get(str(row["name"])) != row["value"]
    ]
