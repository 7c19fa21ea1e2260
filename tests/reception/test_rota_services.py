"""The verbs of the rota: generate, propose, publish, confirm, swap, substitute, attend, cancel, disable."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.directory.models import Person
from liaison.reception import tasks
from liaison.reception.models import DayStatus, Duty, DutyStatus, HolidayRule, LawyerStatus, SwapStatus
from liaison.reception.services import days, duties, lawyers, rota, swaps
from liaison.reception.services.lawyers import Selected
from liaison.store.audit import PENDING
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from liaison.store.users import StandIn, User
from tests.makers.directory import make_judge
from tests.makers.opinions import a_user
from tests.makers.reception import (
    MONDAY,
    a_court,
    as_lawyer,
    bar_officer,
    make_day,
    make_duty,
    make_lawyer,
    make_place,
)

U = DutyStatus
NEWCOMER = date(2024, 5, 1)


def actions() -> list[str]:
    return [entry[2] for entry in db.session.info.get(PENDING, [])]


def mails() -> list[tuple[str, str]]:
    rows = db.session.execute(select(OutboxMessage.recipient, OutboxMessage.key).order_by(OutboxMessage.id))
    return [(recipient, key.split(":")[1]) for recipient, key in rows]


def test_days_are_generated_around_holidays_and_say_which(transaction: None) -> None:
    place = make_place(holiday_rule=HolidayRule.MOVE)
    found = days.plan(place, date(2026, 9, 28), date(2026, 10, 12), bar_officer())
    assert [(day.on, day.regular_on, day.holiday, day.status) for day in found] == [
        (date(2026, 9, 28), date(2026, 9, 28), "", DayStatus.PLANNED),
        (date(2026, 10, 8), date(2026, 10, 5), "国庆节", DayStatus.PLANNED),
        (date(2026, 10, 12), date(2026, 10, 12), "", DayStatus.PLANNED),
    ]
    assert days.plan(place, date(2026, 9, 28), date(2026, 10, 12), bar_officer()) == [], "none is doubled"


def test_a_place_may_leave_holidays_out(transaction: None) -> None:
    place = make_place(holiday_rule=HolidayRule.SKIP)
    found = days.plan(place, date(2026, 10, 5), date(2026, 10, 5), bar_officer())
    assert [(day.on, day.holiday, day.status) for day in found] == [(date(2026, 10, 5), "国庆节", DayStatus.SKIPPED)]


def test_lawyers_and_the_other_side_generate_nothing(transaction: None) -> None:
    place = make_place()
    for user in (a_user(Side.BENCH, Role.OFFICER), a_user(Side.BAR, Role.LAWYER)):
        with pytest.raises(Forbidden):
            days.plan(place, MONDAY, MONDAY, user)


def test_proposal_fills_the_seats_and_keeps_why(transaction: None) -> None:
    people = [make_lawyer(), make_lawyer(since=NEWCOMER), make_lawyer(consented_on=None)]
    day = make_day()
    rota.propose([day], bar_officer())
    assert {duty.lawyer_id for duty in day.on_duty} == {people[0].id, people[1].id}
    assert {duty.status for duty in day.duties} == {U.PROPOSED}
    assert day.proposal["passed"][str(people[2].id)] == ["no_consent", {}]
    assert set(day.proposal["chosen"]) == {str(people[0].id), str(people[1].id)}
    assert mails() == [], "nobody hears of a rota before it is published"


def test_who_declined_is_not_proposed_for_the_same_day_again(transaction: None) -> None:
    lawyer, day = make_lawyer(), make_day()
    duty = make_duty(day, lawyer, U.PROPOSED)
    duties.move(duty, "decline", as_lawyer("l", lawyer), reason="开庭")
    rota.propose([day], bar_officer())
    assert day.on_duty == []
    assert day.proposal["passed"][str(lawyer.id)][0] == "that_day"


def test_published_once_and_told_once(transaction: None) -> None:
    lawyer, day = make_lawyer(), make_day()
    as_lawyer("l", lawyer).email = "l@example.org"
    rota.propose([day], bar_officer())
    rota.publish([day], bar_officer())
    rota.publish([day], bar_officer())
    assert mails() == [("l@example.org", "duty_assigned")]


def test_a_day_without_anybody_is_not_published(transaction: None) -> None:
    with pytest.raises(RuleBroken, match="还没有值班律师"):
        rota.publish([make_day()], bar_officer())


def test_choosing_by_hand_wants_a_reason_and_names_the_rule_it_breaks(transaction: None) -> None:
    first, second = make_lawyer(firm="云江同门律师事务所"), make_lawyer(firm="云江同门律师事务所")
    day = make_day()
    make_duty(day, first)
    with pytest.raises(RuleBroken, match="同属一家律师事务所") as caught:
        duties.assign(day, second, "", bar_officer())
    assert caught.value.field == "reason"
    duty = duties.assign(day, second, "当日刑事案件较多", bar_officer())
    assert (duty.status, duty.is_override, duty.reason) == (U.PROPOSED, True, "当日刑事案件较多")
    with pytest.raises(RuleBroken, match="人数已满"):
        duties.assign(day, make_lawyer(), "再加一人", bar_officer())


def test_a_lawyer_confirms_only_his_or_her_own_duty(transaction: None) -> None:
    mine, other = make_lawyer(), make_lawyer()
    day = make_day()
    duty = make_duty(day, mine, U.PROPOSED)
    with pytest.raises(Forbidden):
        duties.move(duty, "confirm", as_lawyer("other", other))
    duties.move(duty, "confirm", as_lawyer("mine", mine), seen=duty.version)
    assert (duty.status, duty.confirmed_at) == (U.CONFIRMED, clock.now())
    with pytest.raises(RuleBroken, match="不能确认值班"):
        duties.move(duty, "confirm", as_lawyer("mine", mine))


def test_a_swap_wants_both_and_is_taken_once(transaction: None) -> None:
    giver, taker, third = make_lawyer("陈一"), make_lawyer("林二"), make_lawyer("何三")
    duty = make_duty(make_day(), giver)
    swap = swaps.offer(duty, as_lawyer("g", giver), note="当天开庭")
    assert duty.status is U.CONFIRMED, "an offer alone changes nothing"
    swaps.accept(swap, as_lawyer("t", taker))
    assert (duty.status, swap.status) == (U.SWAPPED, SwapStatus.ACCEPTED)
    assert [each.lawyer.name for each in duty.day.on_duty] == ["林二"]
    assert duty.day.on_duty[0].status is U.CONFIRMED
    with pytest.raises(RuleBroken, match="已由林二接替，不能再次接受"):
        swaps.accept(swap, as_lawyer("x", third))


def test_a_swap_in_exchange_moves_both_duties(transaction: None) -> None:
    one, two = make_lawyer("陈一"), make_lawyer("林二")
    mine, theirs = make_duty(make_day(), one), make_duty(make_day(MONDAY + timedelta(7)), two)
    swap = swaps.offer(mine, as_lawyer("a", one), to=two, for_duty=theirs)
    swaps.accept(swap, as_lawyer("b", two))
    assert [each.lawyer.name for each in mine.day.on_duty] == ["林二"]
    assert [each.lawyer.name for each in theirs.day.on_duty] == ["陈一"]


def test_the_rules_hold_after_a_swap_too(transaction: None) -> None:
    veteran, newcomer, young = make_lawyer(), make_lawyer(since=NEWCOMER), make_lawyer(since=NEWCOMER)
    day = make_day()
    duty = make_duty(day, veteran)
    make_duty(day, newcomer)
    swap = swaps.offer(duty, as_lawyer("v", veteran))
    with pytest.raises(RuleBroken, match="没有资深律师同班"):
        swaps.accept(swap, as_lawyer("y", young))
    assert (duty.status, swap.status) == (U.CONFIRMED, SwapStatus.OFFERED)


def test_24_hours_before_the_day_nobody_swaps_any_more(transaction: None) -> None:
    giver, taker = make_lawyer(), make_lawyer()
    duty = make_duty(make_day(), giver)
    swap = swaps.offer(duty, as_lawyer("g", giver))
    near = datetime(2026, 12, 6, 9, 1, tzinfo=clock.LOCAL)
    with clock.travel(near):
        with pytest.raises(RuleBroken, match="24小时内不能换班"):
            swaps.accept(swap, as_lawyer("t", taker))
        tasks.lapse()
    assert swap.status is SwapStatus.LAPSED


def test_a_substitute_takes_the_seat(transaction: None) -> None:
    duty = make_duty(make_day())
    other = make_lawyer()
    new = duties.substitute(duty, other, "临时生病", bar_officer(), duty.version)
    assert (duty.status, duty.reason, new.status, new.replaces_id) == (U.SUBSTITUTED, "临时生病", U.PROPOSED, duty.id)
    assert duty.day.on_duty == [new]


def test_disabled_after_confirming_the_seat_opens_and_the_office_is_told(transaction: None) -> None:
    officer = bar_officer()
    officer.email = "office@example.org"
    lawyer = make_lawyer()
    duty = make_duty(make_day(), lawyer)
    clerk = a_user(Side.BAR, Role.OFFICER, username="clerk")
    stand_in = a_user(Side.BAR, Role.ORGANISER, username="standin")
    stand_in.email = "standin@example.org"
    today = clock.today()
    db.session.add(
        StandIn(
            absent_id=officer.id, stand_in_id=stand_in.id, role_words="officer", starts_on=today, ends_on=today,
            named_at=clock.now(), named_by_id=officer.id,
        )
    )  # fmt: skip
    db.session.flush()
    lawyers.disable(lawyer, "调离本市", clerk)
    assert (lawyer.status, duty.status, duty.day.open_seats) == (LawyerStatus.DISABLED, U.RELEASED, 2)
    assert ("office@example.org", "seat_open") in mails()
    assert ("standin@example.org", "seat_open") in mails(), "who stands in for the officer is told too"


def test_who_leaves_the_roster_leaves_the_rota(transaction: None) -> None:
    lawyer = make_lawyer()
    duty = make_duty(make_day(), lawyer)
    db.session.get_one(Person, lawyer.person_id).is_active = False
    db.session.flush()
    tasks.follow_roster()
    tasks.follow_roster()
    assert (lawyer.is_active, duty.status) == (False, U.RELEASED)
    assert lawyer.reason == "已不在律师名册中。"


def test_a_cancelled_day_frees_its_lawyers(transaction: None) -> None:
    duty = make_duty(make_day())
    days.cancel(duty.day, "法院停电", bar_officer())
    assert (duty.day.status, duty.status, duty.day.open_seats) == (DayStatus.CANCELLED, U.RELEASED, 0)
    days.restore(duty.day, "供电恢复", bar_officer())
    assert (duty.day.status, duty.day.open_seats) == (DayStatus.PLANNED, 2)


def test_a_moved_day_is_confirmed_anew_and_says_where_it_was(transaction: None) -> None:
    duty = make_duty(make_day())
    day = duty.day
    with pytest.raises(RuleBroken, match="休息日"):
        days.move(day, date(2026, 12, 12), "法官培训", bar_officer())
    days.move(day, date(2026, 12, 9), "法官培训", bar_officer())
    assert (day.on, day.regular_on, day.is_moved, duty.status) == (date(2026, 12, 9), MONDAY, True, U.PROPOSED)


def test_attendance_is_taken_on_the_day_by_the_court_too(transaction: None) -> None:
    duty = make_duty(make_day())
    absent = make_duty(duty.day)
    clerk = court_clerk()
    with pytest.raises(RuleBroken, match="还没有到"):
        duties.move(duty, "attend", clerk)
    with clock.travel(datetime(2026, 12, 7, 9, 30, tzinfo=clock.LOCAL)):
        duties.move(absent, "miss", clerk, reason="交通事故")
        duties.hold_with_attendance(duty.day, clerk)
    assert (duty.status, absent.status, duty.day.status) == (U.ATTENDED, U.ABSENT, DayStatus.HELD)


def court_clerk() -> User:
    clerk = a_user(Side.BENCH, Role.OFFICER, username="court")
    clerk.person_id = make_judge(a_court()).id
    return clerk


def test_officers_of_another_court_take_no_attendance(transaction: None) -> None:
    duty = make_duty(make_day())
    with clock.travel(datetime(2026, 12, 7, 9, 30, tzinfo=clock.LOCAL)), pytest.raises(Forbidden):
        duties.move(duty, "attend", a_user(Side.BENCH, Role.OFFICER))


def test_reminders_come_once(transaction: None) -> None:
    lawyer = make_lawyer()
    as_lawyer("l", lawyer).email = "l@example.org"
    bar_officer().email = "office@example.org"
    make_duty(make_day(), lawyer, U.PROPOSED)
    told = []
    for moment in (
        datetime(2026, 12, 2, 17, 0, tzinfo=clock.LOCAL),
        datetime(2026, 12, 2, 18, 5, tzinfo=clock.LOCAL),
        datetime(2026, 12, 3, 18, 5, tzinfo=clock.LOCAL),
        datetime(2026, 12, 6, 18, 5, tzinfo=clock.LOCAL),
    ):
        with clock.travel(moment):
            tasks.remind()
            tasks.remind()
        told.append(mails())
    assert [len(each) for each in told] == [0, 1, 2, 3]
    assert told[-1] == [
        ("l@example.org", "duty_remind"),
        ("office@example.org", "duty_late"),
        ("l@example.org", "duty_eve"),
    ]


def test_a_save_from_an_old_page_is_refused(transaction: None) -> None:
    duty = make_duty(make_day(), status=U.PROPOSED)
    with pytest.raises(Stale):
        duties.move(duty, "confirm", bar_officer(), seen=duty.version - 1)


def test_each_verb_leaves_one_audit_entry(transaction: None) -> None:
    duty = make_duty(make_day(), status=U.PROPOSED)
    before = len(actions())
    duties.move(duty, "confirm", bar_officer())
    duties.move(duty, "release", bar_officer(), reason="另有安排")
    assert actions()[before:] == ["duty.confirmed", "duty.released"]


def test_only_a_lawyer_of_a_year_or_more_is_enrolled_and_once(transaction: None) -> None:
    with pytest.raises(RuleBroken, match="未满一年"):
        make_lawyer(since=date(2026, 3, 1))
    lawyer = make_lawyer()
    with pytest.raises(RuleBroken, match="已在值班律师名单"):
        lawyers.enrol(lawyer.person_id, Selected(["civil"]), bar_officer())


def test_leave_names_the_duties_that_fall_into_it(transaction: None) -> None:
    lawyer = make_lawyer()
    duty = make_duty(make_day(), lawyer)
    user = as_lawyer("l", lawyer)
    assert lawyers.add_leave(lawyer, MONDAY, MONDAY + timedelta(3), "出差", user) == [duty]
    lawyers.drop_leave(lawyer, lawyer.leaves[0].id, user)
    assert lawyer.leaves == []


def test_a_seat_given_back_is_the_same_row(transaction: None) -> None:
    lawyer, day = make_lawyer(), make_day()
    duty = make_duty(day, lawyer)
    duties.move(duty, "release", bar_officer(), reason="误排")
    again = duties.assign(day, lawyer, "确认可以", bar_officer())
    assert again is duty
    assert db.session.scalar(select(func.count(Duty.id))) == 1
