"""What other features show of conferences, and what waits for whom."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from liaison.conferences.models import ConferenceStatus
from liaison.conferences.projections import elsewhere
from liaison.conferences.rules.moves import MOVES
from liaison.conferences.services import minutes, planning
from liaison.core import clock
from liaison.core.sides import Actor, Role, Side
from tests.makers.conferences import Content, Person, make_conference, plan_conference, topics
from tests.makers.minutes import ASSOCIATIONS, make_minutes, make_organisers

S = ConferenceStatus
BAR, BENCH = Person(), Person(side=Side.BENCH)
LAWYER = Person(roles=frozenset({Role.LAWYER}))
OBSERVER = Person(side=None, roles=frozenset({Role.OBSERVER}))


@pytest.fixture(autouse=True)
def _asked_by_a_page(app: Flask, transaction: None) -> Iterator[None]:
    """In a request, which has a language."""
    with app.test_request_context():
        yield


def notes(user: Actor) -> list[tuple[str, str]]:
    return [(entry.title, entry.note) for entry in elsewhere.waiting(user)]


def waits_for(verb: str) -> list[tuple[str, str]]:
    return [("第一次联席会议", MOVES[verb].label)]


def test_organisers_are_told_what_comes_next_and_only_what_is_theirs() -> None:
    make_conference(S.HELD, days=0, content=Content(resolved=()))
    make_conference(S.IN_SESSION, days=1)
    make_conference(S.ANNOUNCED, days=2)
    plan_conference(days=3)
    planning.cancel(plan_conference(days=4), "不开了。", by=BAR)
    expected = [("第一次联席会议", "起草纪要"), ("第二次联席会议", "结束会议"), ("第三次联席会议", "开始会议")]
    assert notes(BAR) == [*expected, ("第四次联席会议", "发出通知")]
    assert notes(BENCH) == expected
    assert notes(LAWYER) == notes(OBSERVER) == []


def test_before_the_session_the_day_of_the_conference_is_the_due_date() -> None:
    conference = plan_conference(days=3)
    entry = elsewhere.waiting(BAR)[0]
    assert (entry.due_on, entry.url) == (conference.held_on, f"/conferences/{conference.id}")


def test_minutes_lead_to_their_own_page() -> None:
    conference = make_conference(S.HELD, days=0, content=Content(resolved=()))
    entry = elsewhere.waiting(BAR)[0]
    assert (entry.due_on, entry.url) == (None, f"/conferences/{conference.id}/minutes")


def test_minutes_wait_for_what_comes_next_and_a_countersignature_for_who_has_not_signed() -> None:
    by = make_organisers()
    conference = make_minutes(S.HELD, by=by, days=0)
    assert notes(by.bar) == notes(by.bench) == waits_for("circulate")
    minutes.circulate(conference, ASSOCIATIONS, by=by.bar)
    assert notes(by.bar) == notes(by.bench) == waits_for("countersign")
    minutes.countersign(conference, 1, by=by.bar)
    assert (notes(by.bar), notes(by.bench)) == ([], waits_for("countersign"))
    minutes.countersign(conference, 1, by=by.bench)
    assert notes(by.bar) == notes(by.bench) == waits_for("issue")
    minutes.issue(conference, ASSOCIATIONS, by=by.bench)
    assert notes(by.bar) == []


def test_overdue_resolutions_wait_in_red_for_organisers_of_both_sides() -> None:
    with clock.travel(datetime(2026, 1, 5, 2, tzinfo=UTC)):
        conference = make_conference(S.HELD, days=0, content=Content(resolved=("甲。",), due_days=10))
    with clock.travel(datetime(2026, 1, 16, 2, tzinfo=UTC)):
        for user in (BAR, BENCH):
            entry = elsewhere.waiting(user)[-1]
            assert (entry.title, entry.tone) == ("议定〔2026〕1号 甲。", "bad")
            assert entry.due_on == conference.resolutions[0].due_on
        assert elsewhere.waiting(LAWYER) == []
    with clock.travel(datetime(2026, 1, 15, 2, tzinfo=UTC)):
        assert [entry.kind_label for entry in elsewhere.waiting(BAR)] == ["联席会议"]


def test_dates_hold_what_is_to_be_and_was_held() -> None:
    held = make_conference(S.HELD, days=0)
    coming = make_conference(S.ANNOUNCED, days=9)
    planning.postpone(make_conference(S.ANNOUNCED, days=5), "停电。", by=BAR)
    today = clock.today()
    assert [entry.on for entry in elsewhere.dates(LAWYER, today, today + timedelta(days=9))] == [
        held.held_on,
        coming.held_on,
    ]
    assert elsewhere.dates(LAWYER, today + timedelta(days=1), today + timedelta(days=8)) == []
    entry = elsewhere.dates(BAR, today, today)[0]
    assert entry.starts_at == clock.local(held.begins_at)
    assert (entry.starts_at.hour, entry.starts_at.minute) == (14, 30)


def test_cards_hold_only_what_the_person_may_see() -> None:
    hidden, shown = make_conference(), make_conference(S.HELD, days=0)
    ids = [hidden.id, shown.id, 10**6]
    assert set(elsewhere.conference_cards(LAWYER, ids)) == {shown.id}
    assert set(elsewhere.conference_cards(BAR, ids)) == {hidden.id, shown.id}
    items = [topics(hidden)[0].id, topics(shown)[0].id]
    assert set(elsewhere.item_cards(LAWYER, items)) == {items[1]}
    card = elsewhere.item_cards(LAWYER, items)[items[1]]
    assert (card.number, card.title, card.lines) == ("第二次联席会议", "电子阅卷预约答复时限", (("结果", "同意。"),))
    row = shown.resolutions[0]
    assert elsewhere.resolution_cards(OBSERVER, [row.id]) == {}
    assert elsewhere.resolution_cards(LAWYER, [row.id])[row.id].number == row.full_number


def test_search_finds_conferences_and_resolutions_of_those_who_may_see_them() -> None:
    make_conference(content=Content(topics=("保全续封",)))
    make_conference(S.HELD, days=0, content=Content(resolved=("建立保全续封提醒。",)))
    found = [
        [(hit.title, group.total) for group in elsewhere.search(user, "保全续封") for hit in group.hits]
        for user in (BAR, LAWYER)
    ]
    resolved = ("建立保全续封提醒。", 1)
    assert found == [[("第一次联席会议", 1), resolved], [resolved]]
    assert elsewhere.search(BAR, "100%_") == []


def test_figures_lead_to_the_conferences_they_count() -> None:
    make_conference(S.HELD, days=0)
    figure = elsewhere.figures(clock.today(), clock.today())[0]
    assert (figure.name, figure.value) == ("conferences_held", 1)
    day = clock.today().isoformat()
    assert figure.url == f"/conferences?stage=convened&from={day}&to={day}"
