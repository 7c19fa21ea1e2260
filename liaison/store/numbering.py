"""Official numbers without gaps or doubles: one counter a series and year, taken inside the caller's transaction."""

from collections.abc import Collection

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.store.base import Base, db, ensure_row

LARGEST = 9999


class NumberSeries(Base):
    """The last number given out in a series and year.

    `set_last`: what it was set to when somebody said where it starts, None if nobody did; `floor`: the last number
    that had really been given out by then. As long as nothing was taken since, the start may be set anew above `floor`.
    """

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)
    set_last: Mapped[int | None]
    floor: Mapped[int] = mapped_column(default=0, server_default="0")

    @property
    def given(self) -> int:
        """The last number that is really taken."""
        return self.floor if self.last == self.set_last else self.last


def take(series: str, year: int = 0) -> int:
    """The next number of the series in that year (0: a series that runs on over the years), from 1.

    The row stays locked until the transaction ends, and a rollback gives the number back: no gap, no double.
    """
    return take_many(series, 1, year)[0]


def take_many(series: str, count: int, year: int = 0) -> range:
    """The next `count` numbers, as `take` gives one."""
    ensure_row(db.session(), NumberSeries, series=series, year=year, last=0)
    row = (NumberSeries.series == series) & (NumberSeries.year == year)
    step = update(NumberSeries).where(row).values(last=NumberSeries.last + count).returning(NumberSeries.last)
    last = int(db.session.execute(step, execution_options={"synchronize_session": False}).scalar_one())
    return range(last - count + 1, last + 1)


def reach(series: str, number: int, year: int = 0) -> None:
    """Have the series go on after a number that was given outside of it; one that is beyond it already stays."""
    ensure_row(db.session(), NumberSeries, series=series, year=year, last=0)
    row = (NumberSeries.series == series) & (NumberSeries.year == year) & (NumberSeries.last < number)
    step = update(NumberSeries).where(row).values(last=number)
    db.session.execute(step, execution_options={"synchronize_session": False})


def give_back(series: str, number: int, year: int = 0) -> bool:
    """Return the number that was taken last, of a thing that came to nothing; whether it was the last."""
    row = (NumberSeries.series == series) & (NumberSeries.year == year) & (NumberSeries.last == number)
    step = update(NumberSeries).where(row).values(last=NumberSeries.last - 1).returning(NumberSeries.last)
    return db.session.execute(step, execution_options={"synchronize_session": False}).first() is not None


def give_back_all(series: str, numbers: Collection[int], year: int = 0) -> bool:
    """Return several numbers of things that came to nothing; False, and nothing done, where they are not the last."""
    first, last = min(numbers), max(numbers)
    if len(set(numbers)) != last - first + 1:
        return False
    row = (NumberSeries.series == series) & (NumberSeries.year == year) & (NumberSeries.last == last)
    step = update(NumberSeries).where(row).values(last=first - 1).returning(NumberSeries.last)
    return db.session.execute(step, execution_options={"synchronize_session": False}).first() is not None


def lower(series: str, number: int, year: int = 0) -> None:
    """Have the series go on after an earlier number, where those above it were given outside of it and are gone."""
    row = (NumberSeries.series == series) & (NumberSeries.year == year) & (NumberSeries.last > number)
    step = update(NumberSeries).where(row).values(last=number)
    db.session.execute(step, execution_options={"synchronize_session": False})


def series_rows(names: Collection[str], years: Collection[int]) -> dict[tuple[str, int], NumberSeries]:
    """The rows of these series in these years, those that there are."""
    wanted = NumberSeries.series.in_(names) & NumberSeries.year.in_(years)
    return {(row.series, row.year): row for row in db.session.scalars(select(NumberSeries).where(wanted))}


def start_at(series: str, number: int, year: int = 0) -> NumberSeries:
    """Have the series give `number` next: an office that has issued twelve on paper this year starts at 13.

    What is taken is never given twice. Raises RuleBroken on `number`.
    """
    ensure_row(db.session(), NumberSeries, series=series, year=year, last=0)
    wanted = (NumberSeries.series == series) & (NumberSeries.year == year)
    fresh = select(NumberSeries).where(wanted).with_for_update().execution_options(populate_existing=True)
    row = db.session.scalars(fresh).one()
    if not 1 <= number <= LARGEST:
        raise RuleBroken(N_("请填写 1 至 %(most)s 之间的整数。"), field="number", most=LARGEST)
    if number <= row.given:
        raise RuleBroken(N_("已经编到第%(given)s号，起始号须大于它，以免重号。"), field="number", given=row.given)
    row.floor = row.given
    row.last = row.set_last = number - 1
    db.session.flush()
    return row
