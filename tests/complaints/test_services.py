"""What the verbs do beyond the state: copies, clocks, disclosure, codes, merging, recusal a second ago."""

from dataclasses import replace
from datetime import timedelta

import pytest

from liaison.complaints.models import ComplaintClock, CopyStatus, Identity, Part, Status
from liaison.complaints.projections import as_seen_by, elsewhere
from liaison.complaints.projections.complaint import identity_for
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import people
from liaison.complaints.rules.relations import is_recused, is_visible
from liaison.complaints.rules.words import STRUCK, Words
from liaison.complaints.services import categories, copies, lodging, purging, ties
from liaison.complaints.services.categories import Told
from liaison.complaints.services.finishing import Filled
from liaison.complaints.services.lodging import Lodging
from liaison.complaints.services.telling import outcome_words
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.references import secret_code
from liaison.store.base import db
from tests.makers.complaints import J2L, L2J, City, a_lodging, by_code, do, make_complaint, who

S = Status


def test_copy_in_confidence_holds_neither_name_nor_case(city: City) -> None:
    facts = "我是澄衡所沈知远，在（2026）云01民终123号案件中，电话13800000000。"
    complaint = make_complaint(city, S.LODGED, identity=Identity.CONFIDENTIAL, facts=facts)
    copy = queries.copy_of(complaint)
    assert copy is not None
    words = Words.from_json(copy.words)
    assert STRUCK in words.facts
    assert words.case_number == ""
    assert not any(secret in words.facts for secret in ("沈知远", "澄衡", "民终123", "13800000000"))


def test_approval_of_a_copy_that_changed_meanwhile_is_refused(city: City) -> None:
    complaint = make_complaint(city, S.ACCEPTED, identity=Identity.CONFIDENTIAL)
    officer, lawyer = city["bar_officer"], city["lawyer"]
    first = copies.redact(complaint, {"facts": "3月2日提交阅卷预约，〔已隐去〕"}, who(officer), officer)
    with pytest.raises(RuleBroken, match="尚未经投诉人同意"):
        do(city, complaint, "transfer", "bar_officer")
    copies.redact(complaint, {"facts": "〔已隐去〕其间两次致电，〔已隐去〕"}, who(officer), officer)
    with pytest.raises(Stale):
        copies.approve(complaint, who(lawyer), lawyer, seen=first.id)
    last = queries.copy_of(complaint)
    assert last is not None
    assert last.status is CopyStatus.DRAFTED
    copies.approve(complaint, who(lawyer), lawyer, seen=last.id)
    assert do(city, complaint, "transfer", "bar_officer").status is S.TRANSFERRED


def test_asking_for_a_supplement_stops_the_clock_and_answering_lets_it_go_on(city: City) -> None:
    complaint = make_complaint(city, S.LODGED)
    before = {row.key: row.due_on for row in queries.clocks_of(complaint, open_only=True)}
    do(city, complaint, "ask_supplement", "bar_officer")
    assert complaint.due_on is None
    with clock.travel(clock.now() + timedelta(days=14)):
        do(city, complaint, "supplement", "lawyer")
        after = {row.key: row.due_on for row in queries.clocks_of(complaint, open_only=True)}
    assert all(after[key] > before[key] for key in before)
    with pytest.raises(RuleBroken, match="只能要求一次"):
        do(city, complaint, "ask_supplement", "bar_officer")


def test_disclosure_is_asked_decided_by_the_own_side_and_ends(city: City) -> None:
    complaint = make_complaint(city, S.UNDER_CHECK, identity=Identity.CONFIDENTIAL)
    assert identity_for(who(city["handler"]), complaint) is None
    do(city, complaint, "ask_disclosure", "handler")
    do(city, complaint, "grant_disclosure", "bar_officer2")
    found = identity_for(who(city["handler"]), complaint)
    assert found is not None
    assert found.name == "沈知远"
    assert identity_for(who(city["court_officer"]), complaint) is None
    assert "批准披露" in [event.title for event in as_seen_by(who(city["lawyer"]), complaint).events]
    with clock.travel(clock.now() + timedelta(days=8)):
        assert identity_for(who(city["handler"]), complaint) is None


def test_assigning_somebody_recused_a_second_ago_is_refused(city: City) -> None:
    complaint = make_complaint(city, S.ACKNOWLEDGED)
    ties.declare(city["handler"], city.judge_person_id, "同学")
    with pytest.raises(RuleBroken, match="应当回避"):
        do(city, complaint, "assign", "court_officer", Filled(people=(-1,)))


def test_whoever_checked_it_is_not_offered_for_its_re_examination(city: City) -> None:
    complaint = make_complaint(city, S.REPLIED)
    do(city, complaint, "ask_re_examination", "lawyer")
    offered = {one.user.username: one.why_not for one in people.candidates(complaint, Part.HANDLER)}
    assert offered == {"handler": "曾办理本件的原核查", "handler2": ""}


