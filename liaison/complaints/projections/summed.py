"""What summaries tell of complaints: finished years only, and no year with fewer than five of a direction.

A summary leaves both sides and may be asked for any days: of parts of a year nothing is told, so that nobody finds a
single complaint by comparing two periods.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from liaison.complaints.models import Direction
from liaison.complaints.queries import complaints
from liaison.complaints.queries import figures as counts
from liaison.complaints.rules import figures as rules
from liaison.complaints.rules.figures import Counts
from liaison.core import clock
from liaison.core.declaration import Breakdown, Figure, Split
from liaison.core.messages import N_
from liaison.core.small_cells import MERGED
from liaison.web.frame import features

ITEMS = N_("件")
LABELS = {
    Direction.LAWYER_TO_JUDGE: N_("律师对法官的监督投诉"),
    Direction.JUDGE_TO_LAWYER: N_("法官对律师的监督投诉"),
}
MEANING = N_("期内已经结束的完整年度收到的投诉；某一年度少于5件的，该年度不计入，以免推断出个人。")


def summed(first: date, last: date) -> list[Figure]:
    """The complaints of each direction received in the whole years of the span that are over."""
    years = list(_finished_years(first, last))
    if not years:
        return []
    return [
        Figure(f"complaints_{direction}", label, ITEMS, _told(direction, years), "", MEANING, rules.LEAST)
        for direction, label in LABELS.items()
    ]


def breakdowns(first: date, last: date) -> list[Breakdown]:
    """How they divide by month, category and court, of one calendar year that is over: no two of those share a day."""
    years = list(_finished_years(first, last))
    if not years or (first, last) != (date(years[0], 1, 1), date(years[0], 12, 31)):
        return []
    groups = {one.id: one.group for one in complaints.categories()}
    return [row for direction in Direction for row in _splits(direction, first, last, groups)]


def _splits(direction: Direction, first: date, last: date, groups: Mapping[int, str]) -> Iterator[Breakdown]:
    cells = counts.cells(direction, first, last)
    if rules.total(cells, "").received < rules.LEAST:
        return
    of = f"complaints_{direction}"
    months = rules.grouped(cells, lambda cell: f"{cell.month:%Y-%m}")
    yield Breakdown(of, Split.MONTH, tuple(_row(row.group, row.group, row.received) for row in months))
    categories = rules.mirrored(rules.grouped(cells, lambda cell: groups[cell.category_id]))
    yield Breakdown(of, Split.CATEGORY, tuple(_merged(row.group, row.group, row) for row in categories), is_named=True)
    courts = features().offer("courts_of")({cell.body_id for cell in cells if cell.body_id is not None})
    if courts:
        names = {str(id): name for id, name in courts.values()}
        heard = rules.mirrored(rules.grouped(cells, lambda cell: str(courts.get(cell.body_id or 0, ("",))[0])))
        rows = tuple(_merged(row.group, names.get(row.group, row.group), row) for row in heard if row.group)
        yield Breakdown(of, Split.COURT, rows, is_named=True)


def _merged(name: str, label: str, row: Counts) -> Figure:
    return _row(MERGED if name == rules.OTHERS else name, label, row.received)


def _row(name: str, label: str, value: int) -> Figure:
    return Figure(name, label, ITEMS, value, least=rules.LEAST)


def _told(direction: Direction, years: Sequence[int]) -> int:
    """The sum of the years with enough of them; where all years have too few, a number that is not told."""
    found = [rules.total(counts.cells(direction, date(year, 1, 1), date(year, 12, 31)), "").received for year in years]
    return sum(number for number in found if number >= rules.LEAST) or min(1, sum(found))


def _finished_years(first: date, last: date) -> Iterator[int]:
    today = clock.today()
    for year in range(max(first.year, 2000), min(last.year, today.year - 1) + 1):
        if first <= date(year, 1, 1) and date(year, 12, 31) <= last:
            yield year
