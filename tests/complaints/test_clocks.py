"""Time limits in the unit of their rule: the day that comes first, pauses, extensions, and rules that change."""

from datetime import timedelta

from liaison.complaints.models import ComplaintEvent, Status
from liaison.complaints.projections import row_as_seen_by
from liaison.complaints.queries import complaints as queries
from liaison.complaints.services import clocks, moving
from liaison.complaints.services.finishing import Filled
from liaison.core import clock
from liaison.core.calendar import STATUTORY, due
from liaison.store import clocks as rules
from liaison.store.base import db
from tests.makers.complaints import City, do, make_complaint, who

S = Status


def test_list_counts_in_the_unit_of_the_rule_that_ends_first(city: City) -> None:
    lodged, checked = make_complaint(city, S.LODGED), make_complaint(city, S.UNDER_CHECK)
    officer = who(city["bar_officer"])
    assert lodged.due_key == "complaint_accept"
    assert row_as_seen_by(officer, lodged).due_left == "剩 2 个工作日"
    assert checked.due_key == "complaint_check"
    assert row_as_seen_by(officer, checked).due_left.endswith(" 日")


def test_what_closes_by_itself_is_never_overdue(city: City) -> None:
    complaint = make_complaint(city, S.REPLIED)
    assert (complaint.due_on, complaint.due_key) == (None, "")


def test_person_complained_of_sees_no_limit_that_tells_when_it_was_lodged(city: City) -> None:
    complaint = make_complaint(city, S.ACKNOWLEDGED)
    do(city, complaint, "assign", "court_officer", Filled(people=(-1,)))
    do(city, complaint, "notify", "handler")
    seen = row_as_seen_by(who(city["judge"]), complaint)
    assert seen.due_left
    complaint.due_key = "complaint_transfer"
    assert row_as_seen_by(who(city["judge"]), complaint).due_left == ""


def test_what_runs_is_told_without_its_number_and_stays_where_nothing_changed(city: City) -> None:
    """After a pause, after an extension, and as it began: counted anew by the same rule it ends on the same day."""
    make_complaint(city, S.UNDER_CHECK)
    paused = make_complaint(city, S.LODGED)
    do(city, paused, "ask_supplement", "bar_officer")
    with clock.travel(clock.now() + timedelta(days=9)):
        do(city, paused, "supplement", "lawyer")
        extended = make_complaint(city, S.UNDER_CHECK)
        do(city, extended, "ask_extension", "handler")
        do(city, extended, "approve_extension", "court_head")
        running = clocks.running()
    assert {one.number for one in running} == {""}
    assert "complaint_check_extension" in {one.clock for one in running}
    for one in running:
        assert due(one.started_on, rules.limit(one.clock), STATUTORY).on == one.due_on, one


def test_changed_rule_moves_the_day_tells_both_sides_and_leaves_the_trail(city: City) -> None:
    complaint = make_complaint(city, S.UNDER_CHECK)
    row = next(one for one in queries.clocks_of(complaint, open_only=True) if one.key == "complaint_check")
    later = row.due_on + timedelta(days=90)
    moving.redate({row.id: later}, None)
    assert row.due_on == later
    assert complaint.due_key == "complaint_check_limit"
    event = db.session.query(ComplaintEvent).order_by(ComplaintEvent.id.desc()).first()
    assert event is not None
    assert (event.verb, event.part) == ("redate", "system")
    assert "“核查”由" in event.text
