"""What summaries tell of complaints: finished years only, and no year with fewer than five of a direction.

A summary leaves both sides and may be asked for any days: of parts of a year nothing is told, so that nobody finds a
single complaint by comparing two periods.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from liaison.complaints.models import Direction
from liaison.complaints.queries import figures as counts
from liaison.complaints.rules import figures as rules
from liaison.core import clock
from liaison.core.declaration import Figure
from liaison.core.messages import N_

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


def _told(direction: Direction, years: Sequence[int]) -> int:
    """The sum of the years with enough of them; where all years have too few, a number that is not told."""
    found = [rules.total(counts.cells(direction, date(year, 1, 1), date(year, 12, 31)), "").received for year in years]
    return sum(number for number in found if number >= rules.LEAST) or min(1, sum(found))


def _finished_years(first: date, last: date) -> Iterator[int]:
    today = clock.today()
    for year in range(max(first.year, 2000), min(last.year, today.year - 1) + 1):
        if first <= date(year, 1, 1) and date(year, 12, 31) <= last:
            yield year
