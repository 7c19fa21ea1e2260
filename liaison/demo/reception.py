"""The demonstration's reception days: 36 duty lawyers, 33 days held in three years, and days to come in every state."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from liaison.core import clock
from liaison.core.calendar import STATUTORY
from liaison.core.sides import Role, Side
from liaison.demo import content
from liaison.demo.cast import Cast
from liaison.demo.timeline import Act, Timeline, working_day_before
from liaison.directory.models import Person, PersonKind
from liaison.reception.models import (
    Duty,
    DutyLawyer,
    DutyStatus,
    HolidayRule,
    ReceptionDay,
    ReceptionPlace,
    Speciality,
)
from liaison.reception.rules.days import plan_days
from liaison.reception.services import days, duties, lawyers, places, rota, swaps
from liaison.reception.services.lawyers import Selected
from liaison.reception.services.places import PlaceFacts
from liaison.store.base import db
from liaison.store.users import User

SEED = 20260309
COURT = "市中院"
PLACE = "市中院诉讼服务中心律师接访室"
PLAYERS = ("bar.lawyer1", "bar.lawyer2")
OPENING_HOURS = (time(9, 0), time(11, 30))
EARLY, OVER, EVENING = time(8, 30), time(11, 40), time(16, 30)
YEARS, WEEKS_AHEAD = 3, 8
KINDS = (
    (Speciality.CIVIL,), (Speciality.CRIMINAL,), (Speciality.CIVIL, Speciality.ENFORCEMENT),
    (Speciality.ADMINISTRATIVE,), (Speciality.CIVIL, Speciality.RETRIAL), (Speciality.CRIMINAL, Speciality.RETRIAL),
    (Speciality.ENFORCEMENT,), (Speciality.CIVIL, Speciality.ADMINISTRATIVE),
)  # fmt: skip
CANCELLED_FOR = ("法院搬迁诉讼服务中心，暂停一次。", "当日全市防汛应急响应，暂停接访。", "诉讼服务中心停电检修。")


@dataclass
class Reception:
    """What the story of reception days has come to: `held_on` is known beforehand, the rest as it is told."""

    held_on: list[date]
    place: ReceptionPlace | None = None
    lawyers: dict[int, DutyLawyer] = field(default_factory=dict)
    by_date: dict[date, ReceptionDay] = field(default_factory=dict)

    def the_place(self) -> ReceptionPlace:
        assert self.place is not None, "the place is added on the first day of the story"
        return self.place


def plan_reception(timeline: Timeline, cast: Cast, opened_on: date, today: date) -> Reception:
    """Put the register, the days of three years and the days to come into the timeline."""
    mondays = _monthly(today)
    wanted = content.figures().reception_days
    off = _spread(len(mondays), len(mondays) - wanted)
    reception = Reception([on for i, (_, on) in enumerate(mondays) if i not in off])
    office = cast.first(Role.OFFICER, Side.BAR)
    timeline.at(opened_on + timedelta(2), lambda: _begin(reception, cast, opened_on))
    for i, (monday, on) in enumerate(mondays):
        asked_on = max(monday - timedelta(21), opened_on + timedelta(3))
        timeline.at(asked_on, _prepare(reception, cast, monday, first=PLAYERS[0] if i % 12 == 4 else ""))
        timeline.at(max(monday - timedelta(11), opened_on + timedelta(4)), _confirm(reception, cast, monday), EVENING)
        if i in off:
            reason = CANCELLED_FOR[sorted(off).index(i) % len(CANCELLED_FOR)]
            timeline.at(on - timedelta(2), _cancel(reception, cast, monday, reason))
            continue
        if i % 12 == 4:
            timeline.at(monday - timedelta(9), _swap(reception, cast, monday))
        if i % 11 == 5:
            timeline.at(on, _on_day(reception, monday, lambda day: _stand_in(reception, day, cast)), EARLY)
        if i % 13 == 7:
            timeline.at(on, _on_day(reception, monday, lambda day: _miss(day, cast)), time(9, 30))
        timeline.at(on, _on_day(reception, monday, lambda day: duties.hold_with_attendance(day, office)), OVER)
    _plan_coming(timeline, reception, cast, today)
    return reception


def hold_one(cast: Cast, on: date) -> ReceptionDay:
    """A day with the demonstration's own two lawyers in a city that has received nobody yet: for markers."""
    office = cast.first(Role.OFFICER, Side.BAR)
    facts = PlaceFacts(
        PLACE, cast.units[COURT], on.weekday(), *OPENING_HOURS, seats=2, holiday_rule=HolidayRule.SKIP, address=""
    )
    with clock.travel(datetime.combine(on, EARLY, clock.LOCAL)):
        day = days.plan(places.add(facts, office), on, on, office)[0]
        for name in PLAYERS:
            selected = Selected([Speciality.CIVIL.value], consented_on=on)
            lawyer = lawyers.enrol(int(cast.users[name].person_id or 0), selected, office)
            duties.seat(day, lawyer, office, status=DutyStatus.CONFIRMED)
        rota.publish([day], office)
    db.session.refresh(day)
    return day


