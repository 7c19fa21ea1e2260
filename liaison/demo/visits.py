"""The demonstration's visits: 69 people received on the reception days held, 35 times advised, and what followed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from sqlalchemy import select

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.demo import content
from liaison.demo.cast import Cast
from liaison.demo.content.visits import Matter, VisitTold
from liaison.demo.timeline import Act, Timeline, working_day_before
from liaison.reception.models import DayStatus, ReceptionDay, Speciality
from liaison.reception.models.following import (
    AdoptionStatus,
    BodyKind,
    Referral,
    ReferralResult,
    Satisfaction,
    SatisfactionWay,
)
from liaison.reception.models.visits import (
    Consent,
    Declaration,
    DeclarationKind,
    FollowUpResult,
    Notice,
    Visit,
    VisitOutcome,
)
from liaison.reception.services import checks, referrals, talks, visits
from liaison.reception.services.identity import Identity
from liaison.reception.services.referrals import SendingOn
from liaison.reception.services.talks import Conclusion, Words
from liaison.reception.services.visits import Registration
from liaison.store.base import db
from liaison.store.users import User

SEED: Final = 20260633
OPENS: Final = time(9, 35)
EACH: Final = 30
BODIES: Final = {
    "legal_aid": (BodyKind.LEGAL_AID, "云江市法律援助中心"),
    "mediation": (BodyKind.MEDIATION, "云江市人民调解委员会"),
    "petition_office": (BodyKind.PETITION_OFFICE, "云江市信访局"),
    "procuratorate": (BodyKind.PROCURATORATE, "云江市人民检察院"),
    "judicial_relief": (BodyKind.COURT, "云江市中级人民法院"),
}
REASONS: Final = {"fraud": "案件尚在侦查，追赃退赔只能由办案机关进行，无法提供进一步帮助。",
                  "petition": "没有新的事实和证据，不符合申诉条件，来访人不接受释明。"}  # fmt: skip
CASE_WORDS: Final = {"retrial": "民终", "enforcement": "执"}
REPRESENTATIVES: Final = {6: 4}
CONFLICT: Final = 16
POSSIBLE: Final = 29
"""The visits at whose check the lawyer has a conflict, and at which another one is only called alike."""


@dataclass
class Told:
    """What has been told so far; the generator draws names, phones and references."""

    rows: list[VisitTold]
    names: list[str]
    others: list[str]
    draw: random.Random
    visits: dict[int, Visit] = field(default_factory=dict)


def plan_visits(timeline: Timeline, cast: Cast, dates: Sequence[date], today: date) -> Told:
    """Put the visits of the reception days held on `dates` into the timeline, with what followed until today."""
    draw = random.Random(SEED)
    rows = content.visits(len(dates))
    drawn = content.draw_names(draw, 3 * len(rows))
    told = Told(rows, drawn[: len(rows)], drawn[len(rows) :], draw)
    by_day: dict[int, int] = {}
    for place, row in enumerate(rows):
        on, turn = dates[row.day], by_day.get(row.day, 0)
        by_day[row.day] = turn + 1
        minute = OPENS.hour * 60 + OPENS.minute + EACH * turn
        timeline.at(on, _register(told, cast, place), time(minute // 60, minute % 60))
        timeline.at(on, _call(told, cast, place), _after(minute, 4))
        timeline.at(on, _begin(told, cast, place), _after(minute, 6))
        timeline.at(on, _conclude(told, cast, place), _after(minute, 25))
        _plan_after(timeline, told, cast, place, on, today)
    for place in (7, 20):
        timeline.at(dates[min(place, len(dates) - 1)], _leave(told, cast, place), time(11, 10))
    return told


def plan_appointments(timeline: Timeline, cast: Cast, today: date) -> None:
    """Book three appointments this morning, for the days to come that have their lawyers."""
    draw = random.Random(SEED + 1)
    names = content.draw_names(draw, 3)
    timeline.at(today, lambda: _book(cast, names, draw), time(8, 40))


def _register(told: Told, cast: Cast, place: int) -> Act:
    def act() -> None:
        row, day = told.rows[place], _day(clock.today())
        if place in (CONFLICT, POSSIBLE):
            _declare(told, day, place)
        registration = _registration(told, place)
        told.visits[place] = visits.register(day, registration, _office(cast), told.draw.randrange)
        if row.repeat_of is not None and row.is_same_matter and not told.visits[place].is_same_matter:
            visits.recognise(told.visits[place], told.visits[row.repeat_of].id, _office(cast), is_same_matter=True)

    return act


def _call(told: Told, cast: Cast, place: int) -> Act:
    def act() -> None:
        visit, by = told.visits[place], _office(cast)
        visits.call(visit, by, visit.day.on_duty[place % len(visit.day.on_duty)].lawyer_id)
        if place == CONFLICT:
            checks.hand_over(visit, "对方当事人是本人正在代理的委托人。", by)
        elif place == POSSIBLE and visit.check is not None and not visit.check.is_open:
            checks.clear(visit, "已核对身份证，与所申报的委托人不是同一人。", by)

    return act


def _begin(told: Told, cast: Cast, place: int) -> Act:
    return lambda: visits.move(told.visits[place], "begin", _office(cast))


def _conclude(told: Told, cast: Cast, place: int) -> Act:
    def act() -> None:
        visit, row, by = told.visits[place], told.rows[place], _office(cast)
        talks.record(visit, _words(row.matter, row.is_advised), by)
        if row.matter.limit is not None:
            days, name = row.matter.limit
            talks.set_limits(visit, [(name, visit.on + timedelta(days))], by)
        reason = REASONS.get(row.matter.key, "") if row.outcome == "not_helped" else ""
        notices = tuple(notice.value for notice in Notice)
        talks.conclude(visit, Conclusion(VisitOutcome(row.outcome), notices, row.is_advised, reason), by)

    return act


def _plan_after(timeline: Timeline, told: Told, cast: Cast, place: int, on: date, today: date) -> None:
    """Referrals, follow-up, satisfaction and legal opinions, so far as they lie before today."""
    row = told.rows[place]
    if row.outcome in BODIES:
        timeline.at(on, _refer(told, cast, place), time(14, 20))
        if place % 8 != 7:
            _at(timeline, on + timedelta(4), today, _receive(told, cast, place))
            if place % 5 != 3:
                _at(timeline, on + timedelta(15), today, _answer(told, cast, place))
    if place % 7 != 5:
        _at(timeline, on + timedelta(32), today, _follow_up(told, cast, place))
    if place % 5 in (0, 1, 3):
        timeline.at(on, _rate(told, cast, place), time(15, 10))
    if row.matter.key in ("enforce", "supervise", "outsider") and row.outcome != "answered":
        timeline.at(on, _opine(told, cast, place), time(16, 0))
        _at(timeline, on + timedelta(24), today, _settle(told, cast, place))


def _at(timeline: Timeline, on: date, today: date, act: Act) -> None:
    if on < today:
        timeline.at(working_day_before(on), act, time(10, 15))


def _refer(told: Told, cast: Cast, place: int) -> Act:
    def act() -> None:
        kind, body = BODIES[told.rows[place].outcome]
        text = f"来访人反映的事项：{told.rows[place].matter.issues}"
        referrals.refer(told.visits[place], SendingOn(kind, body, clock.today(), text), _office(cast))

    return act


def _receive(told: Told, cast: Cast, place: int) -> Act:
    return lambda: referrals.receive(_referral(told, place), clock.today(), _office(cast))


def _answer(told: Told, cast: Cast, place: int) -> Act:
    result = ReferralResult.DECLINED if place % 9 == 1 else ReferralResult.ACCEPTED
    note = "不属于本单位受理范围，已告知来访人。" if result is ReferralResult.DECLINED else "已受理，正在办理。"
    return lambda: referrals.answer(_referral(told, place), result, clock.today(), note, _office(cast))


def _follow_up(told: Told, cast: Cast, place: int) -> Act:
    results = (FollowUpResult.SOLVED, FollowUpResult.UNDER_WAY, FollowUpResult.UNDER_WAY, FollowUpResult.UNSOLVED,
               FollowUpResult.NOT_REACHED)  # fmt: skip

    def act() -> None:
        visit = told.visits[place]
        if visit.follow_up_due_on is not None:
            talks.follow_up(visit, results[place % len(results)], "", _office(cast))

    return act


def _rate(told: Told, cast: Cast, place: int) -> Act:
    answer = Satisfaction.DISSATISFIED if place % 23 == 11 else Satisfaction.FAIRLY if place % 6 == 1 else None
    way = (SatisfactionWay.DESK, SatisfactionWay.PAPER, SatisfactionWay.CODE)[place % 3]
    remarks = content.remarks()
    remark = remarks[place % len(remarks)] if place % 4 == 0 else ""

    def act() -> None:
        by = None if way is SatisfactionWay.CODE else _office(cast)
        talks.rate(told.visits[place], answer or Satisfaction.SATISFIED, remark, by, way)

    return act


def _opine(told: Told, cast: Cast, place: int) -> Act:
    text = content.legal_opinions()[{"enforce": 0, "supervise": 1, "outsider": 2}[told.rows[place].matter.key]]
    return lambda: referrals.opine(told.visits[place], text, clock.today(), _office(cast))


def _settle(told: Told, cast: Cast, place: int) -> Act:
    def act() -> None:
        [opinion] = referrals.queries.opinions_of(told.visits[place])
        status = (AdoptionStatus.ADOPTED, AdoptionStatus.PARTLY, AdoptionStatus.NOT_ADOPTED)[place % 3]
        reason = "" if status is AdoptionStatus.ADOPTED else "合议庭认为其中一项意见缺乏证据支持。"
        referrals.settle(opinion, status, clock.today(), reason, _office(cast))

    return act


def _leave(told: Told, cast: Cast, place: int) -> Act:
    def act() -> None:
        by, day = _office(cast), _day(clock.today())
        registration = Registration(Identity(), Speciality.OTHER, court_id=day.place.court_id)
        visits.move(visits.register(day, registration, by, told.draw.randrange), "leave", by)

    return act


def _book(cast: Cast, names: list[str], draw: random.Random) -> None:
    coming = select(ReceptionDay).where(ReceptionDay.on > clock.today(), ReceptionDay.status == DayStatus.PLANNED)
    days = [day for day in db.session.scalars(coming.order_by(ReceptionDay.on)) if day.on_duty]
    for place, (name, day) in enumerate(zip(names, days, strict=False)):
        registration = Registration(
            Identity(name=name, phone=f"1980{draw.randrange(10**7):07}"), Speciality.CIVIL,
            court_id=day.place.court_id, consents=(Consent.RECORDED.value,), booked_for=time(9, 30 + 10 * place),
        )  # fmt: skip
        visits.book(day, registration, _office(cast), draw.randrange)


def _registration(told: Told, place: int) -> Registration:
    row, draw = told.rows[place], told.draw
    first = row.repeat_of
    name = told.names[place if first is None else first]
    phone = f"1980{draw.randrange(10**7):07}"
    if first is not None:
        phone = told.visits[first].phone or phone
    has_case = row.matter.kind in CASE_WORDS
    identity = Identity(
        name="" if place % 17 == 9 else name,
        phone=phone if place % 6 != 4 or first is not None else "",
        other_parties=told.others[place] if place % 4 != 3 else "",
        case_number=f"（{clock.today().year - 1}）云01{CASE_WORDS[row.matter.kind]}{400 + place}号" if has_case else "",
    )
    consents = [Consent.RECORDED.value, *([Consent.SHARED.value] if row.outcome in BODIES else [])]
    if identity.phone:
        consents.append(Consent.CALLED_BACK.value)
    return Registration(
        identity=identity, kind=Speciality(row.matter.kind), people=row.people,
        received=REPRESENTATIVES.get(row.people), court_id=_day(clock.today()).place.court_id, consents=consents,
    )  # fmt: skip


def _words(matter: Matter, is_advised: bool) -> Words:
    return Words(
        facts=matter.facts,
        issues=matter.issues,
        grounds=matter.grounds,
        advice=matter.advice if is_advised else "",
        risks=matter.risks if is_advised else "",
        next_steps=matter.next,
    )


def _declare(told: Told, day: ReceptionDay, place: int) -> None:
    """What the lawyer who will be called has declared: the other party itself, or somebody who is called alike."""
    lawyer_id = day.on_duty[place % len(day.on_duty)].lawyer_id
    name = told.others[place] if place == CONFLICT else f"{told.names[place][:-1]}□"
    declared = Declaration(
        lawyer_id=lawyer_id, kind=DeclarationKind.CLIENT, name=name, note="", declared_on=clock.today()
    )
    db.session.add(declared)
    db.session.flush()


def _referral(told: Told, place: int) -> Referral:
    return referrals.queries.referrals_of(told.visits[place])[0]


def _day(on: date) -> ReceptionDay:
    """The reception day of that date."""
    return db.session.scalars(select(ReceptionDay).where(ReceptionDay.on == on).order_by(ReceptionDay.id)).one()


def _office(cast: Cast) -> User:
    return cast.first(Role.OFFICER, Side.BAR)


def _after(minute: int, minutes: int) -> time:
    total = minute + minutes
    return time(total // 60, total % 60)
