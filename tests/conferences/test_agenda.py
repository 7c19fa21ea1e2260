"""The agenda and its records, through the services."""

from datetime import time

import pytest
from sqlalchemy import select

from liaison.conferences.models import AgendaItem, ConferenceStatus, ItemKind
from liaison.conferences.queries.agenda import opinions_of
from liaison.conferences.rules import agenda as agenda_rules
from liaison.conferences.services import agenda, resolutions
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from tests.makers.conferences import Content, Person, make_conference, plan_conference, topics

pytestmark = pytest.mark.usefixtures("transaction")

BY = Person()
THREE = Content(topics=("甲", "乙", "丙"))


def test_running_times_add_up_from_the_beginning() -> None:
    items = [AgendaItem(minutes_planned=minutes) for minutes in (10, 40, 30)]
    slots = agenda_rules.timetable(time(14, 30), items)
    assert [(slot.starts_at, slot.ends_at) for slot in slots] == [
        (time(14, 30), time(14, 40)),
        (time(14, 40), time(15, 20)),
        (time(15, 20), time(15, 50)),
    ]


def test_running_times_go_on_over_midnight() -> None:
    assert agenda_rules.timetable(time(23, 50), [AgendaItem(minutes_planned=20)])[0].ends_at == time(0, 10)


@pytest.mark.parametrize(
    ("id", "step", "order"),
    [(1, -1, [1, 2, 3]), (1, 1, [2, 1, 3]), (3, 1, [1, 2, 3]), (3, -1, [1, 3, 2]), (9, 1, [1, 2, 3])],
)
def test_one_step_up_or_down_stops_at_the_ends(id: int, step: int, order: list[int]) -> None:
    assert agenda_rules.moved([1, 2, 3], id, step) == order


def test_reorder_keeps_the_items_of_the_system_in_front() -> None:
    plan_conference(days=1)
    conference = make_conference(content=THREE)
    ids = [item.id for item in conference.items]
    agenda.reorder(conference, ids[::-1], by=BY)
    assert [item.kind for item in conference.items[:2]] == [ItemKind.LEDGER, ItemKind.OPINIONS]
    assert [item.title for item in topics(conference)] == ["丙", "乙", "甲"]
    assert [item.position for item in conference.items] == [1, 2, 3, 4, 5]


def test_of_two_who_reorder_at_once_the_second_is_refused() -> None:
    conference = make_conference(content=THREE)
    seen, ids = conference.version, [item.id for item in conference.items]
    agenda.reorder(conference, [ids[0], ids[2], ids[1], ids[3]], by=BY, seen=seen)
    with pytest.raises(Stale):
        agenda.reorder(conference, [ids[0], ids[1], ids[3], ids[2]], by=Person(side=Side.BENCH), seen=seen)
    assert [item.id for item in conference.items] == [ids[0], ids[2], ids[1], ids[3]]


def test_reordering_makes_no_record_stale() -> None:
    conference = make_conference(ConferenceStatus.IN_SESSION, content=THREE)
    ids = [item.id for item in conference.items]
    first = topics(conference)[0]
    seen = first.version
    agenda.reorder(conference, ids[::-1], by=BY, reason="先议。")
    agenda.record(first, "讨论了。", "", by=BY, seen=seen)
    assert first.record == "讨论了。"


def test_the_same_order_again_changes_nothing() -> None:
    conference = make_conference(content=THREE)
    version = conference.version
    agenda.reorder(conference, [item.id for item in conference.items], by=BY)
    assert conference.version == version


@pytest.mark.parametrize("change", [lambda ids: ids[:-1], lambda ids: [*ids, ids[0]], lambda ids: [*ids[:-1], 10**9]])
def test_an_order_of_other_items_is_refused(change: object) -> None:
    conference = make_conference(content=THREE)
    ids = [item.id for item in conference.items]
    with pytest.raises(RuleBroken, match="议程的议题已有变化"):
        agenda.reorder(conference, change(ids), by=BY)  # type: ignore[operator]


