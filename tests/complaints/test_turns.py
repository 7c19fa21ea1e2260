"""What leaves the straight way: overdue ones are chased, two go on as one, a withdrawn check goes on, third bodies."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from liaison.complaints import tasks
from liaison.complaints.models import Complaint, ComplaintPaper, Identity, PaperSort, Status
from liaison.complaints.projections import as_seen_by, elsewhere
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries.standing import code_holder
from liaison.complaints.rules.relations import is_visible
from liaison.complaints.services import parts
from liaison.complaints.services.finishing import Filled
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.complaints import BACK, FOUND, J2L, L2J, OUT, TEXT, Act, City, by_code, do, make_complaint, who

S = Status
Path = Mapping[Status, tuple[Act, ...]]


def test_overdue_reminds_the_officers_then_tells_the_head_then_the_next_agenda_by_a_figure_alone(city: City) -> None:
    complaint = make_complaint(city, S.LODGED)
    assert elsewhere.agenda_notes() == []
    assert complaint.due_on is not None
    for days, told in ((1, {"bar_officer", "bar_officer2"}), (1, set()), (4, {"bar_head"}), (5, set())):
        db.session.query(OutboxMessage).delete()
        with clock.travel(clock.now() + (complaint.due_on - clock.today()) + timedelta(days)):
            tasks.watch()
            db.session.flush()
            mails = db.session.query(OutboxMessage).all()
            assert {mail.recipient.split("@")[0] for mail in mails} == told, days
            assert all(complaint.reference not in mail.body + mail.subject for mail in mails)
            (note,) = elsewhere.agenda_notes()
            assert "共1件" in note.text
            assert not any(word in note.text for word in (complaint.reference, complaint.category.name, "顾明川"))


def test_two_about_the_same_person_go_on_as_one(city: City) -> None:
    first, second = make_complaint(city, S.ACCEPTED), make_complaint(city, S.LODGED)
    stranger = make_complaint(city, S.LODGED, respondent="立案庭顾法官", respondent_id=None)
    for reference, why in ((stranger.reference, "被投诉人不同"), (second.reference, "没有找到"), ("诉-0", "没有找到")):
        with pytest.raises(RuleBroken, match=why):
            do(city, second, "merge", "bar_officer", Filled("同一事由", reference=reference))
    do(city, second, "merge", "bar_officer", Filled("同一事由", reference=first.reference))
    assert (second.status, second.merged_into_id, second.due_on) == (S.MERGED, first.id, None)
    seen = {name: as_seen_by(who(city[name]), second) for name in ("lawyer", "bar_officer")}
    assert "同一事由" in str(seen["lawyer"].events)
    assert seen["lawyer"].leading == seen["bar_officer"].leading == (first.id, first.reference)
    assert as_seen_by(who(city["bar_officer"]), first).leading is None
    parts.recuse(first, city["bar_officer"].id, "曾参与该案")
    assert as_seen_by(who(city["bar_officer"]), second).leading is None, "what one must keep away from has no number"


def test_who_was_merged_gets_the_reply_and_the_re_examination_of_the_complaint_that_went_on(city: City) -> None:
    leading, merged = make_complaint(city, S.ACCEPTED), make_complaint(city, S.LODGED, L2J, Identity.ANONYMOUS)
    do(city, merged, "merge", "bar_officer", Filled("同一事由", reference=leading.reference))
    _on(city, leading, OUT, after=S.ACCEPTED, last=S.REPLIED)
    assert (merged.status, merged.finding) == (S.REPLIED, leading.finding)
    seen = as_seen_by(code_holder(merged.id), merged)
    assert seen.leading is None, "another person's complaint"
    assert ("随主件答复", TEXT.text) in [(event.title, event.quote) for event in seen.events]
    assert "答复书" in [paper.title for paper in seen.papers]
    assert {move.verb for move in seen.moves} >= {"satisfy", "ask_re_examination"}
    assert not is_visible(who(city["court_officer"]), merged), "the court was told of one complaint"
    late = make_complaint(city, S.LODGED)
    with pytest.raises(RuleBroken, match="已经答复"):
        do(city, late, "merge", "bar_officer", Filled("同一事由", reference=leading.reference))
    # It was checked where it went on: there it is examined again, though that complainant had closed it.
    do(city, leading, "close", "lawyer")
    by_code(merged, "ask_re_examination")
    assert (merged.status, leading.status, leading.closed_at) == (S.RE_EXAMINATION, S.RE_EXAMINATION, None)
    assert queries.clocks_of(merged, open_only=True) == []
    do(city, leading, "assign", "court_officer", Filled(people=(city["handler2"].id,)))
    do(city, leading, "report", "handler2", FOUND)
    _on(city, leading, OUT, after=S.REPORTED, last=S.REPLIED)
    assert (merged.status, merged.round) == (S.REPLIED, 2)
    with pytest.raises(RuleBroken, match="已经复查过"):
        by_code(merged, "ask_re_examination")
    by_code(merged, "satisfy", Filled(satisfaction=4))
    assert (merged.satisfaction, leading.satisfaction) == (4, None)


def test_who_was_merged_goes_on_alone_when_the_other_ends_without_a_reply(city: City) -> None:
    leading, merged = make_complaint(city, S.LODGED), make_complaint(city, S.LODGED)
    do(city, merged, "merge", "bar_officer", Filled("同一事由", reference=leading.reference))
    do(city, leading, "withdraw", "lawyer")
    assert (merged.status, merged.merged_into_id) == (S.LODGED, None)
    assert merged.due_on is not None


def test_judge_whose_complaint_was_merged_gets_the_reply_from_the_own_court(city: City) -> None:
    leading, merged = make_complaint(city, S.LODGED, J2L), make_complaint(city, S.LODGED, J2L, Identity.CONFIDENTIAL)
    do(city, merged, "merge", "court_officer", Filled("同一事由", reference=leading.reference))
    _on(city, leading, BACK, after=S.LODGED, last=S.FED_BACK)
    assert merged.status is S.FED_BACK
    seen = as_seen_by(who(city["judge"]), merged)
    assert "答复书" in [paper.title for paper in seen.papers]
    assert seen.outcome
    assert not is_visible(who(city["bar_officer"]), merged)
    do(city, merged, "close", "judge")
    assert merged.status is S.CLOSED


def _on(
    city: City, complaint: Complaint, path: Mapping[Status, tuple[Act, ...]], *, after: Status, last: Status
) -> None:
    """The straight way, behind one state up to another."""
    states = list(path)
    first = states.index(after) + 1 if after in states else 0
    for state in states[first : states.index(last) + 1]:
        for act in path[state]:
            do(city, complaint, *act)


def test_check_goes_on_ex_officio_when_the_complainant_steps_back_until_the_head_drops_it(city: City) -> None:
    complaint = make_complaint(city, S.UNDER_CHECK)
    with pytest.raises(RuleBroken, match="投诉人没有撤回"):
        do(city, complaint, "drop", "court_head")
    do(city, complaint, "step_back", "lawyer")
    assert (complaint.status, complaint.is_ex_officio) == (S.UNDER_CHECK, True)
    do(city, complaint, "report", "handler", FOUND)
    again = make_complaint(city, S.UNDER_CHECK)
    do(city, again, "step_back", "lawyer")
    do(city, again, "drop", "court_head")
    assert again.status is S.WITHDRAWN
    assert not queries.clocks_of(again, open_only=True)


def test_what_went_to_a_third_body_is_still_concluded_and_answered(city: City) -> None:
    complaint = make_complaint(city, S.UNDER_CHECK)
    do(city, complaint, "refer", "court_head")
    assert PaperSort.REFERRAL in _papers(complaint.id)
    for verb, by in (("conclude", "court_head"), ("answer", "court_officer"), ("reply", "bar_officer")):
        do(city, complaint, verb, by, FOUND)
    assert complaint.status is S.REPLIED
    back = make_complaint(city, S.RECEIVED, J2L)
    do(city, back, "tell_bureau", "court_officer")
    do(city, back, "refer", "panel")
    do(city, back, "feed_back", "bar_officer")
    assert back.status is S.FED_BACK
    assert {PaperSort.REFERRAL, PaperSort.BUREAU} <= _papers(back.id)


def test_only_an_unfounded_complaint_is_clarified_and_nobody_who_complained_is_named_in_it(city: City) -> None:
    founded = make_complaint(city, S.REPLIED)
    with pytest.raises(RuleBroken, match="只有认定不属实"):
        do(city, founded, "clarify", "court_head")
    complaint = make_complaint(city, S.REPORTED, L2J, Identity.CONFIDENTIAL)
    unfounded = Filled("与记录不符。", finding="unfounded", measure="none")
    for verb, by in (("conclude", "court_head"), ("answer", "court_officer"), ("reply", "bar_officer")):
        do(city, complaint, verb, by, unfounded)
    do(city, complaint, "clarify", "court_head", TEXT)
    paper = db.session.query(ComplaintPaper).filter_by(complaint_id=complaint.id, sort="clarification").one()
    assert "不属实" in paper.facts
    assert "沈知远" not in paper.facts
    assert "不实投诉澄清书" in [paper.title for paper in as_seen_by(who(city["judge"]), complaint).papers]


def _papers(id: int) -> set[PaperSort]:
    return {paper.sort for paper in db.session.query(ComplaintPaper).filter_by(complaint_id=id)}
