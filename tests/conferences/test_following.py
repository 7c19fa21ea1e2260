"""What follows a resolution: progress, steps, more time, rest, another unit, corrections, its end and its return."""

from datetime import date, timedelta

import pytest

from liaison.conferences.models import (
    Conference,
    ConferenceKind,
    ConferenceStatus,
    JointUnit,
    Resolution,
    ResolutionStatus,
)
from liaison.conferences.queries import ledger, visible_ids
from liaison.conferences.queries import resolutions as queries
from liaison.conferences.queries.resolutions import LedgerFilters
from liaison.conferences.rules import resolutions as rules
from liaison.conferences.services import following
from liaison.conferences.services.resolutions import Lead
from liaison.core import clock
from liaison.core.errors import Forbidden, NotFound, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.directory.models import OrganisationKind, PersonKind
from liaison.store.base import db
from tests.makers.conferences import Content, Person, make_conference, plan_conference
from tests.makers.directory import make_court, make_judge, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("transaction")

S, R = ConferenceStatus, ResolutionStatus
BY = Person()
OFFICER = frozenset({Role.OFFICER})


def taken(*texts: str, **overrides: object) -> list[Resolution]:
    """Resolutions of a conference held today, due in thirty days."""
    content = Content(resolved=texts or ("答复。",))
    return make_conference(S.HELD, days=0, content=content, **overrides).resolutions  # type: ignore[arg-type]


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def verbs(row: Resolution) -> list[str]:
    return [event.verb for event in row.events]


def test_the_first_note_makes_it_one_under_way() -> None:
    (row,) = taken()
    following.report(row, "已发通知。", by=BY)
    assert (row.status, verbs(row), row.events[0].note) == (R.UNDER_WAY, ["report"], "已发通知。")


def test_steps_are_added_taken_and_struck() -> None:
    (row,) = taken()
    first = following.stage(row, "印发通知", in_days(5), by=BY)
    second = following.stage(row, "开展培训", in_days(9), by=BY)
    following.reach(row, first.id, clock.today(), by=BY)
    following.unstage(row, second.id, by=BY)
    assert [(step.title, step.reached_on) for step in row.milestones] == [("印发通知", clock.today())]
    assert row.status is R.UNDER_WAY
    for verb in (
        lambda: following.reach(row, first.id, clock.today(), by=BY),
        lambda: following.unstage(row, first.id, by=BY),
    ):
        with pytest.raises(RuleBroken, match="已经完成"):
            verb()
    with pytest.raises(NotFound):
        following.reach(row, 10**6, clock.today(), by=BY)


def test_an_extension_is_counted_with_its_reason_and_needs_a_later_day() -> None:
    (row,) = taken()
    for days, field in ((30, "due_on"), (10, "due_on")):
        with pytest.raises(RuleBroken) as refused:
            following.extend(row, in_days(days), "经费未到位。", by=BY)
        assert refused.value.field == field
    with pytest.raises(RuleBroken) as refused:
        following.extend(row, in_days(60), " ", by=BY)
    assert refused.value.field == "reason"
    following.extend(row, in_days(60), "经费未到位。", by=BY)
    following.extend(row, in_days(90), "设备未到货。", by=BY)
    assert (row.extensions, row.due_on, row.status) == (2, in_days(90), R.OPEN)
    assert [event.note for event in row.events] == ["经费未到位。", "设备未到货。"]


def test_what_rests_is_not_overdue_and_its_day_moves_on() -> None:
    (row,) = taken()
    following.rest(row, in_days(45), "等待上级批复。", by=BY)
    assert (row.due_on, row.rest_until) == (in_days(45), in_days(45))
    assert rules.is_resting(row, in_days(44))
    assert not rules.is_resting(row, in_days(45))
    assert not rules.is_overdue(row, in_days(45))
    assert rules.is_overdue(row, in_days(46))
    row.due_on = in_days(40)
    assert not rules.is_overdue(row, in_days(44)), "though its day was corrected"
    following.wake(row, by=BY)
    assert row.rest_until is None
    with pytest.raises(RuleBroken, match="没有暂缓"):
        following.wake(row, by=BY)
    with pytest.raises(RuleBroken) as refused:
        following.rest(row, clock.today(), "等待。", by=BY)
    assert refused.value.field == "rest_until"