def _monthly(today: date) -> list[tuple[date, date]]:
    """The first Monday of each month of three years, with the day on which it was held, the oldest first."""
    start, found = today.replace(year=today.year - YEARS, day=min(today.day, 28)), []
    month = start.replace(day=1)
    while month <= today:
        monday = month + timedelta(-month.weekday() % 7)
        planned = plan_days(0, HolidayRule.MOVE, monday, monday, STATUTORY)[0]
        if start + timedelta(5) < planned.on < today and not planned.is_skipped:
            found.append((monday, planned.on))
        month = (month + timedelta(31)).replace(day=1)
    return found


def _spread(length: int, number: int) -> set[int]:
    """So many places spread over a list, none at its ends."""
    return {(i + 1) * length // (number + 1) for i in range(number)}


def _begin(reception: Reception, cast: Cast, opened_on: date) -> None:
    office = cast.first(Role.OFFICER, Side.BAR)
    facts = PlaceFacts(
        PLACE, cast.units[COURT], 0, *OPENING_HOURS, seats=2, holiday_rule=HolidayRule.MOVE, address="一楼东侧102室"
    )
    reception.place = places.add(facts, office)
    for i, person in enumerate(_selected(cast, opened_on)):
        selected = Selected([kind.value for kind in KINDS[i % len(KINDS)]], consented_on=opened_on)
        reception.lawyers[person.id] = lawyers.enrol(person.id, selected, office)


def _selected(cast: Cast, opened_on: date) -> list[Person]:
    """36 lawyers, 24 of them party members, at most three of a firm, the demonstration's own among them."""
    figures, drawn = content.figures(), random.Random(SEED)
    since = opened_on.replace(year=opened_on.year - 1, day=min(opened_on.day, 28))
    statement = select(Person).where(Person.kind == PersonKind.LAWYER, Person.practising_since <= since)
    people = list(db.session.scalars(statement.order_by(Person.id)))
    players = {cast.users[name].person_id for name in PLAYERS}
    drawn.shuffle(people)
    people.sort(key=lambda person: person.id not in players)
    left = {True: figures.selected_party_members, False: figures.selected_lawyers - figures.selected_party_members}
    firms: dict[int, int] = {}
    found = []
    for person in people:
        if left[person.is_party_member] and firms.get(person.organisation_id, 0) < 3:
            left[person.is_party_member] -= 1
            firms[person.organisation_id] = firms.get(person.organisation_id, 0) + 1
            found.append(person)
    return found


def _prepare(reception: Reception, cast: Cast, monday: date, first: str = "", publish: bool = True) -> Act:
    """Generate one day, perhaps with somebody who is wanted on it, propose the others, and publish."""

    def act() -> None:
        office = cast.first(Role.OFFICER, Side.BAR)
        planned = days.plan(reception.the_place(), monday, monday, office)
        if not planned or not planned[0].open_seats:
            return
        day = reception.by_date[monday] = planned[0]
        if first:
            lawyer = reception.lawyers[int(cast.users[first].person_id or 0)]
            duties.assign(day, lawyer, "本月民事案件较多，请其到场。", office)
        rota.propose([day], office)
        if publish:
            rota.publish([day], office)

    return act


def _cancel(reception: Reception, cast: Cast, monday: date, reason: str) -> Act:
    return lambda: days.cancel(reception.by_date[monday], reason, cast.first(Role.OFFICER, Side.BAR))


def _on_day(reception: Reception, monday: date, act: Callable[[ReceptionDay], object]) -> Act:
    return lambda: act(reception.by_date[monday])


def _confirm(reception: Reception, cast: Cast, monday: date, most: int = 9) -> Act:
    """Lawyers with an account confirm by themselves; the office notes what the others say on the telephone."""

    def act() -> None:
        office = cast.first(Role.OFFICER, Side.BAR)
        for duty in reception.by_date[monday].on_duty[:most]:
            if duty.status is DutyStatus.PROPOSED:
                duties.move(duty, "confirm", _account(cast, duty) or office)

    return act


def _account(cast: Cast, duty: Duty) -> User | None:
    return next((cast.users[name] for name in PLAYERS if cast.users[name].person_id == duty.lawyer.person_id), None)


def _swap(reception: Reception, cast: Cast, monday: date) -> Act:
    """The first player's duty goes to the second, if the rules allow it."""

    def act() -> None:
        giver, taker = (cast.users[name] for name in PLAYERS)
        day = reception.by_date[monday]
        duty = next(duty for duty in day.on_duty if duty.lawyer.person_id == giver.person_id)
        there = {each.lawyer.firm_id for each in day.on_duty if each is not duty}
        me = reception.lawyers[int(taker.person_id or 0)]
        if me.firm_id not in there and me.id not in {each.lawyer_id for each in day.on_duty}:
            swaps.accept(swaps.offer(duty, giver, note="当天外地开庭。"), taker)

    return act


def _free(reception: Reception, day: ReceptionDay) -> DutyLawyer:
    """Somebody whom no rule keeps from a day: the first veteran of another firm who is not down for it."""
    there = {duty.lawyer_id for duty in day.duties}
    firms = {duty.lawyer.firm_id for duty in day.on_duty}
    old = date(day.on.year - 8, 1, 1)
    rows = sorted(reception.lawyers.values(), key=lambda each: (day.on.toordinal() * each.id) % 37)
    return next(
        each for each in rows if each.id not in there and each.firm_id not in firms and each.practising_since < old
    )


def _stand_in(reception: Reception, day: ReceptionDay, cast: Cast) -> None:
    office = cast.first(Role.OFFICER, Side.BAR)
    duties.substitute(day.on_duty[0], _free(reception, day), "当天早上因病请假，电话商定替班。", office)


def _miss(day: ReceptionDay, cast: Cast) -> None:
    office = cast.first(Role.OFFICER, Side.BAR)
    duties.move(day.on_duty[-1], "miss", office, reason="开庭延后，未能到岗。")


def _plan_coming(timeline: Timeline, reception: Reception, cast: Cast, today: date) -> None:
    """The next eight Mondays: confirmed, in part confirmed, on offer, short of somebody, called off, not published."""
    monday = today + timedelta(7 - today.weekday())
    mondays = [monday + timedelta(7 * week) for week in range(WEEKS_AHEAD)]
    mondays = [day for day in mondays if day not in reception.by_date]
    office = cast.first(Role.OFFICER, Side.BAR)
    early, late = working_day_before(today - timedelta(9)), working_day_before(today - timedelta(2))
    for i, day in enumerate(mondays):
        first = {1: PLAYERS[0], 3: PLAYERS[1], 4: PLAYERS[0]}.get(i, "")
        timeline.at(early, _prepare(reception, cast, day, first, publish=i < 6))
    timeline.at(late, _confirm(reception, cast, mondays[0]))
    timeline.at(late, _confirm(reception, cast, mondays[2], most=1))
    timeline.at(late, _confirm(reception, cast, mondays[3]))
    timeline.at(late, _confirm(reception, cast, mondays[4]), EVENING)

    def offer() -> None:
        giver = cast.users[PLAYERS[0]]
        day = reception.by_date[mondays[4]]
        duty = next(each for each in day.on_duty if each.lawyer.person_id == giver.person_id)
        swaps.offer(duty, giver, note="当天外地开庭，请哪位同行接替。")

    def leave() -> None:
        duty = reception.by_date[mondays[2]].on_duty[-1]
        lawyers.add_leave(duty.lawyer, mondays[2], mondays[2] + timedelta(4), "外地出差", office)
        duties.move(duty, "release", office, reason="外地出差，请假。")

    timeline.at(late, offer, EVENING)
    timeline.at(late, leave, EVENING)
    off = "法院年终总结，诉讼服务中心停止对外接待。"
    timeline.at(late, _cancel(reception, cast, mondays[5], off), EVENING)
