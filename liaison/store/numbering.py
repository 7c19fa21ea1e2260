"""Official numbers without gaps or doubles: one counter a series and year, taken inside the caller's transaction."""

from sqlalchemy import String, update
from sqlalchemy.orm import Mapped, mapped_column

from liaison.store.base import Base, db, ensure_row


class NumberSeries(Base):
    """The last number given out in a series and year."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


def take(series: str, year: int = 0) -> int:
    """The next number of the series in that year (0: a series that runs on over the years), from 1.

    The row stays locked until the transaction ends, and a rollback gives the number back: no gap, no double.
    """
    ensure_row(db.session(), NumberSeries, series=series, year=year, last=0)
    row = (NumberSeries.series == series) & (NumberSeries.year == year)
    step = update(NumberSeries).where(row).values(last=NumberSeries.last + 1).returning(NumberSeries.last)
    return int(db.session.execute(step, execution_options={"synchronize_session": False}).scalar_one())


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
