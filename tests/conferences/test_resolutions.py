"""Resolutions in and after the session, and the ledger that opens the next conference."""

from datetime import UTC, datetime, timedelta

import pytest

from liaison.conferences.models import Conference, ConferenceStatus, ResolutionStatus
from liaison.conferences.queries import ledger
from liaison.conferences.queries import resolutions as queries
from liaison.conferences.services import following, resolutions
from liaison.conferences.services.resolutions import Lead
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from tests.makers.conferences import Content, Person, make_conference, plan_conference

pytestmark = pytest.mark.usefixtures("transaction")

S = ConferenceStatus
R = ResolutionStatus
BY = Person()
COURT = Lead(name="市中院")


def held(year: int, month: int, *texts: str, due_days: int = 30) -> Conference:
    """A conference held on the tenth of that month."""
    with clock.travel(datetime(year, month, 10, 2, tzinfo=UTC)):
        return make_conference(S.HELD, days=0, content=Content(resolved=texts, due_days=due_days))


def confirm(conference: Conference, place: int, year: int, month: int, day: int = 20) -> None:
    with clock.travel(datetime(year, month, day, 2, tzinfo=UTC)):
        following.confirm(conference.resolutions[place], clock.today(), "已经办结。", by=BY)


def test_a_resolution_may_lack_owner_and_date_while_in_session() -> None:
    conference = make_conference(S.IN_SESSION)
    first = resolutions.resolve(conference, "答复。", by=BY)
    second = resolutions.resolve(conference, "通报。", COURT, ["市律协"], "韩雪梅", conference.held_on, by=BY)
    resolutions.amend(first, "两日内答复。", COURT, [], "", conference.held_on, by=BY, seen=first.version)
    assert [(row.position, row.text, row.lead_name) for row in (first, second)] == [
        (1, "两日内答复。", "市中院"),
        (2, "通报。", "市中院"),
    ]


def test_remove_closes_the_gap() -> None:
    conference = make_conference(S.IN_SESSION)
    rows = [resolutions.resolve(conference, text, by=BY) for text in "甲乙丙"]
    resolutions.remove(rows[0], by=BY)
    assert [(row.position, row.text) for row in conference.resolutions] == [(1, "乙"), (2, "丙")]


def test_amend_from_an_older_page_shows_both_texts() -> None:
    row = resolutions.resolve(make_conference(S.IN_SESSION), "答复。", by=BY)
    seen = row.version
    resolutions.amend(row, "两日内答复。", by=BY, seen=seen)
    with pytest.raises(Stale) as refused:
        resolutions.amend(row, "三日内答复。", by=BY, seen=seen)
    assert (refused.value.theirs, refused.value.yours) == ({"议定内容": "两日内答复。"}, {"议定内容": "三日内答复。"})


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"due_on": clock.today() - timedelta(days=1)}, "due_on"),
        ({"lead": COURT, "joint_names": ["市律协", "市中院"]}, "joint"),
        ({"item_id": 10**6}, "item"),
    ],
)
def test_resolve_refuses_what_cannot_be(details: dict[str, object], field: str) -> None:
    conference = make_conference(S.IN_SESSION, days=0)
    with pytest.raises(RuleBroken) as refused:
        resolutions.resolve(conference, "答复。", **details, by=BY)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_resolutions_are_written_only_in_session() -> None:
    with pytest.raises(RuleBroken, match="不能登记议定事项"):
        resolutions.resolve(make_conference(S.ANNOUNCED), "答复。", by=BY)
    row = make_conference(S.HELD, days=0).resolutions[0]
    for verb in (lambda: resolutions.amend(row, "改写。", by=BY), lambda: resolutions.remove(row, by=BY)):
        with pytest.raises(RuleBroken, match="不能登记议定事项"):
            verb()


