"""Visits in any state on a day with two lawyers on duty, made through the services as the pages make them."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from liaison.core import clock
from liaison.reception.models import DayStatus, Duty, DutyLawyer, DutyStatus, ReceptionDay, Speciality
from liaison.reception.models.visits import Consent, Notice, Visit, VisitOutcome, VisitStatus
from liaison.reception.services import talks, visits
from liaison.reception.services.identity import Identity
from liaison.reception.services.talks import Conclusion, Words
from liaison.reception.services.visits import Registration
from liaison.store.base import db
from tests.makers.reception import bar_officer, make_lawyer, make_place, writing

V = VisitStatus
WORDS = Words(
    facts="借款到期未还。", issues="诉讼时效是否届满。", advice="尽快起诉。", next_steps="准备借条和转账记录。"
)
NOTICES = tuple(notice.value for notice in Notice)


@dataclass
class Desk:
    """A day with its duty lawyers."""

    day: ReceptionDay
    lawyers: list[DutyLawyer]


def make_desk(on: date | None = None, *, lawyers: int = 2, **overrides: Any) -> Desk:
    """A day (today) with so many lawyers on duty, confirmed and published."""
    with writing():
        on = on or clock.today()
        day = ReceptionDay(
            place=make_place(), on=on, regular_on=on, starts_at=time(9, 0), ends_at=time(17, 0), seats=lawyers,
            status=DayStatus.PLANNED, published_at=clock.now(), proposal={},
        )  # fmt: skip
        for name, value in overrides.items():
            setattr(day, name, value)
        db.session.add(day)
        people = [make_lawyer() for _ in range(lawyers)]
        db.session.add_all(Duty(day=day, lawyer=each, status=DutyStatus.CONFIRMED) for each in people)
        db.session.flush()
        db.session.refresh(day)
        return Desk(day, people)


def registration(name: str = "张三", **overrides: Any) -> Registration:
    """What is taken down of a visitor; identity fields by name."""
    fields = {key: overrides.pop(key) for key in tuple(overrides) if key in Identity.__dataclass_fields__}
    values: dict[str, Any] = {"kind": Speciality.CIVIL, "consents": (Consent.RECORDED.value, Consent.CALLED_BACK.value)}
    return Registration(identity=Identity(name=name, **fields), **{**values, **overrides})


def make_visit(desk: Desk, status: VisitStatus = V.WAITING, **said: Any) -> Visit:
    """A visit that has come as far as `status`, by the bar's officer; `lawyer` chooses who takes it."""
    with writing():
        lawyer, by = said.pop("lawyer", desk.lawyers[0]), bar_officer()
        if status is V.BOOKED:
            return visits.book(desk.day, registration(**said), by)
        visit = visits.register(desk.day, registration(**said), by)
        if status in {V.CALLED, V.TALKING, V.DONE}:
            visits.call(visit, by, lawyer.id)
        if status in {V.TALKING, V.DONE}:
            visits.move(visit, "begin", by)
        if status is V.DONE:
            talks.record(visit, WORDS, by)
            talks.conclude(visit, Conclusion(VisitOutcome.ANSWERED, NOTICES, is_advised=True), by)
        if status is V.LEFT:
            visits.move(visit, "leave", by)
        return visit
