"""Reminders: three days before, on the day, a week after; then upwards; each once, whatever happens to the machine."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from liaison.conferences.models import ConferenceStatus, Resolution, ResolutionEvent
from liaison.conferences.services import chasing, following, resolution_notices
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from liaison.store.users import StandIn, User
from tests.makers.accounts import make_user
from tests.makers.conferences import Content, Person, make_conference
from tests.makers.directory import make_court, make_judge

S = ConferenceStatus
BY = Person()


def made() -> Resolution:
    """A resolution due in thirty days, of a judge who has an account, with organisers and a head on both sides."""
    with unit.transaction():
        judge = make_judge(make_court())
        make_user("gu.mc", side=Side.BENCH, roles={Role.JUDGE}, email="gu@example.org", person_id=judge.id)
        for side in Side:
            make_user(f"org.{side}", side=side, roles={Role.ORGANISER}, email=f"org.{side}@example.org")
            make_user(f"head.{side}", side=side, roles={Role.HEAD_OF_SUPERVISION}, email=f"head.{side}@example.org")
        row = make_conference(S.HELD, days=0, content=Content(resolved=("答复。",))).resolutions[0]
        row.person_id, row.lead_side = judge.id, Side.BENCH
        return row


def told(row: Resolution, days: int) -> set[str]:
    """Who gets a mail when the task runs so many days after the due date."""
    assert row.due_on is not None
    day, before = row.due_on + timedelta(days=days), sent()
    with unit.transaction():
        chasing.chase(day)
    return sent() - before


def sent() -> set[str]:
    rows = db.session.execute(select(OutboxMessage.id, OutboxMessage.recipient)).all()
    db.session.rollback()
    return {f"{id}:{recipient}" for id, recipient in rows}


def names(found: set[str]) -> list[str]:
    return sorted(one.split(":")[1].removesuffix("@example.org") for one in found)


def test_each_stage_is_sent_once_and_then_it_goes_upwards(database: None) -> None:
    row = made()
    named = ["gu", "org.bench"]
    assert told(row, -4) == set()
    assert names(told(row, -3)) == named
    assert told(row, -2) == told(row, -3) == set(), "run twice: no second mail"
    assert names(told(row, 0)) == named
    assert told(row, 6) == set()
    assert names(told(row, 8)) == named
    assert names(told(row, 14)) == ["head.bench", "org.bar", "org.bench"]
    assert told(row, 40) == set()
    assert row.due_on is not None
    with unit.transaction():
        assert chasing.chase(row.due_on + timedelta(days=40)) == 0, "no second note of it either"


def test_a_mail_says_only_that_something_waits(database: None) -> None:
    told(made(), 0)
    for message in db.session.scalars(select(OutboxMessage)):
        assert "答复" not in message.subject + message.body
        assert "/resolutions/" in message.body


def test_a_task_that_dies_half_way_sends_nothing_and_begins_again(
    database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = made()
    whole, calls = resolution_notices._queue, iter(range(100))

    def dies(*arguments: object) -> None:
        if next(calls) == 1:
            raise SystemExit
        whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(resolution_notices, "_queue", dies)
    with pytest.raises(SystemExit):
        told(row, 0)
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
    monkeypatch.undo()
    assert names(told(row, 0)) == ["gu", "org.bench"]


def test_after_a_stand_still_nobody_gets_three_mails_at_once(database: None) -> None:
    row = made()
    assert names(told(row, 9)) == ["gu", "org.bench"]


def test_what_rests_or_is_settled_is_not_chased_and_an_extension_begins_anew(database: None) -> None:
    row = made()
    due_on = row.due_on
    assert due_on is not None
    told(row, -3)
    with unit.transaction():
        following.extend(row, due_on + timedelta(days=30), "理由。", by=BY)
    assert names(told(row, -3)) == ["gu", "org.bench"]
    with unit.transaction():
        following.rest(row, clock.today() + timedelta(days=90), "理由。", by=BY)
    assert told(row, -10) == told(row, -2) == set(), "it is due on the day on which it wakes"
    with unit.transaction():
        following.cancel(row, "不再需要。", by=BY)
    assert told(row, 20) == set()


def test_a_step_is_reminded_of_before_on_and_after_its_day_but_not_once_it_was_taken(database: None) -> None:
    row = made()
    due_on = row.due_on
    assert due_on is not None
    with unit.transaction():
        taken = following.stage(row, "系统上线", due_on - timedelta(days=20), by=BY)
        open_ = following.stage(row, "首月运行", due_on - timedelta(days=16), by=BY)
        with clock.travel(clock.now() + timedelta(days=10)):
            following.reach(row, taken.id, row.conference.held_on, by=BY)
    stages = (-24, -23, -19, -17, -16, -9, -5)
    found = [told(row, day) for day in stages]
    on_days = [names(mails) for mails in found]
    named = ["gu", "org.bench"]
    assert on_days == [[], [], named, [], named, named, []], (
        "three days before, on the day, a week after; never upwards"
    )
    steps = [row.facts.get("milestone") for row in db.session.scalars(select(ResolutionEvent)) if row.verb == "remind"]
    assert steps == [open_.id] * 3


def test_who_stands_in_for_an_organiser_hears_of_resolutions_too(database: None) -> None:
    row = made()
    with unit.transaction():
        absent = db.session.scalars(select(User).where(User.username == "org.bench")).one()
        other = make_user("ke.wen", side=Side.BENCH, roles={Role.OFFICER}, email="ke@example.org")
        today = clock.today()
        db.session.add(
            StandIn(
                absent=absent, stand_in=other, role_words="organiser", starts_on=today, ends_on=today,
                named_at=clock.now(), named_by_id=absent.id,
            )
        )  # fmt: skip
    assert names(told(row, 0)) == ["gu", "ke", "org.bench"]


def test_steps_are_told_to_the_named_person_and_both_organisers(database: None) -> None:
    row = made()
    for verb in ("stage", "reach", "unstage"):
        before = sent()
        with unit.transaction():
            if verb == "stage":
                steps = [following.stage(row, title, row.conference.held_on, by=BY) for title in ("甲", "乙")]
            elif verb == "reach":
                following.reach(row, steps[0].id, row.conference.held_on, by=BY)
            else:
                following.unstage(row, steps[1].id, by=BY)
        assert sorted(set(names(sent() - before))) == ["gu", "org.bar", "org.bench"], verb
