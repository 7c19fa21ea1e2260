"""What leaves the straight way: overdue ones are chased, two go on as one, a withdrawn check goes on, third bodies."""

from datetime import timedelta

import pytest

from liaison.complaints import tasks
from liaison.complaints.models import ComplaintPaper, Identity, PaperSort, Status
from liaison.complaints.projections import as_seen_by, elsewhere
from liaison.complaints.queries import complaints as queries
from liaison.complaints.services.moving import Filled
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.complaints import FOUND, J2L, L2J, TEXT, City, do, make_complaint, who

S = Status


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
    assert "同一事由" in str(as_seen_by(who(city["lawyer"]), second).events)


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
