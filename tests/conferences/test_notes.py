"""Figures of other features on the next agenda: there as long as they are told, fresh until the agenda closes."""

from datetime import date, datetime, time

import pytest

from liaison.conferences.models import Conference, ConferenceKind, ItemKind
from liaison.conferences.services import agenda, drafting, notes, planning
from liaison.core import clock
from liaison.core.declaration import AgendaNote
from liaison.core.errors import RuleBroken
from liaison.store.base import db
from tests.makers.conferences import Person, make_conference, plan_conference

TITLE = "监督投诉办理情况"
pytestmark = pytest.mark.usefixtures("transaction")


def told(text: str = "超期未结3件。", title: str = TITLE) -> list[tuple[str, AgendaNote]]:
    return [("complaints", AgendaNote(title, text))]


def titles(conference: Conference) -> list[str]:
    db.session.expire(conference)
    return [item.title for item in conference.items]


def test_a_note_stands_behind_the_items_of_the_system_and_before_the_topics() -> None:
    conference = make_conference()
    notes.refresh(told())
    assert titles(conference) == ["意见建议收集办理情况", TITLE, "电子阅卷预约答复时限"]
    assert notes.refresh(told()) is None


def test_it_is_refreshed_and_leaves_when_it_is_told_no_longer() -> None:
    conference = make_conference()
    notes.refresh(told())
    notes.refresh(told("超期未结4件。"))
    assert [item.note for item in conference.items if item.kind is ItemKind.FIGURES] == ["超期未结4件。"]
    notes.refresh([])
    assert TITLE not in titles(conference)


def test_after_the_agenda_closed_it_stays_as_it_was() -> None:
    with clock.travel(datetime(2026, 3, 2, 9, tzinfo=clock.LOCAL)):
        conference = make_conference(held_on=date(2026, 3, 12), starts_at=time(9))
        notes.refresh(told())
    with clock.travel(datetime(2026, 3, 9, 9, tzinfo=clock.LOCAL)):
        assert notes.refresh(told("超期未结4件。")) is conference
    with clock.travel(datetime(2026, 3, 10, 9, tzinfo=clock.LOCAL)):
        assert notes.refresh(told("超期未结5件。")) is None
    assert [item.note for item in conference.items if item.note] == ["超期未结4件。"]


def test_it_goes_to_the_next_regular_conference_only() -> None:
    special = plan_conference(days=5, kind=ConferenceKind.SPECIAL)
    later, next_one = plan_conference(days=40), plan_conference(days=20)
    notes.refresh(told())
    assert [TITLE in titles(one) for one in (special, later, next_one)] == [False, False, True]


def test_nobody_takes_it_off_and_the_minutes_tell_it() -> None:
    conference = make_conference()
    notes.refresh(told())
    item = next(item for item in conference.items if item.kind is ItemKind.FIGURES)
    with pytest.raises(RuleBroken):
        agenda.remove(item, by=Person())
    planning.announce(conference, by=Person())
    assert "超期未结3件。" in drafting.reports(conference)
