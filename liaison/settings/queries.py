"""Every select of settings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import selectinload

from liaison.core import clock as time
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.settings.models import SettingChange, Subject
from liaison.settings.rules import spans
from liaison.store.base import db
from liaison.store.clocks import Clock
from liaison.store.holidays import Holiday, HolidayNotice

LATEST = 10
ORDER = {"at": (SettingChange.at, SettingChange.id)}
NEWEST = "-at"


@dataclass(frozen=True, slots=True)
class Year:
    """A year and its arrangement; None where there is none yet."""

    number: int
    notice: HolidayNotice | None


def get_year(_user: Actor, year: int) -> Year:
    """The year of an address with its days. Raises NotFound for one that has no page."""
    if not spans.is_year(year, time.today()):
        raise NotFound
    return Year(year, find_notice(year))


def find_notice(year: int) -> HolidayNotice | None:
    """The arrangement of a year with its days."""
    statement = select(HolidayNotice).where(HolidayNotice.year == year)
    return db.session.scalar(statement.options(selectinload(HolidayNotice.days)))


def notices() -> Sequence[HolidayNotice]:
    """All arrangements, the latest first, without their days."""
    return db.session.scalars(select(HolidayNotice).order_by(HolidayNotice.year.desc())).all()


def days_of_others(year: int, days: Collection[object]) -> Sequence[Holiday]:
    """Those of the days that the notice of another year arranges already."""
    statement = select(Holiday).join(Holiday.notice).where(HolidayNotice.year != year, Holiday.day.in_(days))
    return db.session.scalars(statement.order_by(Holiday.day)).all()


def clocks() -> Sequence[Clock]:
    """All time limits in the order of the office."""
    return db.session.scalars(select(Clock).order_by(Clock.position, Clock.id)).all()


def get_clock(_user: Actor, id: int) -> Clock:
    """One time limit. Raises NotFound."""
    found = db.session.get(Clock, id)
    if found is None:
        raise NotFound
    return found


def changes(subject: str = "") -> Select[SettingChange]:
    """What was changed, for the list; an unknown word finds nothing."""
    statement = select(SettingChange)
    if subject:
        known = [word for word in Subject if word == subject]
        statement = statement.where(SettingChange.subject.in_(known))
    return statement


def history(subject: Subject, thing_id: int) -> Sequence[SettingChange]:
    """The latest changes of one setting, newest first."""
    statement = select(SettingChange).where(SettingChange.subject == subject, SettingChange.thing_id == thing_id)
    return db.session.scalars(statement.order_by(SettingChange.id.desc()).limit(LATEST)).all()


def get_change(_user: Actor, id: int) -> SettingChange:
    """One change with what it moved. Raises NotFound."""
    statement = select(SettingChange).where(SettingChange.id == id).options(selectinload(SettingChange.moved))
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def has_rows() -> bool:
    """Whether the arrangements were filled in."""
    return bool(db.session.scalar(select(exists(select(HolidayNotice.id)))))