def test_opinions_are_tied_and_untied() -> None:
    conference = make_conference()
    item = agenda.add(conference, ItemKind.TOPIC, "送达", "", 20, [7, 5], by=BY)
    assert opinions_of([item.id]) == {item.id: [5, 7]}
    agenda.amend(item, "送达", "陈立", 30, [7, 9], by=BY)
    assert opinions_of([item.id]) == {item.id: [7, 9]}
    agenda.amend(item, "送达与排期", "陈立", 30, by=BY)
    assert opinions_of([item.id]) == {item.id: [7, 9]}
    agenda.remove(item, by=BY)
    assert opinions_of([item.id]) == {}


def test_removing_an_item_closes_the_gap() -> None:
    conference = make_conference(content=THREE)
    agenda.remove(topics(conference)[0], by=BY)
    assert [(item.position, item.title) for item in topics(conference)] == [(2, "乙"), (3, "丙")]


def test_items_of_the_system_stay() -> None:
    with pytest.raises(RuleBroken, match="系统"):
        agenda.remove(make_conference().items[0], by=BY)


def test_an_item_with_a_record_or_a_resolution_stays() -> None:
    conference = make_conference(ConferenceStatus.IN_SESSION, content=THREE)
    recorded, resolved, plain = topics(conference)
    agenda.record(recorded, "讨论了。", "", by=BY)
    resolutions.resolve(conference, "办理。", item_id=resolved.id, by=BY)
    for item in (recorded, resolved):
        with pytest.raises(RuleBroken, match="已有会议记录或议定事项"):
            agenda.remove(item, by=BY)
    agenda.remove(plain, by=BY, reason="撤回。")


@pytest.mark.parametrize("title", ["（2026）湘0602民初123号案的送达", "关于(2025)湘06民终8号"])
def test_a_court_case_is_no_item(title: str) -> None:
    with pytest.raises(RuleBroken, match="案号") as refused:
        agenda.add(plan_conference(), ItemKind.TOPIC, title, "", 10, by=BY)
    assert refused.value.field == "title"


def test_a_record_saved_from_two_pages_at_once_is_refused_with_both_texts() -> None:
    item = topics(make_conference(ConferenceStatus.IN_SESSION))[0]
    seen = item.version
    agenda.record(item, "甲的记录。", "同意。", by=BY, seen=seen)
    with pytest.raises(Stale) as refused:
        agenda.record(item, "乙的记录。", "同意。", by=Person(side=Side.BENCH), seen=seen)
    assert refused.value.theirs == {"会议记录": "甲的记录。"}
    assert refused.value.yours == {"会议记录": "乙的记录。"}


def test_the_same_record_again_leaves_no_trace() -> None:
    item = topics(make_conference(ConferenceStatus.IN_SESSION))[0]
    for _ in range(2):
        agenda.record(item, "讨论了。", "同意。", by=BY)
    db.session.commit()
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "agenda.recorded")).all()
    assert len(noted) == 1
    assert "讨论" not in str(noted[0].detail)


@pytest.mark.parametrize("status", [ConferenceStatus.PLANNED, ConferenceStatus.ANNOUNCED, ConferenceStatus.HELD])
def test_record_only_in_session(status: ConferenceStatus) -> None:
    item = topics(make_conference(status, days=0))[0]
    with pytest.raises(RuleBroken, match="不能记录议题"):
        agenda.record(item, "讨论了。", "", by=BY)


def test_the_agenda_is_closed_once_held() -> None:
    conference = make_conference(ConferenceStatus.HELD, days=0)
    with pytest.raises(RuleBroken, match="不能调整议程"):
        agenda.add(conference, ItemKind.TOPIC, "补记", "", 5, by=BY)


def test_officers_arrange_nothing() -> None:
    with pytest.raises(Forbidden):
        agenda.reorder(make_conference(), [], by=Person(roles=frozenset({Role.OFFICER})))
