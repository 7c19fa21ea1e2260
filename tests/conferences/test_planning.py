"""The verbs on a conference as a whole, through the services."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from liaison.conferences import queries
from liaison.conferences.models import ConferenceKind, ConferenceStatus, ItemKind, Presence, Resolution
from liaison.conferences.services import agenda, attendance, planning, resolutions
from liaison.conferences.services.attendance import Invitee, Mark
from liaison.conferences.services.resolutions import Lead
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, OrganisationKind, PersonKind
from liaison.directory.models import Person as Listed
from liaison.opinions import rules as opinion_rules
from liaison.opinions.models import OpinionStatus
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.accounts import make_user
from tests.makers.conferences import (
    Content,
    Person,
    fill_session,
    make_conference,
    plan_conference,
    topics,
)
from tests.makers.opinions import a_user, make_opinion

pytestmark = pytest.mark.usefixtures("transaction")

S = ConferenceStatus
BENCH = Person(side=Side.BENCH)


def test_each_kind_has_its_own_running_ordinal() -> None:
    made = [plan_conference(kind=kind) for kind in (*ConferenceKind, ConferenceKind.REGULAR)]
    assert [one.title for one in made] == ["第一次联席会议", "第一次专题联席会议", "第一次座谈会", "第二次联席会议"]
    assert queries.next_ordinals() == {"regular": 3, "special": 2, "forum": 2}


def test_first_conference_has_no_ledger_and_the_second_begins_with_it() -> None:
    first, second = plan_conference(days=3), plan_conference(days=4)
    assert [item.kind for item in first.items] == [ItemKind.OPINIONS]
    assert [item.kind for item in second.items] == [ItemKind.LEDGER, ItemKind.OPINIONS]


def test_cancelled_conference_is_nobodys_predecessor() -> None:
    planning.cancel(plan_conference(days=3), "改期合并召开。", by=Person())
    assert [item.kind for item in plan_conference(days=4).items] == [ItemKind.OPINIONS]


def test_the_other_side_convenes_than_last_time() -> None:
    assert queries.next_convener() is Side.BAR
    plan_conference(days=3, by=BENCH)
    assert queries.next_convener() is Side.BAR
    plan_conference(days=30)
    assert queries.next_convener() is Side.BENCH


@pytest.mark.parametrize(
    ("overrides", "field"),
    [({"days": -1}, "held_on"), ({"ends_at": time(14, 30)}, "ends_at"), ({"ends_at": time(9, 0)}, "ends_at")],
)
def test_plan_refuses_a_day_gone_by_and_an_end_before_the_beginning(overrides: dict[str, object], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        plan_conference(**overrides)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize("by", [Person(roles=frozenset({Role.OFFICER})), Person(side=None)])
def test_only_organisers_plan(by: Person) -> None:
    with pytest.raises(Forbidden):
        plan_conference(by=by, convening_side=Side.BAR)


def test_demonstration_conferences_are_planned_and_held_in_the_past() -> None:
    day = datetime(2024, 3, 9, 2, tzinfo=UTC)
    with clock.travel(day):
        conference = make_conference(S.HELD, days=0)
    assert conference.held_on == date(2024, 3, 9)
    assert [row.full_number for row in conference.resolutions] == ["议定〔2024〕1号"]


def test_only_the_convening_side_announces() -> None:
    conference = make_conference()
    with pytest.raises(Forbidden):
        planning.announce(conference, by=BENCH)


def test_announce_asks_for_a_topic_and_for_people() -> None:
    conference = plan_conference()
    with pytest.raises(RuleBroken, match="议题"):
        planning.announce(conference, by=Person())
    agenda.add(conference, ItemKind.REPORT, "诉讼服务情况通报", "韩雪梅", 20, by=Person())
    with pytest.raises(RuleBroken, match="参会人员"):
        planning.announce(conference, by=Person())


def test_announce_writes_to_each_once_at_the_address_of_the_user() -> None:
    person_ids = _people_of_the_directory(3)
    make_user("zhou", person_id=person_ids[0], email="zhou@example.org")
    people = [Invitee(f"某{n}", "某所", person_id=id) for n, id in enumerate(person_ids)]
    conference = make_conference(content=Content(people=[*people, Invitee("未列名册", "某协会")]))
    directory = {person_ids[0]: "old@example.org", person_ids[1]: "shen@example.org"}
    planning.announce(conference, by=Person(), addresses=directory)
    mails = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.recipient)).all()
    assert [mail.recipient for mail in mails] == ["shen@example.org", "zhou@example.org"]
    assert mails[0].subject == "会议通知：第一次联席会议"
    assert "地点：市律师协会三楼会议室" in mails[0].body
    assert f"/conferences/{conference.id}" in mails[0].body


def test_those_told_hear_of_another_place_and_of_the_postponement() -> None:
    person_id = _people_of_the_directory(1)[0]
    conference = make_conference(S.ANNOUNCED, content=Content(people=[Invitee("某某", "某所", person_id=person_id)]))
    told = {person_id: "zhou@example.org"}
    same = {"held_on": conference.held_on, "starts_at": conference.starts_at, "ends_at": conference.ends_at}
    planning.amend(conference, **same, place="旧址", chair="沈维钧", recorder="", by=Person(), addresses=told)
    planning.amend(conference, **same, place="旧址", chair="周砚秋", recorder="", by=Person(), addresses=told)
    planning.postpone(conference, "会场停电。", by=Person(), addresses=told)
    planning.announce(conference, by=Person(), addresses=told)
    subjects = db.session.scalars(select(OutboxMessage.subject).order_by(OutboxMessage.id)).all()
    assert [subject.split("：")[0] for subject in subjects] == ["会议变更通知", "会议延期通知", "会议通知"]


def test_calling_off_what_nobody_was_told_of_tells_nobody() -> None:
    conference = make_conference(
        content=Content(people=[Invitee("某", "某", person_id=_people_of_the_directory(1)[0])])
    )
    planning.cancel(
        conference, "不再召开。", by=Person(), addresses={conference.attendances[0].person_id or 0: "a@b.cn"}
    )
    assert db.session.scalars(select(OutboxMessage)).all() == []


@pytest.mark.parametrize("verb", [planning.postpone, planning.cancel])
def test_calling_off_needs_a_reason(verb: object) -> None:
    with pytest.raises(RuleBroken) as refused:
        verb(make_conference(), "", by=Person())  # type: ignore[operator]
    assert refused.value.field == "reason"


def test_amend_from_an_older_page_shows_both_texts() -> None:
    conference = plan_conference()
    seen = conference.version
    same = {"held_on": conference.held_on, "starts_at": conference.starts_at, "ends_at": None, "chair": "周砚秋"}
    planning.amend(conference, **same, place="新址", recorder="", by=Person(), seen=seen)
    with pytest.raises(Stale) as refused:
        planning.amend(conference, **same, place="旧址", recorder="", by=Person(), seen=seen)
    assert refused.value.theirs == {"会议地点": "新址"}
    assert refused.value.yours == {"会议地点": "旧址"}


def test_amend_of_a_conference_whose_day_has_passed_may_keep_the_day() -> None:
    with clock.travel(datetime(2026, 3, 9, 2, tzinfo=UTC)):
        conference = plan_conference(days=1)
    later = {"starts_at": time(9, 0), "ends_at": None, "place": "新址", "chair": "周砚秋", "recorder": ""}
    with clock.travel(datetime(2026, 3, 20, 2, tzinfo=UTC)):
        planning.amend(conference, conference.held_on, **later, by=Person())
        with pytest.raises(RuleBroken):
            planning.amend(conference, conference.held_on + timedelta(days=1), **later, by=Person())


@pytest.mark.parametrize(
    ("left_out", "words"),
    [("outcome", "还没有填写结果"), ("lead", "缺少主办单位"), ("due", "缺少主办单位"), ("presence", "出席")],
)
def test_conclude_is_refused_while_something_is_missing(left_out: str, words: str) -> None:
    by = Person()
    conference = make_conference(S.IN_SESSION)
    fill_session(conference, Content(resolved=()), by)
    due_on = None if left_out == "due" else conference.held_on
    resolutions.resolve(conference, "答复。", Lead(name="" if left_out == "lead" else "市中院"), due_on=due_on, by=by)
    if left_out == "outcome":
        agenda.record(topics(conference)[0], "讨论了。", "", by=by)
    if left_out == "presence":
        present = [Mark(row.id, (row.presence, row.reason), Presence.EXCUSED, "出差") for row in conference.attendances]
        attendance.mark(conference, present, by=by)
    with pytest.raises(RuleBroken, match=words):
        planning.conclude(conference, by=by)


def test_conclude_numbers_the_resolutions_in_their_order() -> None:
    make_conference(S.HELD, days=0, content=Content(resolved=("一。", "二。")))
    second = make_conference(S.HELD, days=1, content=Content(resolved=("三。",)))
    numbered = db.session.scalars(select(Resolution).order_by(Resolution.number)).all()
    assert [(row.number, row.text) for row in numbered] == [(1, "一。"), (2, "二。"), (3, "三。")]
    assert {row.year for row in second.resolutions} == {second.held_on.year}


def test_conclude_twice_is_refused() -> None:
    conference = make_conference(S.HELD, days=0)
    with pytest.raises(RuleBroken, match="已召开"):
        planning.conclude(conference, by=Person())


def test_stale_page_cannot_conclude() -> None:
    conference = make_conference(S.IN_SESSION, days=0)
    seen = conference.version
    agenda.add(conference, ItemKind.TOPIC, "临时动议", "", 5, by=Person(), reason="会上提出。")
    with pytest.raises(Stale):
        planning.conclude(conference, by=Person(), seen=seen)


def test_each_verb_leaves_one_entry_in_the_audit_trail() -> None:
    make_conference(S.HELD, days=0)
    db.session.commit()
    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert [action for action in actions if action.startswith("conference.")] == [
        "conference.planned", "conference.announced", "conference.opened", "conference.concluded",
    ]  # fmt: skip


def _people_of_the_directory(count: int) -> list[int]:
    unit_ = Organisation(kind=OrganisationKind.LAW_FIRM, name="云江某律师事务所", sort_key="yun")
    people = [
        Listed(kind=PersonKind.LAWYER, name=f"某{n}", sort_key=f"mou{n}", organisation=unit_) for n in range(count)
    ]
    db.session.add_all(people)
    db.session.flush()
    return [person.id for person in people]


def test_what_a_cancelled_conference_or_an_amended_agenda_frees_says_so_in_its_timeline() -> None:
    lawyer = a_user(Side.BAR, Role.LAWYER, email="lawyer@example.org")
    freed, dropped = (make_opinion(OpinionStatus.SCREENED, by=lawyer) for _ in range(2))
    conference = make_conference()
    item = topics(conference)[0]
    agenda.amend(item, item.title, "", 20, [freed.id, dropped.id], by=BENCH)
    agenda.amend(item, item.title, "", 20, [freed.id], by=BENCH)
    before = db.session.query(OutboxMessage).filter_by(recipient="lawyer@example.org").count()
    planning.cancel(conference, "不开了。", by=Person())
    notes = [[event.note for event in one.events if event.verb == "untable"] for one in (dropped, freed)]
    assert [[note.partition("，")[0] for note in found] for found in notes] == [["已从议程中移出"], ["所列会议已取消"]]
    assert all(conference.title not in note for found in notes for note in found), "a cancelled one is not everybody's"
    assert db.session.query(OutboxMessage).filter_by(recipient="lawyer@example.org").count() == before + 1
    assert opinion_rules.why_not("table", a_user(Side.BAR, Role.ORGANISER), freed) is None
