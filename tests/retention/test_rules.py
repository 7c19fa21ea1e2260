"""Which day is the first that is kept, what is free to go, and who is who to a purge, with unsaved objects."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from liaison.core.sides import Role
from liaison.retention import rules
from liaison.retention.models import PurgeRun, RunStatus

TODAY = date(2026, 11, 30)


def _actor(id: int, *roles: Role) -> SimpleNamespace:
    return SimpleNamespace(id=id, side=None, roles=frozenset(roles), has=lambda role: role in roles)


FIRST, SECOND = _actor(1, Role.ADMINISTRATOR), _actor(2, Role.ADMINISTRATOR)
AUDITOR = _actor(3, Role.AUDITOR)


@pytest.mark.parametrize("days", [1, 30, 365])
def test_what_began_so_many_days_ago_is_due_and_a_day_later_is_not(days: int) -> None:
    before = rules.first_kept(TODAY, days)
    assert TODAY - timedelta(days=days) < before
    assert not TODAY - timedelta(days=days - 1) < before


def test_what_is_held_does_not_go() -> None:
    dry = rules.without_held([1, 2, 3], {2, 9}, 365, TODAY)
    assert (dry.ids, dry.found, dry.held) == ((1, 3), 2, 1)


@pytest.mark.parametrize(
    ("verb", "status", "by", "kind"),
    [
        ("confirm", RunStatus.ASKED, SECOND, None),
        ("confirm", RunStatus.ASKED, FIRST, "forbidden"),
        ("confirm", RunStatus.ASKED, AUDITOR, "forbidden"),
        ("confirm", RunStatus.CONFIRMED, SECOND, "state"),
        ("confirm", RunStatus.DONE, SECOND, "state"),
        ("confirm", RunStatus.WITHDRAWN, SECOND, "state"),
        ("withdraw", RunStatus.ASKED, FIRST, None),
        ("withdraw", RunStatus.ASKED, SECOND, None),
        ("withdraw", RunStatus.ASKED, AUDITOR, "forbidden"),
        ("withdraw", RunStatus.CONFIRMED, FIRST, "state"),
    ],
)
def test_who_may_what_when(verb: str, status: RunStatus, by: SimpleNamespace, kind: str | None) -> None:
    refusal = rules.why_not(verb, by, PurgeRun(status=status, asked_by_id=1))
    assert (refusal.kind if refusal else None) == kind


def test_nobody_asks_for_nothing_nor_twice_nor_for_what_goes_by_itself() -> None:
    some, none = rules.without_held([1], [], 9, TODAY), rules.without_held([], [], 9, TODAY)
    assert rules.why_not_ask(some, is_automatic=False, has_open=False) is None
    assert rules.why_not_ask(none, is_automatic=False, has_open=False) is not None
    assert rules.why_not_ask(some, is_automatic=True, has_open=False) is not None
    assert rules.why_not_ask(some, is_automatic=False, has_open=True) is not None
