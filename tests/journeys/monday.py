"""A reception day to be lived through: the rota has it in the coming days, then it comes, and a month goes by."""

from datetime import date, time, timedelta

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select, update

from liaison.core import clock
from liaison.core.calendar import STATUTORY
from liaison.reception.models import Duty, DutyLawyer, DutyStatus, ReceptionDay
from liaison.reception.models.visits import Visit
from liaison.reception.queries import days as day_queries
from liaison.reception.rules.lawyers import is_veteran
from liaison.reception.services import duties
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User


def stage(app: Flask, giver: str, taker: str) -> tuple[int, str]:
    """A published day in the coming week on which one player and a veteran are on duty; the other may take over.

    Gives the id of the day and the name of the veteran.
    """
    with app.app_context(), unit.transaction():
        users = {user.username: user for user in db.session.scalars(select(User))}
        by_person = {each.person_id: each for each in db.session.scalars(select(DutyLawyer))}
        first, second = (by_person[int(users[name].person_id or 0)] for name in (giver, taker))
        on = _free_day()
        firms = {first.firm_id, second.firm_id}
        veteran = next(each for each in by_person.values() if each.firm_id not in firms and is_veteran(each, on))
        day = ReceptionDay(
            place=day_queries.places()[0], on=on, regular_on=on, starts_at=time(0, 0), ends_at=time(23, 59), seats=2,
            published_at=clock.now(), proposal={},
        )  # fmt: skip
        db.session.add(day)
        db.session.flush()
        duties.seat(day, first, None)
        duties.seat(day, veteran, None, status=DutyStatus.CONFIRMED)
        return day.id, veteran.name


def come(app: Flask, day_id: int) -> None:
    """The day comes: nobody can wait for it, so it is put on today."""
    with app.app_context(), unit.transaction():
        db.session.execute(
            update(ReceptionDay).where(ReceptionDay.on == clock.today(), ReceptionDay.id != day_id).values(
                on=clock.today() - timedelta(1)
            )
        )  # fmt: skip
        day = db.session.get_one(ReceptionDay, day_id)
        day.on = day.regular_on = clock.today()


def pass_a_month(app: Flask, day_id: int) -> None:
    """The follow-ups of a day are due."""
    with app.app_context(), unit.transaction():
        due = update(Visit).where(Visit.day_id == day_id, Visit.follow_up_due_on.is_not(None))
        db.session.execute(due.values(follow_up_due_on=clock.today()))


def on_duty(app: Flask, day_id: int) -> set[str]:
    """The names of those who hold a seat."""
    with app.app_context():
        rows = db.session.scalars(select(Duty).where(Duty.day_id == day_id)).all()
        return {duty.lawyer.name for duty in rows if duty.is_on}


def _free_day() -> date:
    """A working day from three days on, on which nobody receives yet."""
    taken = set(db.session.scalars(select(ReceptionDay.on)))
    on = clock.today() + timedelta(3)
    while not STATUTORY.is_working(on) or on.weekday() > 4 or on in taken:
        on += timedelta(1)
    return on


class Keys:
    """Presses keys one by one and counts them; a name is typed and not counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        """Press keys by their names."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        """Type character by character."""
        for character in text:
            self.page.keyboard.type(character)
            self.pressed += 1

    def name(self, text: str) -> None:
        """Type a name, which counts for nothing."""
        self.page.keyboard.insert_text(text)
