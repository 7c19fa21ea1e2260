"""Lists of days and of the register: filters, orders, counts of the tabs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, false, func, or_, select

from liaison.core import clock
from liaison.core.sides import Actor
from liaison.reception.models import (
    ON_DUTY,
    DayStatus,
    Duty,
    DutyLawyer,
    DutyStatus,
    LawyerStatus,
    ReceptionDay,
    ReceptionPlace,
    Speciality,
)
from liaison.reception.queries import days, lawyers
from liaison.store import searching
from liaison.store.base import db
from liaison.store.searching import Finds

DAY_ORDER: dict[str, Sequence[Any]] = {"on": (ReceptionDay.on, ReceptionDay.id)}
LAWYER_ORDER: dict[str, Sequence[Any]] = {
    "name": (DutyLawyer.sort_key, DutyLawyer.id),
    "since": (DutyLawyer.practising_since, DutyLawyer.id),
    "enrolled": (DutyLawyer.enrolled_on, DutyLawyer.id),
}
LAWYER_TEXTS = (DutyLawyer.name, DutyLawyer.firm)
_ON_DUTY = (
    select(func.count()).where(Duty.day_id == ReceptionDay.id, Duty.status.in_(ON_DUTY)).correlate(ReceptionDay)
).scalar_subquery()


@dataclass(frozen=True, slots=True)
class DayFilters:
    """What the list of days is narrowed to; "" and None: not at all. `tab` is a word of `DAY_TABS`."""

    q: str = ""
    tab: str = ""
    place_id: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == DayFilters()


@dataclass(frozen=True, slots=True)
class LawyerFilters:
    """What the register is narrowed to; `status` "" for those on the rota, "all" for everybody."""

    q: str = ""
    status: str = ""
    speciality: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == LawyerFilters()


def day_tabs() -> dict[str, ColumnElement[bool]]:
    """What each tab of the list of days holds."""
    today, planned = clock.today(), ReceptionDay.status == DayStatus.PLANNED
    coming = planned & (ReceptionDay.on >= today)
    unsure = exists().where(Duty.day_id == ReceptionDay.id, Duty.status == DutyStatus.PROPOSED)
    return {
        "coming": coming,
        "open": coming & (ReceptionDay.seats > _ON_DUTY),
        "unconfirmed": coming & unsure,
        "unpublished": coming & ReceptionDay.published_at.is_(None),
        "unrecorded": planned & (ReceptionDay.on < today),
        "held": ReceptionDay.status == DayStatus.HELD,
        "off": ReceptionDay.status.in_((DayStatus.CANCELLED, DayStatus.SKIPPED)),
    }


def listed_days(user: Actor, filters: DayFilters) -> Select[ReceptionDay]:
    """The days of a list."""
    statement = select(ReceptionDay).where(*_narrowed(user, filters))
    return statement.where(day_tabs().get(filters.tab, false())) if filters.tab else statement


def count_days(user: Actor, filters: DayFilters) -> dict[str, int]:
    """How many days each tab holds under the other filters, "" for all; one statement."""
    columns = [func.count().filter(clause).label(word) for word, clause in day_tabs().items()]
    row = db.session.execute(select(func.count().label("all"), *columns).where(*_narrowed(user, filters))).one()
    return {"" if word == "all" else word: number for word, number in row._mapping.items()}


def find_days(user: Actor, q: str) -> Finds[ReceptionDay]:
    """The latest days at a place, or with a lawyer on duty, of these words, for the search across features."""
    order = (ReceptionDay.on.desc(), ReceptionDay.id.desc())
    return searching.find(listed_days(user, DayFilters(q=q)), ReceptionDay.id, order)


def find_lawyers(user: Actor, q: str) -> Finds[DutyLawyer]:
    """The duty lawyers on the rota with these words in name or firm, for the search across features."""
    return searching.find(listed_lawyers(user, LawyerFilters(q=q)), DutyLawyer.id, LAWYER_ORDER["name"])


def listed_lawyers(user: Actor, filters: LawyerFilters) -> Select[DutyLawyer]:
    """The register under its filters."""
    statement = select(DutyLawyer).where(lawyers.visible_to(user))
    if filters.status != "all":
        wanted = LawyerStatus.DISABLED if filters.status == "disabled" else LawyerStatus.ACTIVE
        statement = statement.where(DutyLawyer.status == wanted)
    if filters.q:
        statement = statement.where(searching.holds(filters.q, LAWYER_TEXTS))
    if filters.speciality:
        is_known = filters.speciality in set(Speciality)
        holds = cast(DutyLawyer.specialities, String).like(f'%"{filters.speciality}"%')
        statement = statement.where(holds if is_known else false())
    return statement


def count_lawyers(user: Actor) -> dict[str, int]:
    """How many are on the rota ("active") and no longer ("disabled")."""
    statement = select(DutyLawyer.status, func.count()).where(lawyers.visible_to(user)).group_by(DutyLawyer.status)
    return {str(status): number for status, number in db.session.execute(statement)}


def _narrowed(user: Actor, filters: DayFilters) -> Iterator[ColumnElement[bool]]:
    yield days.visible_to(user)
    if filters.q:
        on_duty = (
            exists()
            .where(Duty.day_id == ReceptionDay.id, Duty.status.in_(ON_DUTY), Duty.lawyer_id == DutyLawyer.id)
            .where(searching.holds(filters.q, LAWYER_TEXTS))
        )
        at_place = searching.holds(filters.q, [ReceptionPlace.name])
        yield or_(on_duty, exists().where(ReceptionPlace.id == ReceptionDay.place_id, at_place))
    if filters.place_id is not None:
        yield ReceptionDay.place_id == filters.place_id
    if filters.first is not None:
        yield ReceptionDay.on >= filters.first
    if filters.last is not None:
        yield ReceptionDay.on <= filters.last