def test_an_organiser_of_either_side_confirms_by_name() -> None:
    row = held(2026, 1, "答复。").resolutions[0]
    following.confirm(row, row.conference.held_on, "已经落实。", by=Person(side=Side.BENCH, name="陶立群"))
    assert (row.status, row.confirmed_by) == (R.DONE, "陶立群")


@pytest.mark.parametrize("days", [-1, 400])
def test_confirm_refuses_a_day_before_the_conference_or_to_come(days: int) -> None:
    with clock.travel(datetime(2026, 3, 1, 2, tzinfo=UTC)):
        row = held(2026, 1, "答复。").resolutions[0]
        with pytest.raises(RuleBroken) as refused:
            following.confirm(row, row.conference.held_on + timedelta(days=days), "", by=BY)
    assert refused.value.field == "done_on"


def test_confirm_waits_for_the_number() -> None:
    row = resolutions.resolve(make_conference(S.IN_SESSION), "答复。", by=BY)
    with pytest.raises(RuleBroken, match="编号后才能办理"):
        following.confirm(row, clock.today(), "", by=BY)


def test_confirm_twice_or_after_cancelling_is_refused() -> None:
    first, second = held(2026, 1, "甲。", "乙。").resolutions
    following.confirm(first, clock.today(), "", by=BY)
    following.cancel(second, "并入其他事项。", by=BY)
    for row in (first, second):
        with pytest.raises(RuleBroken, match="不能确认落实"):
            following.confirm(row, clock.today(), "", by=BY)


def test_cancel_needs_a_reason() -> None:
    with pytest.raises(RuleBroken) as refused:
        following.cancel(held(2026, 1, "甲。").resolutions[0], "", by=BY)
    assert refused.value.field == "reason"


def test_members_confirm_nothing() -> None:
    row = held(2026, 1, "甲。").resolutions[0]
    with pytest.raises(Forbidden):
        following.confirm(row, clock.today(), "", by=Person(roles=frozenset({Role.OFFICER})))


def test_the_ledger_holds_what_is_open_and_what_was_settled_since_the_last_conference() -> None:
    first = held(2024, 3, "甲。", "乙。", "丙。")
    confirm(first, 0, 2024, 5)
    second = held(2025, 1, "丁。")
    confirm(first, 1, 2025, 2)
    with clock.travel(datetime(2025, 10, 1, 2, tzinfo=UTC)):
        following.cancel(second.resolutions[0], "不再需要。", by=BY)
    with clock.travel(datetime(2025, 11, 1, 2, tzinfo=UTC)):
        third = plan_conference(days=9)
    assert shown(first) == []
    assert shown(second) == [("甲。", R.DONE, 1, False), ("乙。", R.OPEN, 1, True), ("丙。", R.OPEN, 1, True)]
    assert shown(third) == [("乙。", R.DONE, 2, False), ("丙。", R.OPEN, 2, True), ("丁。", R.CANCELLED, 1, False)]


def test_due_on_the_day_of_the_conference_is_not_late() -> None:
    held(2025, 1, "甲。", due_days=59)
    assert shown(held(2025, 3, "乙。")) == [("甲。", R.OPEN, 1, False)]


def shown(conference: Conference) -> list[tuple[str, ResolutionStatus, int, bool]]:
    return [(entry.resolution.text, entry.status, entry.age, entry.is_overdue) for entry in ledger.ledger(conference)]


def test_overdue_begins_the_day_after() -> None:
    conference = held(2026, 1, "甲。", due_days=10)
    due_on = conference.resolutions[0].due_on
    assert due_on is not None
    assert queries.overdue(BY, due_on) == []
    assert queries.overdue(BY, due_on + timedelta(days=1)) == conference.resolutions


def test_age_counts_the_conferences_held_since() -> None:
    first = held(2024, 3, "甲。", "乙。")
    confirm(first, 1, 2024, 5)
    held(2025, 1)
    held(2025, 9)
    plan_conference()
    assert ledger.ages(first.resolutions) == {first.resolutions[0].id: 2}
