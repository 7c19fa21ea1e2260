"""Inviting people and noting who is there, through the services."""

import pytest
from sqlalchemy import select

from liaison.conferences.models import ConferenceStatus, Presence
from liaison.conferences.services import attendance
from liaison.conferences.services.attendance import Invitee, Mark
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.conferences import Content, Person, make_conference, plan_conference
from tests.makers.directory import make_organisation, make_person

pytestmark = pytest.mark.usefixtures("transaction")

BY = Person()
INVITED, PRESENT, EXCUSED = Presence.INVITED, Presence.PRESENT, Presence.EXCUSED


def test_those_on_the_list_already_are_not_invited_twice() -> None:
    conference = plan_conference()
    firm = make_organisation()
    listed = [make_person(firm, name=name) for name in ("周敏", "周敏")]
    invitees = [Invitee(person.name, firm.name, person_id=person.id) for person in listed]
    typed = Invitee("冯秀兰", "市司法局", "副局长")
    assert attendance.invite(conference, [*invitees, typed], by=BY) == 3
    assert attendance.invite(conference, [*invitees, typed, Invitee("冯秀兰", "市检察院")], by=BY) == 1
    assert [row.position for row in conference.attendances] == [1, 2, 3, 4]


def test_the_same_person_twice_in_one_form_is_invited_once() -> None:
    typed = Invitee("冯秀兰", "市司法局", "副局长")
    assert attendance.invite(plan_conference(), [typed, typed], by=BY) == 1


def test_those_invited_after_the_notice_went_out_get_it_too() -> None:
    conference = make_conference(ConferenceStatus.ANNOUNCED)
    person = make_person(make_organisation(), name="周敏")
    told = {person.id: "zhou@example.org"}
    for _ in range(2):
        attendance.invite(conference, [Invitee("周敏", "某所", person_id=person.id)], by=BY, addresses=told)
    attendance.invite(plan_conference(), [Invitee("周敏", "某所", person_id=person.id)], by=BY, addresses=told)
    mails = db.session.scalars(select(OutboxMessage)).all()
    assert [(mail.recipient, mail.subject) for mail in mails] == [("zhou@example.org", "会议通知：第一次联席会议")]


def test_withdraw_takes_one_off_the_list() -> None:
    conference = make_conference()
    attendance.withdraw(conference.attendances[0], by=BY)
    assert [row.name for row in conference.attendances] == ["沈维钧"]


def test_two_people_mark_different_rows_at_once() -> None:
    conference = make_conference(ConferenceStatus.IN_SESSION)
    first, second = conference.attendances
    was = (INVITED, "")
    attendance.mark(conference, [Mark(first.id, was, PRESENT), Mark(second.id, was, INVITED)], by=BY)
    attendance.mark(conference, [Mark(first.id, was, INVITED), Mark(second.id, was, EXCUSED, "出差")], by=BY)
    assert [(row.presence, row.reason) for row in conference.attendances] == [(PRESENT, ""), (EXCUSED, "出差")]


def test_of_two_who_mark_one_row_otherwise_the_second_is_refused() -> None:
    conference = make_conference(ConferenceStatus.IN_SESSION)
    row, was = conference.attendances[0], (INVITED, "")
    attendance.mark(conference, [Mark(row.id, was, PRESENT)], by=BY)
    attendance.mark(conference, [Mark(row.id, was, PRESENT)], by=Person(side=Side.BENCH))
    with pytest.raises(Stale, match="周砚秋"):
        attendance.mark(conference, [Mark(row.id, was, EXCUSED, "出差")], by=Person(side=Side.BENCH))


def test_an_excuse_needs_its_reason_and_presence_drops_it() -> None:
    conference = make_conference(ConferenceStatus.ANNOUNCED)
    row = conference.attendances[0]
    with pytest.raises(RuleBroken, match="请填写周砚秋的请假事由"):
        attendance.mark(conference, [Mark(row.id, (INVITED, ""), EXCUSED)], by=BY)
    attendance.mark(conference, [Mark(row.id, (INVITED, ""), EXCUSED, "出差")], by=BY)
    attendance.mark(conference, [Mark(row.id, (EXCUSED, "出差"), PRESENT, "出差")], by=BY)
    assert (row.presence, row.reason) == (PRESENT, "")


def test_rows_of_another_conference_are_left_alone() -> None:
    here = make_conference(ConferenceStatus.IN_SESSION)
    there = make_conference(ConferenceStatus.IN_SESSION)
    attendance.mark(here, [Mark(there.attendances[0].id, (INVITED, ""), PRESENT)], by=BY)
    assert {row.presence for row in there.attendances} == {INVITED}


def test_the_audit_trail_has_no_name_in_it() -> None:
    conference = make_conference(ConferenceStatus.IN_SESSION, content=Content(people=[Invitee("周砚秋", "市律协")]))
    attendance.mark(conference, [Mark(conference.attendances[0].id, (INVITED, ""), EXCUSED, "住院")], by=BY)
    db.session.commit()
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action.like("attendance.%"))).all()
    assert [(entry.action, entry.detail) for entry in entries] == [
        ("attendance.invited", {"added": 1}),
        ("attendance.recorded", {"changed": 1}),
    ]


@pytest.mark.parametrize("status", [ConferenceStatus.PLANNED, ConferenceStatus.HELD])
def test_mark_only_once_announced_and_until_held(status: ConferenceStatus) -> None:
    with pytest.raises(RuleBroken, match="不能登记到会"):
        attendance.mark(make_conference(status, days=0), [], by=BY)


def test_officers_invite_nobody() -> None:
    with pytest.raises(Forbidden):
        attendance.invite(plan_conference(), [], by=Person(roles=frozenset({Role.OFFICER})))
