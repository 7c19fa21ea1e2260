"""The yearly holiday arrangements as rows: what every clock counts with."""

from datetime import date

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.calendar import STATUTORY, Arrangement, Arrangements
from liaison.store.base import Base, Versioned, db
from liaison.store.remembered import remembered

NAME_LENGTH = 20


class HolidayNotice(Versioned, Base):
    """One year's arrangement, as the State Council's notice gives it. A year is arranged once it has this row."""

    __tablename__ = "holiday_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    source: Mapped[str] = mapped_column(String(80), default="")
    days: Mapped[list["Holiday"]] = relationship(
        order_by="Holiday.day", back_populates="notice", cascade="all, delete-orphan"
    )


class Holiday(Base):
    """One day that a notice arranges: a day off, or a make-up day on which the offices work (调休上班).

    A notice may arrange days of the neighbouring years, such as the thirty-first of December.
    """

    __tablename__ = "holiday"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("holiday_notice.id"), index=True)
    day: Mapped[date] = mapped_column(unique=True)
    is_working: Mapped[bool]
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    notice: Mapped[HolidayNotice] = relationship(back_populates="days")


def arranged_years() -> frozenset[int]:
    """The years whose arrangement is known."""
    return arrangements().years


def arrangements() -> Arrangements:
    """All arranged days. Until the rows are filled in, those of the notices that `chinesecalendar` knows."""
    return remembered("arrangements", _load)


def _load() -> Arrangements:
    days = select(HolidayNotice.year, Holiday.day, Holiday.is_working, Holiday.name)
    rows = db.session.execute(days.outerjoin(Holiday, Holiday.notice_id == HolidayNotice.id)).all()
    if not rows:
        return STATUTORY
    return Arrangements(
        (Arrangement(day, is_working, name) for _, day, is_working, name in rows if day is not None),
        frozenset(year for year, *_ in rows),
    )
