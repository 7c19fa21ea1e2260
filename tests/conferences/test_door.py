"""The door: a code is good once, guests and replacements are welcome, late and early are noted; the running order."""

from datetime import datetime, time, timedelta

import pytest

from liaison.conferences.models import Attendance, Conference, ConferenceStatus, Presence, Reply
from liaison.conferences.projections.running import lines_of, wall_of
from liaison.conferences.rules.replies import Answer
from liaison.conferences.services import agenda, attendance, door, planning
from liaison.conferences.services.attendance import Invitee, Mark
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.sides import Role
from tests.makers.conferences import Content, Person, make_conference, topics

S = ConferenceStatus
BY = Person()
LAWYER = Person(roles=frozenset({Role.LAWYER}))
pytestmark = pytest.mark.usefixtures("transaction")


def announced() -> Conference:
    return make_conference(S.ANNOUNCED, days=0)


def code_of(row: Attendance) -> str:
    assert row.door_code is not None
    return row.door_code


def test_the_code_of_the_notice_checks_in_once_however_it_is_typed() -> None:
    conference = announced()
    row = conference.attendances[0]
    code = code_of(row)
    assert door.arrive(conference, f" {code[:3].lower()} {code[3:]} ") is row
    assert (row.presence, row.arrival_way) == (Presence.PRESENT, "code")
    with pytest.raises(RuleBroken, match="不能再用"):
        door.arrive(conference, code)


def test_another_code_another_day_and_another_conference_open_nothing() -> None:
    conference, other = announced(), make_conference(S.ANNOUNCED, days=1)
    for typed in ("ZZZZZZ", "", code_of(other.attendances[0])):
        with pytest.raises(door.WrongCode):
            door.arrive(conference, typed)
    with pytest.raises(RuleBroken, match="今天不是"):
        door.arrive(other, code_of(other.attendances[0]))


def test_nobody_checks_in_before_the_notice() -> None:
    with pytest.raises(RuleBroken, match="筹备中"):
        door.arrive(make_conference(days=0), "ZZZZZZ")


def test_a_guest_at_the_door_is_on_the_list_and_there() -> None:
    conference = announced()
    guest = door.welcome(conference, Invitee("白露", "云江大学"), Presence.IN_ATTENDANCE, by=BY)
    assert (guest.presence, guest.is_from_door) == (Presence.IN_ATTENDANCE, True)
    assert guest.arrived_at is not None
    with pytest.raises(RuleBroken, match="已在参会名单"):
        door.welcome(conference, Invitee("白露", "云江大学"), Presence.PRESENT, by=BY)
    with pytest.raises(Forbidden):
        door.welcome(conference, Invitee("关山", "云江大学"), Presence.PRESENT, by=LAWYER)


def test_somebody_else_came_for_an_invited_person() -> None:
    conference = announced()
    row = conference.attendances[0]
    other = door.replace(row, Answer(Reply.REPLACED, name="关山", office="副会长"), by=BY)
    assert (other.unit, other.side, other.presence) == (row.unit, row.side, Presence.PRESENT)
    assert (row.presence, row.reason) == (Presence.EXCUSED, "委派关山参加")
    with pytest.raises(RuleBroken, match="已经到会"):
        door.replace(other, Answer(Reply.REPLACED, name="白露"), by=BY)


def test_late_and_early_are_noted_with_their_times() -> None:
    conference = make_conference(S.IN_SESSION, days=0)
    row = conference.attendances[0]
    with pytest.raises(RuleBroken, match="没有登记到会"):
        door.clock_in_and_out(row, time(15), None, by=BY)
    attendance.mark(conference, [Mark(row.id, (row.presence, row.reason), Presence.PRESENT)], by=BY)
    assert row.arrived_at is not None
    door.clock_in_and_out(row, time(15), time(16, 30), by=BY)
    assert row.left_at == datetime.combine(conference.held_on, time(16, 30), clock.LOCAL)
    with pytest.raises(RuleBroken) as refused:
        door.clock_in_and_out(row, time(15), time(14), by=BY)
    assert refused.value.field == "left"


def test_the_running_order_knows_what_is_up_and_for_how_long() -> None:
    conference = make_conference(S.IN_SESSION, content=Content(topics=("甲", "乙")), days=0)
    first, second = topics(conference)
    seen = first.version
    with clock.travel(conference.begins_at):
        agenda.take_up(first, by=BY)
    with clock.travel(conference.begins_at + timedelta(minutes=25)):
        assert wall_of(conference, clock.now()).left == -5
        agenda.take_up(second, by=BY)
        wall = wall_of(conference, clock.now())
    assert (first.is_current, second.is_current, first.version) == (False, True, seen)
    assert wall.current is not None
    assert (wall.current.title, wall.left) == ("乙", 20)
    times = {line.title: (line.started_at, line.ended_at) for line in lines_of(conference)}
    assert times["甲"] == (time(14, 30), time(14, 55))
    agenda.close_current(conference)
    assert wall_of(conference, clock.now()).current is None


def test_a_closed_agenda_changes_for_a_reason_that_is_kept() -> None:
    conference = announced()
    with pytest.raises(RuleBroken) as refused:
        agenda.remove(topics(conference)[0], by=BY)
    assert refused.value.field == "reason"
    agenda.remove(topics(conference)[0], by=BY, reason="牵头单位申请撤回。")
    change = conference.agenda_changes[0]
    assert (change.how, change.title, change.reason) == ("removed", "电子阅卷预约答复时限", "牵头单位申请撤回。")


def test_a_session_on_another_day_says_why() -> None:
    conference = make_conference(S.ANNOUNCED, days=5)
    with pytest.raises(RuleBroken) as refused:
        planning.open(conference, by=BY)
    assert refused.value.field == "held_on"
    with pytest.raises(RuleBroken) as refused:
        planning.open(conference, by=BY, held_on=clock.today())
    assert refused.value.field == "reason"
    planning.open(conference, by=BY, held_on=clock.today(), reason="双方商定提前。")
    assert (conference.status, conference.held_on) == (S.IN_SESSION, clock.today())


def test_a_cancelled_conference_gives_its_ordinal_back_if_it_was_the_latest() -> None:
    first, second = make_conference(days=10), make_conference(days=20)
    planning.cancel(first, "不开了。", by=BY)
    assert first.ordinal == 1
    planning.cancel(second, "不开了。", by=BY)
    assert (second.ordinal, second.title.startswith("联席会议（原定")) == (None, True)
    assert make_conference(days=30).ordinal == 2