def test_a_closed_unit_hands_over_and_nothing_is_lost() -> None:
    (row,) = taken()
    firm = make_organisation(name="云江甲律师事务所")
    row.lead_id, row.lead_name, row.lead_side = firm.id, firm.name, Side.BAR
    firm.is_active = False
    db.session.flush()
    today = clock.today()
    assert list(db.session.scalars(queries.listed(BY, LedgerFilters(status="unled"), today))) == [row]
    court = make_court()
    following.reassign(row, Lead(court.id, "市中院", Side.BENCH), "韩雪梅", "原主办单位已注销。", by=BY)
    assert (row.lead_name, row.lead_side, verbs(row)) == ("市中院", Side.BENCH, ["reassign"])
    assert row.events[0].facts["lead_before"] == "云江甲律师事务所"
    assert list(db.session.scalars(queries.listed(BY, LedgerFilters(status="unled"), today))) == []
    for lead, reason, field in ((Lead(), "缘由。", "lead"), (Lead(court.id, "市中院"), "缘由。", "lead")):
        with pytest.raises(RuleBroken) as refused:
            following.reassign(row, lead, "韩雪梅", reason, by=BY)
        assert refused.value.field == field


def test_a_correction_keeps_what_stood_there_before() -> None:
    (row,) = taken("预约后四十八小时内大复。")
    following.correct(row, "预约后四十八小时内答复。", row.joint_names, row.person, in_days(30), "错字。", by=BY)
    assert row.events[0].facts == {"text_before": "预约后四十八小时内大复。", "text": "预约后四十八小时内答复。"}
    with pytest.raises(RuleBroken, match="没有变化"):
        following.correct(row, row.text, row.joint_names, row.person, in_days(30), "错字。", by=BY)


def test_a_stale_page_is_refused_after_any_verb_even_a_note() -> None:
    (row,) = taken()
    seen = row.version
    following.report(row, "进展。", by=BY)
    with pytest.raises(Stale):
        following.extend(row, in_days(60), "理由。", by=BY, seen=seen)


def test_who_carries_it_out_reports_but_does_not_confirm_the_own_work() -> None:
    (row,) = taken()
    court = make_court()
    judge = make_judge(court)
    row.lead_id, row.lead_side, row.person_id = court.id, Side.BENCH, judge.id
    db.session.flush()
    named = Person(side=Side.BENCH, roles=frozenset({Role.JUDGE}), person_id=judge.id, name="顾明川")
    stranger = Person(side=Side.BENCH, roles=frozenset({Role.JUDGE}))
    who = {rules.LEAD}
    assert rules.resolution_relations(named, row, {court.id}) == who
    assert rules.resolution_relations(stranger, row, set()) == set()
    assert rules.why_not_resolution("report", named, row, {court.id}) is None
    for person, units in ((named, {court.id}), (Person(person_id=judge.id), {court.id})):
        refusal = rules.why_not_resolution("confirm", person, row, units)
        assert refusal is not None
        assert refusal.kind == "forbidden"
    with pytest.raises(Forbidden):
        following.report(row, "进展。", by=stranger)


@pytest.mark.parametrize(("side", "may"), [(Side.BAR, True), (Side.BENCH, False)])
def test_an_officer_of_the_other_side_confirms_what_the_bench_leads(side: Side, may: bool) -> None:
    (row,) = taken()
    row.lead_side = Side.BENCH
    refusal = rules.why_not_resolution("confirm", Person(side=side, roles=OFFICER), row)
    assert (refusal is None) is may


