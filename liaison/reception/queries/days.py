"""Selects of places and days: who sees which, the calendar, what is to be planned."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, false, func, or_, select

from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.reception.models import DayStatus, Duty, OldDay, ReceptionDay, ReceptionEvent, ReceptionPlace
from liaison.reception.models.visits import Visit
from liaison.reception.rules import standing
from liaison.store.base import db

MOST_WAITING = 100


def visible_to(user: Actor) -> ColumnElement[bool]:
    """The days that somebody may see: the twin of `rules.standing.is_visible`."""
    if standing.is_bar_officer(user) or standing.is_bench_officer(user):
        return ReceptionDay.id.is_not(None)
    if not standing.may_read_days(user):
        return false()
    return or_(ReceptionDay.published_at.is_not(None), ReceptionDay.status.in_(standing.OVER))


def get_visible(user: Actor, id: int) -> ReceptionDay:
    """The day with its duties. Raises NotFound, for what may not be seen too."""
    day = db.session.scalar(select(ReceptionDay).where(ReceptionDay.id == id, visible_to(user)))
    if day is None:
        raise NotFound
    return day


def in_span(user: Actor, first: date, last: date, place_id: int | None = None) -> list[ReceptionDay]:
    """The visible days from first to last, both included, by date."""
    statement = select(ReceptionDay).where(visible_to(user), ReceptionDay.on.between(first, last))
    if place_id is not None:
        statement = statement.where(ReceptionDay.place_id == place_id)
    return list(db.session.scalars(statement.order_by(ReceptionDay.on, ReceptionDay.id)))


def by_ids(user: Actor, ids: Collection[int]) -> list[ReceptionDay]:
    """Those of the days that the person may see."""
    return list(db.session.scalars(select(ReceptionDay).where(ReceptionDay.id.in_(ids), visible_to(user))))


def day_states(days: Collection[date]) -> dict[tuple[date, int], DayStatus]:
    """The days that there are on these dates, by date and place, with where they stand."""
    columns = ReceptionDay.on, ReceptionDay.place_id, ReceptionDay.status
    rows = db.session.execute(select(*columns).where(ReceptionDay.on.in_(set(days))))
    return {(on, place_id): status for on, place_id, status in rows}


def find_old(day_id: int) -> OldDay | None:
    """What the ledger of an old day counts; None for a day of this installation."""
    return db.session.get(OldDay, day_id)


def with_more_than_entry(ids: Collection[int]) -> frozenset[int]:
    """Those of these old days to which more happened than that they were entered."""
    events = select(ReceptionEvent.day_id).where(ReceptionEvent.day_id.in_(ids)).group_by(ReceptionEvent.day_id)
    busy = events.having(func.count() > 1).union(
        select(Visit.day_id).where(Visit.day_id.in_(ids)), select(Duty.day_id).where(Duty.day_id.in_(ids))
    )
    return frozenset(db.session.scalars(busy))


def places(*, with_retired: bool = False) -> list[ReceptionPlace]:
    """The places in use, by name."""
    statement = select(ReceptionPlace).order_by(ReceptionPlace.id)
    return list(db.session.scalars(statement if with_retired else statement.where(ReceptionPlace.is_active)))


def get_place(id: int) -> ReceptionPlace:
    """One place. Raises NotFound."""
    place = db.session.get(ReceptionPlace, id)
    if place is None:
        raise NotFound
    return place


def hold(day: ReceptionDay) -> None:
    """Lock a day until the transaction ends, and read it anew with its duties: no seat is given twice."""
    db.session.refresh(day, with_for_update={"of": ReceptionDay})


def events_of(day: ReceptionDay) -> list[ReceptionEvent]:
    """What happened to a day, oldest first."""
    statement = select(ReceptionEvent).where(ReceptionEvent.day_id == day.id).order_by(ReceptionEvent.id)
    return list(db.session.scalars(statement))


def find_place(name: str) -> ReceptionPlace | None:
    """The place of that name."""
    return db.session.scalar(select(ReceptionPlace).where(ReceptionPlace.name == name))


def dates_of(place: ReceptionPlace) -> list[tuple[date, date]]:
    """Every day of a place as (on, weekly date): what generating must not double."""
    statement = select(ReceptionDay.on, ReceptionDay.regular_on).where(ReceptionDay.place_id == place.id)
    return [(on, regular_on) for on, regular_on in db.session.execute(statement)]


def find_on(place_id: int, on: date) -> ReceptionDay | None:
    """The day of a place on a date."""
    return db.session.scalar(select(ReceptionDay).where(ReceptionDay.place_id == place_id, ReceptionDay.on == on))


def unrecorded(today: date) -> list[ReceptionDay]:
    """The planned days whose date has passed, the latest hundred: nobody has said whether they were held."""
    statement = select(ReceptionDay).where(ReceptionDay.status == DayStatus.PLANNED, ReceptionDay.on < today)
    return list(db.session.scalars(statement.order_by(ReceptionDay.on.desc(), ReceptionDay.id).limit(MOST_WAITING)))
