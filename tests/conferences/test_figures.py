"""The figures of what conferences resolved: each counts what its list holds."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from liaison.conferences.models import ConferenceStatus
from liaison.conferences.projections.figures import resolved
from liaison.conferences.queries.resolutions import LedgerFilters, listed
from liaison.conferences.services import following
from liaison.core import clock
from liaison.store.base import db
from tests.makers.conferences import Content, Person, make_conference

pytestmark = pytest.mark.usefixtures("transaction")
BY = Person()


def test_resolutions_of_the_span_are_counted_where_they_stand_and_by_their_lists() -> None:
    texts = ("甲。", "乙。", "丙。", "丁。")
    done, late, given_up, extended = make_conference(
        ConferenceStatus.HELD, days=0, content=Content(resolved=texts)
    ).resolutions
    today = clock.today()
    following.confirm(done, today, "办结。", by=BY)
    late.due_on = today - timedelta(days=1)
    following.cancel(given_up, "不再需要。", by=BY)
    assert extended.due_on is not None
    following.extend(extended, extended.due_on + timedelta(days=30), "理由。", by=BY)
    make_conference(ConferenceStatus.ANNOUNCED, days=0)
    found = {figure.name: figure for figure in resolved(today, today)}
    assert {name: figure.value for name, figure in found.items()} == {
        "conferences_held": 1, "conference_attendances": 2, "resolutions_taken": 4, "resolutions_done": 1,
        "resolutions_in_time": 1, "resolutions_unsettled": 2, "resolutions_overdue": 1, "resolutions_extended": 1,
        "resolutions_cancelled": 1,
    }  # fmt: skip
    for word in ("done", "unsettled", "overdue", "extended", "cancelled", ""):
        rows = listed(BY, LedgerFilters(status=word, held_since=today, held_until=today), today)
        count = db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery()))
        assert count == found[f"resolutions_{word or 'taken'}"].value, word
    assert {figure.value for figure in resolved(date(2001, 1, 1), date(2001, 1, 2))} == {0}
