"""A year's arrangement as the notice words it: days off from one to another, and the days worked for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from liaison.core.calendar import Arrangement
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_

EARLIEST: Final = 2004
AHEAD: Final = 3
"""How many years ahead an arrangement may be typed in."""
LONGEST: Final = 15
MOST_MADE_UP: Final = 3
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """One holiday: its name, the first and last day off (rest days among them), and the make-up days."""

    name: str
    first: date
    last: date
    made_up: tuple[date, ...] = ()

    def days_off(self) -> Iterator[date]:
        """Go through its days off."""
        day = self.first
        while day <= self.last:
            yield day
            day += _DAY


def rows_of(spans: Iterable[Span]) -> list[Arrangement]:
    """Give the single days by date."""
    rows = [
        Arrangement(day, is_working, span.name)
        for span in spans
        for is_working, days in ((False, span.days_off()), (True, iter(span.made_up)))
        for day in days
    ]
    return sorted(rows, key=lambda row: row.day)


def spans_of(rows: Iterable[Arrangement]) -> list[Span]:
    """Give the spans of single days: adjoining days off of one name; a make-up day goes to the nearest of its name."""
    found: list[Span] = []
    worked: list[Arrangement] = []
    for row in sorted(rows, key=lambda row: row.day):
        if row.is_working:
            worked.append(row)
        elif found and found[-1].name == row.name and found[-1].last + _DAY == row.day:
            found[-1] = Span(row.name, found[-1].first, row.day)
        else:
            found.append(Span(row.name, row.day, row.day))
    made_up: list[list[date]] = [[] for _ in found]
    for row in worked:
        near = min(
            (place for place, span in enumerate(found)),
            key=lambda place: (found[place].name != row.name, abs(found[place].first - row.day)),
        )
        made_up[near].append(row.day)
    return [Span(s.name, s.first, s.last, tuple(days)) for s, days in zip(found, made_up, strict=True)]


def check(year: int, spans: Sequence[Span]) -> None:
    """Whether this can be the arrangement of that year. Raises RuleBroken naming the line, from 1.

    A notice may reach into the last days of December before and the first of January after. Make-up days are
    Saturdays or Sundays: 国务院办公厅's notices move rest days, and never make a weekday one.
    """
    if not spans:
        raise RuleBroken(N_("请至少填写一个假期。"))
    taken: dict[date, int] = {}
    for line, span in enumerate(spans, 1):
        if span.last < span.first:
            raise RuleBroken(N_("第%(line)s行：放假末日早于首日。"), line=line)
        if (span.last - span.first).days >= LONGEST:
            raise RuleBroken(N_("第%(line)s行：假期超过%(most)s天，请检查日期。"), line=line, most=LONGEST)
        for day in (*span.days_off(), *span.made_up):
            if not date(year - 1, 12, 20) <= day <= date(year + 1, 1, 10):
                raise RuleBroken(
                    N_("第%(line)s行：%(day)s不属于%(year)s年的安排。"), line=line, day=day.isoformat(), year=str(year)
                )
            if day in taken:
                raise RuleBroken(
                    N_("第%(line)s行：%(day)s已列在第%(other)s行。"), line=line, day=day.isoformat(), other=taken[day]
                )
            taken[day] = line
        for day in span.made_up:
            if day.weekday() < 5:
                raise RuleBroken(
                    N_("第%(line)s行：调休上班日%(day)s不是星期六或星期日。"), line=line, day=day.isoformat()
                )


def is_year(year: int, today: date) -> bool:
    """Whether the year has a page: from the first that is known to a few ahead."""
    return EARLIEST <= year <= today.year + AHEAD