def test_what_was_done_or_given_up_may_come_back_to_the_next_conference() -> None:
    first, second = taken("甲。", "乙。")
    following.confirm(first, clock.today(), "办结。", by=BY)
    following.cancel(second, "不再需要。", by=BY)
    later = make_conference(S.HELD, days=1, content=Content(resolved=()))
    assert [entry.status for entry in ledger.ledger(later)] == [R.DONE, R.CANCELLED]
    coming = plan_conference(days=30)
    assert ledger.ledger(coming) == []
    following.reopen(first, "复核发现没有落实。", by=BY)
    assert (first.status, first.done_on, first.confirmed_by) == (R.UNDER_WAY, None, "")
    assert [entry.resolution for entry in ledger.ledger(coming)] == [first]
    assert [entry.status for entry in ledger.ledger(later)] == [R.DONE, R.CANCELLED], "what was found then stays"


def test_each_kind_carries_its_own() -> None:
    (row,) = taken("甲。", kind=ConferenceKind.SPECIAL)
    regular, special = plan_conference(days=20), plan_conference(days=40, kind=ConferenceKind.SPECIAL)
    assert ledger.ledger(regular) == []
    assert [entry.resolution for entry in ledger.ledger(special)] == [row]
    assert ledger.next_of(row) is special


def test_a_conference_planned_before_there_was_anything_gets_its_first_item_when_there_is() -> None:
    coming = plan_conference(days=30)
    assert coming.items[0].kind == "opinions"
    (row,) = taken()
    assert [item.kind for item in coming.items] == ["ledger", "opinions"]
    assert [item.position for item in coming.items] == [1, 2]
    assert ledger.next_of(row) is coming


def test_where_none_is_planned_it_waits_in_the_ledger_that_fills_the_next_one() -> None:
    (row,) = taken()
    assert ledger.next_of(row) is None
    coming = plan_conference(days=30)
    assert coming.items[0].kind == "ledger"
    assert [entry.resolution for entry in ledger.ledger(coming)] == [row]


def test_mine_is_what_names_me_or_my_unit() -> None:
    rows = taken("甲。", "乙。", "丙。")
    court = make_court()
    judge = make_judge(court)
    rows[0].person_id, rows[1].lead_id = judge.id, court.id
    db.session.flush()
    me = Person(side=Side.BENCH, roles=frozenset({Role.JUDGE}), person_id=judge.id)
    found = db.session.scalars(queries.listed(me, LedgerFilters(mine="1"), clock.today()))
    assert {row.text for row in found} == {"甲。", "乙。"}
    assert list(db.session.scalars(queries.listed(BY, LedgerFilters(mine="1"), clock.today()))) == []


def test_filters_of_the_ledger_narrow_by_side_person_state_and_span() -> None:
    rows = taken("甲。", "乙。", "丙。")
    rows[0].lead_side = Side.BENCH
    rows[1].person = "李向前"
    following.extend(rows[1], in_days(60), "理由。", by=BY)
    following.rest(rows[2], in_days(20), "理由。", by=BY)

    def texts(**filters: object) -> list[str]:
        statement = queries.listed(BY, LedgerFilters(**filters), clock.today())  # type: ignore[arg-type]
        return [row.text for row in db.session.scalars(statement.order_by(Resolution.number))]

    assert texts(side="bench") == ["甲。"]
    assert texts(person="向前") == texts(status="extended") == texts(first=in_days(45)) == ["乙。"]
    assert texts(status="resting") == ["丙。"]
    assert texts(status="unsettled", last=in_days(30)) == ["甲。", "丙。"]
    assert texts(side="x") == texts(status="x") == []


def test_visible_to_those_whom_it_concerns_of_neither_side() -> None:
    (row,) = taken()
    body = make_organisation(name="云江市司法局", kind=OrganisationKind.JUSTICE_BUREAU)
    clerk = make_person(body, PersonKind.STAFF, name="何敏")
    outsider = Person(side=None, roles=frozenset({Role.OBSERVER}), person_id=clerk.id)
    with pytest.raises(NotFound):
        queries.get_visible(outsider, row.id)
    row.joint_units = [JointUnit(unit_id=body.id)]
    db.session.flush()
    assert queries.get_visible(outsider, row.id) is row
    assert rules.concerns(outsider, row, {body.id})
    conference: Conference = row.conference
    assert not visible_ids(outsider, [conference.id]), conference.status
