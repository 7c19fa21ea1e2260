"""The verbs of the desk and the talk: what each changes, what each refuses, and that it leaves one audit entry."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.reception.facts import MOST_ADVICE, visitor_note
from liaison.reception.models import DayStatus
from liaison.reception.models.following import AdoptionStatus, BodyKind, ReferralResult, Satisfaction, SatisfactionWay
from liaison.reception.models.visits import (
    CheckResult,
    FollowUpResult,
    Talk,
    TimeLimit,
    Visit,
    VisitOutcome,
    VisitStatus,
)
from liaison.reception.queries import following
from liaison.reception.services import checks, referrals, talks, visits
from liaison.reception.services.referrals import SendingOn
from liaison.reception.services.talks import Conclusion, Words
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from tests.makers.reception import bar_officer
from tests.makers.visits import NOTICES, WORDS, make_desk, make_visit, registration

pytestmark = pytest.mark.usefixtures("database")
V = VisitStatus


def actions() -> list[str]:
    return list(
        db.session.scalars(select(AuditEntry.action).where(AuditEntry.thing_kind == "visit").order_by(AuditEntry.id))
    )


def test_numbers_of_a_day_run_from_one_and_those_of_another_day_too() -> None:
    with unit.transaction():
        desk, other = make_desk(), make_desk(clock.today() - timedelta(1))
        numbers = [make_visit(desk).number, make_visit(desk, name="李四").number, make_visit(other).number]
    assert numbers == [1, 2, 1]


def test_a_visit_may_stay_unnamed_and_its_reference_is_random() -> None:
    with unit.transaction():
        desk = make_desk()
        visit, other = make_visit(desk, name=""), make_visit(desk, name="")
    assert visit.name is None
    assert visit.reference.startswith("访-")
    assert visit.reference != other.reference


def test_a_group_has_five_representatives_at_most() -> None:
    with unit.transaction():
        desk = make_desk()
        visit = make_visit(desk, people=12)
        assert (visit.received, visit.is_group) == (5, True)
        with pytest.raises(RuleBroken) as broken:
            visits.register(desk.day, registration(people=12, received=6), bar_officer())
    assert broken.value.field == "received"


def test_somebody_with_the_same_phone_and_a_name_that_may_be_the_same_came_before() -> None:
    with unit.transaction():
        desk = make_desk()
        first = make_visit(desk, V.DONE, name="单雄", phone="138-0000 0000")
        again = make_visit(desk, name="山雄", phone="13800000000")
        other = make_visit(desk, name="王五", phone="13800000000")
    assert (again.is_repeat, again.earlier_id) == (True, first.id)
    assert not other.is_repeat


def test_a_name_alone_is_only_offered_and_somebody_decides() -> None:
    with unit.transaction():
        desk = make_desk()
        first = make_visit(desk, V.DONE, name="欧阳小红")
        again = make_visit(desk, name="欧阳小虹")
        assert not again.is_repeat
        visits.recognise(again, first.id, bar_officer(), is_same_matter=True)
    assert (again.is_repeat, again.is_same_matter) == (True, True)


def test_a_day_to_come_takes_appointments_that_get_their_number_on_arrival() -> None:
    tomorrow = clock.today() + timedelta(1)
    with unit.transaction():
        desk = make_desk(tomorrow)
        with pytest.raises(RuleBroken):
            visits.register(desk.day, registration(), bar_officer())
        visit = make_visit(desk, V.BOOKED)
        assert (visit.number, visit.status) == (None, V.BOOKED)
        with pytest.raises(RuleBroken):
            visits.move(visit, "arrive", bar_officer())
        with clock.travel(desk.day.begins_at):
            visits.move(visit, "arrive", bar_officer())
    assert (visit.number, visit.status) == (1, V.WAITING)


def test_appointments_of_a_cancelled_day_are_kept_and_moved_to_another() -> None:
    today = clock.today()
    with unit.transaction():
        desk, other = make_desk(today + timedelta(1)), make_desk(today + timedelta(8))
        visit = make_visit(desk, V.BOOKED)
        desk.day.status = DayStatus.CANCELLED
        with pytest.raises(RuleBroken, match="改约"):
            visits.book(desk.day, registration(), bar_officer())
        with clock.travel(desk.day.begins_at), pytest.raises(RuleBroken, match="改约"):
            visits.move(visit, "arrive", bar_officer())
        visits.rebook(visit, other.day, None, bar_officer())
    assert (visit.day_id, visit.on, visit.status) == (other.day.id, other.day.on, V.BOOKED)


def test_a_paper_form_is_typed_in_later_under_its_own_date() -> None:
    yesterday = clock.today() - timedelta(1)
    with unit.transaction():
        visit = make_visit(make_desk(yesterday), V.DONE)
    assert (visit.on, visit.is_from_paper, visit.arrived_at, visit.ended_at) == (yesterday, True, None, None)


def test_no_talk_begins_before_the_check_is_passed() -> None:
    with unit.transaction():
        desk = make_desk()
        visit = make_visit(desk, V.CALLED)
        assert visit.check is not None
        visit.check.result = CheckResult.POSSIBLE
        for verb in ("begin",):
            with pytest.raises(RuleBroken, match="利益冲突"):
                visits.move(visit, verb, bar_officer())
        visit.status = V.TALKING
        with pytest.raises(RuleBroken, match="利益冲突"):
            talks.record(visit, WORDS, bar_officer())


def test_a_talk_ends_with_facts_notices_and_a_reason_where_nobody_could_help() -> None:
    with unit.transaction():
        visit, by = make_visit(make_desk(), V.TALKING), bar_officer()
        for conclusion, field in (
            (Conclusion(VisitOutcome.NOT_HELPED, NOTICES, is_advised=False), "reason"),
            (Conclusion(VisitOutcome.ANSWERED, NOTICES[:1], is_advised=True), "notices"),
            (Conclusion(VisitOutcome.ANSWERED, NOTICES, is_advised=True), "outcome"),
        ):
            with pytest.raises(RuleBroken) as broken:
                talks.conclude(visit, conclusion, by)
            assert broken.value.field == field
        talks.record(visit, Words(facts="无"), by)
        with pytest.raises(RuleBroken) as broken:
            talks.conclude(visit, Conclusion(VisitOutcome.ANSWERED, NOTICES, is_advised=True), by)
        assert broken.value.field == "is_advised"
        talks.conclude(visit, Conclusion(VisitOutcome.NOT_HELPED, NOTICES, is_advised=False, reason="已过时效"), by)
    assert visit.status is V.DONE


def test_a_follow_up_is_due_thirty_days_later_for_who_agreed_and_left_a_phone() -> None:
    with unit.transaction():
        desk = make_desk()
        agreed, silent = make_visit(desk, V.DONE, phone="13800000000"), make_visit(desk, V.DONE, name="李四")
        assert agreed.follow_up_due_on is not None
        assert agreed.follow_up_due_on >= clock.today() + timedelta(30)
        assert silent.follow_up_due_on is None
        talks.follow_up(agreed, FollowUpResult.SOLVED, "已立案", bar_officer())
        with pytest.raises(RuleBroken, match="已经登记"):
            talks.follow_up(agreed, FollowUpResult.SOLVED, "", bar_officer())


def test_two_people_saving_the_same_talk_see_both_texts() -> None:
    with unit.transaction():
        visit, by = make_visit(make_desk(), V.TALKING), bar_officer()
        seen = talks.record(visit, WORDS, by).version
        talks.record(visit, Words(facts="另一位写的。"), by, seen=seen)
        with pytest.raises(Stale) as stale:
            talks.record(visit, Words(facts="我写的。"), by, seen=seen)
    assert stale.value.theirs["反映的事实"] == "另一位写的。"
    assert stale.value.yours["反映的事实"] == "我写的。"


def test_time_limits_from_an_old_page_are_refused_with_both_texts() -> None:
    with unit.transaction():
        visit, by, on = make_visit(make_desk(), V.TALKING), bar_officer(), clock.today() + timedelta(5)
        seen = visit.version
        talks.set_limits(visit, [("上诉期届满", on)], by, seen)
        with pytest.raises(Stale) as refused:
            talks.set_limits(visit, [("举证期届满", on)], by, seen)
    assert "上诉期届满" in refused.value.theirs["涉及的期限"]
    assert "举证期届满" in refused.value.yours["涉及的期限"]


def test_a_referral_runs_from_sending_to_its_result() -> None:
    today = clock.today()
    with unit.transaction():
        visit, by = make_visit(make_desk(), V.DONE), bar_officer()
        referral = referrals.refer(visit, SendingOn(BodyKind.LEGAL_AID, "云江市法律援助中心", today, "申请援助"), by)
        assert referral.receipt_due_on > today
        with pytest.raises(RuleBroken):
            referrals.receive(referral, today + timedelta(1), by)
        referrals.receive(referral, today, by)
        referrals.answer(referral, ReferralResult.ACCEPTED, today, "", by)
        with pytest.raises(RuleBroken):
            referrals.withdraw(referral, "多余", by)
    assert referral.status == "answered"


def test_a_court_that_does_not_adopt_a_legal_opinion_says_why() -> None:
    today = clock.today()
    with unit.transaction():
        visit, by = make_visit(make_desk(), V.DONE), bar_officer()
        opinion = referrals.opine(visit, "建议依法提审。", today, by)
        with pytest.raises(RuleBroken) as broken:
            referrals.settle(opinion, AdoptionStatus.PARTLY, today, "", by)
        assert broken.value.field == "reason"
        referrals.settle(opinion, AdoptionStatus.ADOPTED, today, "", by)
    assert opinion.status is AdoptionStatus.ADOPTED


def test_a_visitor_rates_once_whether_by_code_or_at_the_desk() -> None:
    with unit.transaction():
        visit = make_visit(make_desk(), V.DONE)
        assert visit.code is not None
        assert visits.find_code(visit.code.lower()) is visit
        talks.rate(visit, Satisfaction.SATISFIED, "", None, SatisfactionWay.CODE)
        with pytest.raises(RuleBroken, match="已经评价"):
            talks.rate(visit, Satisfaction.FAIRLY, "", bar_officer(), SatisfactionWay.DESK)
        given = following.satisfaction_of(visit)
    assert given is not None
    assert given.way is SatisfactionWay.CODE


def test_each_verb_leaves_one_entry_without_any_name() -> None:
    with unit.transaction():
        make_visit(make_desk(), V.DONE, name="欧阳守信", phone="13911112222")
    assert actions() == [
        "visit.registered", "visit.called", "visit.checked", "visit.begun", "visit.recorded", "visit.concluded"
    ]  # fmt: skip
    details = " ".join(db.session.scalars(text("select cast(detail as text) from audit_entry")))
    assert "欧阳" not in details
    assert "1391111" not in details


def test_nothing_that_names_somebody_lies_open_in_the_database() -> None:
    with unit.transaction():
        make_visit(make_desk(), V.DONE, name="欧阳守信", phone="13911112222", other_parties="上官有义",
                   case_number="（2026）云01民初77号", id_number="430600199001011234", address="云江路1号")  # fmt: skip
    row = str(db.session.execute(text("select * from visit")).all()) + str(
        db.session.execute(text("select * from visit_talk")).all()
    )
    for secret in ("欧阳", "13911112222", "上官", "民初77", "430600", "云江路", "借款"):
        assert secret not in row


def test_only_the_office_and_that_days_lawyers_register() -> None:
    with unit.transaction():
        desk = make_desk()
        from_court = type("Judge", (), {"id": 9, "side": None, "roles": frozenset(), "person_id": None, "name": "法官",
                                        "has": lambda self, role: False})()  # fmt: skip
        with pytest.raises(Forbidden):
            visits.register(desk.day, registration(), from_court)


def test_correcting_a_name_checks_again_and_stops_a_talk_where_a_conflict_comes_out() -> None:
    with unit.transaction():
        desk = make_desk()
        visit = make_visit(desk, V.TALKING, other_parties="无名")
        visits.amend(visit, registration(other_firms=desk.lawyers[0].firm), bar_officer())
    assert visit.status is V.CALLED
    assert visit.check is not None
    assert visit.check.result is CheckResult.CONFLICT
    assert not visit.check.is_conflict
    assert db.session.scalar(select(Visit.id)) == visit.id
    assert [finding.against for finding in checks.findings_of(visit.check)] == ["firm"]


def test_the_note_keeps_to_one_page_and_says_what_did_not_fit() -> None:
    with unit.transaction():
        visit = make_visit(make_desk(), V.DONE)
        visit.limits = [TimeLimit(name=f"期限{n}", ends_on=clock.today() + timedelta(30 + n)) for n in range(6)]
        talk = Talk(advice="律" * 2 * MOST_ADVICE, next_steps="立案")
        parts = {part.heading: part.lines for part in visitor_note(visit, talk, "").parts}
    assert len(parts["律师的意见"][0]) <= MOST_ADVICE + 1
    assert parts["律师的意见"][0].endswith("……")
    assert parts["下一步"] == ("立案",)
    assert parts["注意期限"][-1] == "另有2项期限，请当面记下。"
