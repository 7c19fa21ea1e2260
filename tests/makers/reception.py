"""Places, duty lawyers, reception days and duties, made through the services as the pages make them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, time
from itertools import count
from typing import Any

from sqlalchemy import select

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, OrganisationKind, PersonKind
from liaison.directory.queries import organisations as directory
from liaison.directory.services import organisations, people
from liaison.reception.models import Duty, DutyLawyer, DutyStatus, HolidayRule, ReceptionDay, ReceptionPlace, Speciality
from liaison.reception.services import days, duties, lawyers, places
from liaison.reception.services.lawyers import Selected
from liaison.reception.services.places import PlaceFacts
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.opinions import Somebody, a_user

_numbers = count(1)
MONDAY = date(2026, 12, 7)
COURT = "云江市中级人民法院"


@contextmanager
def writing() -> Iterator[None]:
    """The transaction of the test, or one of our own."""
    if unit.is_writing():
        yield
    else:
        with unit.transaction():
            yield


def bar_officer() -> User:
    """The stored officer of the bar side."""
    return a_user(Side.BAR, Role.OFFICER)


def office() -> Somebody:
    """An officer of the bar side that no database knows, for rules."""
    return Somebody(Side.BAR, frozenset({Role.OFFICER}))


def a_court(name: str = COURT) -> Organisation:
    """The court of that name, added when there is none."""
    return directory.find_by_name(name) or organisations.add(OrganisationKind.COURT, name, by=None)


def make_place(**overrides: Any) -> ReceptionPlace:
    """A place of Monday mornings at the court, or the one of that name if it is there."""
    with writing():
        name = overrides.pop("name", "市中院律师接访室")
        known = db.session.scalar(select(ReceptionPlace).where(ReceptionPlace.name == name))
        if known is not None:
            return known
        facts: dict[str, Any] = {
            "court_id": a_court().id, "weekday": 0, "starts_at": time(9, 0), "ends_at": time(11, 30), "seats": 2,
            "holiday_rule": HolidayRule.MOVE,
        }  # fmt: skip
        return places.add(PlaceFacts(name=name, **{**facts, **overrides}), bar_officer())


def make_lawyer(name: str = "", *, firm: str = "", since: date = date(2010, 3, 1), **selected: Any) -> DutyLawyer:
    """A duty lawyer of a firm of his or her own, a veteran unless `since` says otherwise, with the firm's consent."""
    with writing():
        number = next(_numbers)
        house = firm or f"云江第{number}接访律师事务所"
        unit_id = (directory.find_by_name(house) or organisations.add(OrganisationKind.LAW_FIRM, house, by=None)).id
        person = people.add(
            PersonKind.LAWYER,
            name or f"值班律师{number}",
            unit_id,
            by=None,
            practising_since=since,
            number=f"19901{number:012}",
        )
        values: dict[str, Any] = {"specialities": [Speciality.CIVIL], "consented_on": date(2020, 1, 6)}
        return lawyers.enrol(person.id, Selected(**{**values, **selected}), bar_officer())


def make_day(on: date = MONDAY, *, place: ReceptionPlace | None = None) -> ReceptionDay:
    """A planned day, nobody on duty yet; `on` is a day on which the place receives."""
    with writing():
        place = place or make_place(weekday=on.weekday())
        found = days.plan(place, on, on, bar_officer())
        assert found, f"{place.name} receives on another day of the week than {on}, or has that day already"
        return found[0]


def make_duty(day: ReceptionDay, lawyer: DutyLawyer | None = None, status: DutyStatus = DutyStatus.CONFIRMED) -> Duty:
    """Somebody on duty on a day that is published."""
    with writing():
        day.published_at = day.published_at or clock.now()
        return duties.seat(day, lawyer or make_lawyer(), bar_officer(), status=status)


def as_lawyer(app_user: str, lawyer: DutyLawyer) -> User:
    """The stored account of a duty lawyer."""
    user = a_user(Side.BAR, Role.LAWYER, username=app_user, name=lawyer.name)
    user.person_id = lawyer.person_id
    return user


def ids(rows: Collection[Any]) -> list[int]:
    """The ids of rows, in their order."""
    return [row.id for row in rows]


def today() -> date:
    """Today as the offices see it."""
    return clock.today()