def test_respondent_off_the_roster_is_matched_and_recusal_computed_anew(city: City) -> None:
    complaint = make_complaint(city, S.TRANSFERRED, respondent="立案庭顾法官", respondent_id=None)
    assert complaint.respondent_key == ""
    with pytest.raises(RuleBroken, match="从列表中选择"):
        do(city, complaint, "identify", "court_officer", Filled(respondent_id=city.lawyer_person_id))
    do(city, complaint, "identify", "court_officer", Filled(respondent_id=city.judge_person_id))
    assert complaint.respondent_key
    assert is_recused(replace(who(city["handler"]), unit_key=complaint.respondent_unit_key), complaint)
    assert as_seen_by(who(city["court_officer"]), complaint).respondent.startswith("顾明川")
    with pytest.raises(RuleBroken, match="已与名册对应"):
        do(city, complaint, "identify", "bar_officer", Filled(respondent_id=city.judge_person_id))


def test_granted_objection_takes_the_handler_away_for_good(city: City) -> None:
    complaint = make_complaint(city, S.UNDER_CHECK)
    do(city, complaint, "object_handler", "judge")
    with pytest.raises(RuleBroken, match="应当回避的人员"):
        do(city, complaint, "grant_objection", "court_head", Filled("理由", people=(city["handler2"].id,)))
    do(city, complaint, "grant_objection", "court_head", Filled("理由", people=(city["handler"].id,)))
    assert not is_visible(who(city["handler"]), complaint)
    officer = city["court_officer"]
    who(officer)
    assert [one.title for one in elsewhere.waiting(officer)] == [complaint.reference]
    with pytest.raises(RuleBroken, match="应当回避"):
        do(city, complaint, "assign", "court_officer", Filled(people=(city["handler"].id,)))
    do(city, complaint, "assign", "court_officer", Filled(people=(city["handler2"].id,)))
    assert elsewhere.waiting(officer) == []


def test_suspension_lasts_one_to_twelve_months_and_a_hearing_is_announced_first(city: City) -> None:
    complaint = make_complaint(city, S.HEARING_OFFERED, J2L)
    do(city, complaint, "ask_hearing", "lawyer")
    with pytest.raises(RuleBroken, match="请先通知听证"):
        do(city, complaint, "hold_hearing", "panel")
    do(city, complaint, "summon", "panel")
    do(city, complaint, "hold_hearing", "panel")
    for months in (None, 0, 13):
        with pytest.raises(RuleBroken, match="月数"):
            do(city, complaint, "decide", "panel", Filled("理由", "founded", "suspension", months=months))
    do(city, complaint, "decide", "panel", Filled("理由", "founded", "suspension", months=3))
    assert outcome_words(complaint) == "属实；中止会员权利3个月"


def test_each_side_keeps_its_own_categories(city: City) -> None:
    officer, told = city["bar_officer"], Told("A 不正当接触交往", "庭外饭局", "", "G")
    made = categories.add_category("A8", told, who(officer), officer)
    assert made.direction is L2J
    for code, mirror, field in (("A8", "", "code"), ("a9", "", "code"), ("A9", "B1", "mirror")):
        with pytest.raises(RuleBroken) as broken:
            categories.add_category(code, replace(told, mirror=mirror), who(officer), officer)
        assert broken.value.field == field
    with pytest.raises(Stale):
        categories.amend_category(made, told, who(officer), officer, "旧名称")
    with pytest.raises(Forbidden):
        categories.amend_category(made, told, who(city["court_officer"]), city["court_officer"], made.name)
    assert categories.amend_category(made, replace(told, is_retired=True), who(officer), officer, made.name).is_retired


def test_code_in_the_text_is_refused_and_a_wrong_one_opens_nothing(city: City) -> None:
    code = secret_code()
    made = a_lodging(city, identity=Identity.ANONYMOUS, facts=f"我的回执码是 {code.lower()} 。")
    with pytest.raises(RuleBroken, match="回执码"):
        lodging.lodge_without_account(_with_code(made, code))
    named = a_lodging(city, identity=Identity.ANONYMOUS, respondent=f"顾法官，回执码{code}", respondent_id=None)
    with pytest.raises(RuleBroken, match="回执码"):
        lodging.lodge_without_account(_with_code(named, code))
    complaint = lodging.lodge_without_account(_with_code(a_lodging(city, identity=Identity.ANONYMOUS), code))
    assert lodging.check_code(complaint, code.lower().replace("-", " "))
    assert not lodging.check_code(complaint, secret_code())
    assert not lodging.check_code(None, code)
    by_code(complaint, "withdraw")
    assert complaint.status is S.WITHDRAWN


def test_extension_is_given_once_and_by_the_head(city: City) -> None:
    complaint = make_complaint(city, S.UNDER_CHECK)
    due = {row.key: row.due_on for row in queries.clocks_of(complaint, open_only=True)}
    do(city, complaint, "ask_extension", "handler")
    do(city, complaint, "approve_extension", "court_head")
    later = {row.key: row.due_on for row in queries.clocks_of(complaint, open_only=True)}
    assert later["complaint_check"] > due["complaint_check"]
    with pytest.raises(RuleBroken, match="只能延期一次"):
        do(city, complaint, "ask_extension", "handler")


def test_purge_leaves_nothing_of_a_complaint_but_its_trail(city: City) -> None:
    complaint = make_complaint(city, S.CLOSED)
    id, reference = complaint.id, complaint.reference
    purging.purge("complaint_founded", [id], None)
    db.session.flush()
    assert queries.find_by_reference(reference) is None
    assert db.session.query(ComplaintClock).filter_by(complaint_id=id).count() == 0


def _with_code(made: Lodging, code: str) -> Lodging:
    return Lodging(**{**{name: getattr(made, name) for name in made.__dataclass_fields__}, "code": code})
