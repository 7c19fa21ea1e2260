"""A walk over the table of moves, from plan to held: whatever is tried in whatever order, the rules hold."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from liaison.conferences.models import Conference, ConferenceStatus, ItemKind, Presence, Resolution
from liaison.conferences.rules import agenda as agenda_rules
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import moves
from liaison.conferences.services import agenda, attendance, planning, resolutions
from liaison.conferences.services.attendance import Invitee, Mark
from liaison.conferences.services.resolutions import Lead
from liaison.core.errors import RuleBroken
from liaison.core.moves import BEGINNING
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from tests.makers.conferences import Person, plan_conference

S = ConferenceStatus
PEOPLE = [Person(side=side, roles=frozenset({role})) for side in Side for role in (Role.ORGANISER, Role.OFFICER)]
OUTSIDERS = [Person(side=None, roles=frozenset({Role.OBSERVER})), Person(roles=frozenset({Role.LAWYER}))]
BEYOND = {S.CIRCULATED, S.COUNTERSIGNED, S.ISSUED}
someone = st.one_of(st.just(PEOPLE[0]), st.sampled_from([*PEOPLE, *OUTSIDERS]))
PATH = ("arrange", "invite", "announce", "open", "attend", "record", "resolve", "conclude")
VERBS: dict[str, Any] = {
    "announce": lambda conference, by: planning.announce(conference, by=by),
    "postpone": lambda conference, by: planning.postpone(conference, "改期。", by=by),
    "cancel": lambda conference, by: planning.cancel(conference, "不开了。", by=by),
    "open": lambda conference, by: planning.open(conference, by=by),
    "conclude": lambda conference, by: planning.conclude(conference, by=by),
    "arrange": lambda conference, by: agenda.add(conference, ItemKind.TOPIC, "议题", "", 10, by=by, reason="临时。"),
    "invite": lambda conference, by: attendance.invite(conference, [Invitee("某人", "某所")], by=by),
    "attend": lambda conference, by: attendance.mark(
        conference,
        [Mark(row.id, (row.presence, row.reason), Presence.PRESENT) for row in conference.attendances],
        by=by,
    ),
    "record": lambda conference, by: [agenda.record(item, "讨论。", "同意。", by=by) for item in conference.items],
    "take_up": lambda conference, by: agenda.take_up(conference.items[0], by=by),
    "resolve": lambda conference, by: resolutions.resolve(
        conference, "办理。", Lead(name="市中院"), due_on=conference.held_on, by=by
    ),
}
# They ask for more than the state: a slip that is owed, a code, somebody who is there. Each has tests of its own.
APART = {"notify", "reply", "remind", "note", "check_in", "welcome", "clock"}


class Walk(RuleBasedStateMachine):
    """One conference, anybody, any verb."""

    def __init__(self) -> None:
        super().__init__()
        with unit.transaction():
            self.conference_id = plan_conference(days=0).id

    @property
    def conference(self) -> Conference:
        return db.session.get_one(Conference, self.conference_id)

    @rule(verb=st.sampled_from(sorted(VERBS)), by=someone)
    def try_it(self, verb: str, by: Person) -> None:
        db.session.rollback()
        status = self.conference.status
        refusal = conference_rules.why_not(verb, by, self.conference)
        try:
            with unit.transaction():
                VERBS[verb](self.conference, by)
        except RuleBroken:
            assert refusal is not None, f"{verb} was refused although the rules allow it"
            assert self.conference.status is status
        else:
            assert refusal is None, f"{verb} went through although the rules refuse it"
            target = moves.MOVES[verb].target
            assert self.conference.status == (target or status)

    @rule(by=st.sampled_from(PEOPLE[::2]), far=st.integers(1, len(PATH)))
    def go_on(self, by: Person, far: int) -> None:
        """Some of what the next states ask for, so that walks get there."""
        db.session.rollback()
        for verb in PATH[:far]:
            if conference_rules.why_not(verb, by, self.conference) is None:
                with unit.transaction():
                    VERBS[verb](self.conference, by)

    @invariant()
    def numbers_come_with_being_held_and_not_before(self) -> None:
        db.session.rollback()
        numbers = [row.number for row in self.conference.resolutions]
        if self.conference.status is S.HELD:
            everyones = list(db.session.scalars(select(Resolution.number).where(Resolution.number.is_not(None))))
            assert sorted(everyones) == list(range(1, len(everyones) + 1))
            assert numbers == sorted(numbers, key=lambda number: number or 0)
            assert all(item.outcome for item in self.conference.items)
        else:
            assert set(numbers) <= {None}
        assert self.conference.status not in BEYOND

    @invariant()
    def the_agenda_has_no_gaps_and_the_system_comes_first(self) -> None:
        items = self.conference.items
        assert [item.position for item in items] == list(range(1, len(items) + 1))
        assert agenda_rules.system_first(items) == items


def walk(examples: int, steps: int) -> None:
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Walk, settings=how)


def test_no_walk_from_plan_to_held_breaks_the_rules(app: Flask, database: None) -> None:
    walk(examples=25, steps=12)


@pytest.mark.long
def test_no_long_walk_breaks_the_rules(app: Flask, database: None) -> None:
    walk(examples=200, steps=40)


def test_every_move_up_to_held_is_walked() -> None:
    before_minutes = {
        move.verb
        for move in moves.MOVES
        if move.sources & (moves.BEFORE | moves.IN_ROOM) and BEGINNING not in move.sources
    }
    assert before_minutes == {*VERBS, "amend", *APART}
