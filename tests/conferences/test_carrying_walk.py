"""Ten conferences of three kinds in a row, whatever is done in between: nothing that was resolved is ever lost."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from liaison.conferences.models import UNSETTLED, Conference, ConferenceKind, ConferenceStatus, Resolution
from liaison.conferences.queries import ledger as queries
from liaison.conferences.queries import resolutions as resolution_queries
from liaison.conferences.queries.resolutions import LedgerFilters
from liaison.conferences.services import agenda, attendance, chasing, following, planning, resolutions
from liaison.conferences.services.resolutions import Lead
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role, Side
from liaison.opinions import queries as opinion_queries
from liaison.opinions import services as opinions
from liaison.opinions.facts import opinion_facts
from liaison.opinions.models import Opinion, OpinionStatus, Outcome, Satisfaction
from liaison.opinions.rules import MERGED_INTO, MOVES
from liaison.store import clocks, links, unit
from liaison.store.base import db
from liaison.store.links import Link, LinkKind
from liaison.store.users import User
from tests.conftest import empty
from tests.makers.accounts import make_user
from tests.makers.conferences import Content, Person, fill_session, plan_conference
from tests.makers.directory import make_court

S = ConferenceStatus
BY = Person()
TEN = 10
HELD: list[int] = []
"""How many conferences each walk held."""
FIRST = ((), ("screen",), ("screen", "reply"), ("screen", "reply", "close"), ("return",), ("withdraw",), ("merge",))
"""What is done with each opinion that a walk begins with: they end in every state."""
SEEN: set[OpinionStatus] = set()
"""The states that opinions were found in."""
ENDED = {OpinionStatus.CLOSED, OpinionStatus.WITHDRAWN, OpinionStatus.MERGED}
OPINION_VERBS = (
    "screen", "return", "amend", "assign", "extend", "reply", "rate", "reopen", "withdraw", "close", "table",
)  # fmt: skip
BEFORE = (S.PLANNED, S.ANNOUNCED, S.POSTPONED, S.IN_SESSION)


class Walk(RuleBasedStateMachine):
    """Time goes on; conferences are planned, held, put off; resolutions go every way there is."""

    def __init__(self) -> None:
        super().__init__()
        db.session.remove()
        empty()
        self.today = clock.today()
        with unit.transaction():
            opinions.ensure_categories()
            self.court_id = make_court().id
            roles = {Role.OFFICER, Role.ORGANISER}
            officers = {side: make_user(f"officer.{side}", side=side, roles=roles) for side in Side}
            members = {
                Side.BAR: make_user("lawyer", side=Side.BAR, roles={Role.LAWYER}),
                Side.BENCH: make_user("judge", side=Side.BENCH, roles={Role.JUDGE}),
            }
            db.session.flush()
            self.officers = {side: user.id for side, user in officers.items()}
            self.members = {side: user.id for side, user in members.items()}

    def at(self) -> Any:
        return clock.travel(datetime.combine(self.today, time(10), clock.LOCAL))

    def do(self, verb: Any, *arguments: Any, **options: Any) -> None:
        """One transaction; what the rules refuse is refused and changes nothing."""
        db.session.rollback()
        with self.at():
            try:
                with unit.transaction():
                    verb(*arguments, **options)
            except RuleBroken:
                db.session.rollback()

    def teardown(self) -> None:
        HELD.append(self.held())

    def conferences(self, *status: ConferenceStatus) -> list[Conference]:
        wanted = select(Conference).where(Conference.status.in_(status))
        return list(db.session.scalars(wanted.order_by(Conference.held_on, Conference.id)))

    def held(self) -> int:
        return len(self.conferences(S.HELD))

    def one(self, place: int, *, settled: bool = False) -> Resolution | None:
        db.session.rollback()
        rows = db.session.scalars(select(Resolution).where(Resolution.number.is_not(None)).order_by(Resolution.id))
        found = [row for row in rows if row.is_settled is settled]
        return found[place % len(found)] if found else None

    @rule(
        kind=st.sampled_from([ConferenceKind.REGULAR, ConferenceKind.REGULAR, *ConferenceKind]),
        ahead=st.integers(0, 40),
    )
    def plan(self, kind: ConferenceKind, ahead: int) -> None:
        if self.held() + len(self.conferences(*BEFORE)) < TEN:
            self.do(plan_conference, days=ahead, kind=kind)

    @rule(place=st.integers(0, 9), count=st.integers(0, 3))
    def hold(self, place: int, count: int) -> None:
        """One that is planned comes to its day and is held; its opinions stay tied, also when withdrawn meanwhile."""
        if not self.conferences(*BEFORE) and self.held() < TEN:
            self.do(plan_conference, days=place)
        coming = self.conferences(*BEFORE)
        if not coming:
            return
        conference = coming[place % len(coming)]
        self.a_day_comes(max(self.today, conference.held_on))
        self.do(_hold, conference, count)

    @rule(days=st.integers(1, 60))
    def time_goes_on(self, days: int) -> None:
        self.a_day_comes(self.today + timedelta(days=days))

    def a_day_comes(self, day: date) -> None:
        """With what the machine does by itself every day."""
        self.today = day
        self.do(chasing.chase, day)
        self.do(opinions.lapse)

    @rule(place=st.integers(0, 9), verb=st.sampled_from(["postpone", "cancel"]))
    def call_off(self, place: int, verb: str) -> None:
        coming = self.conferences(*BEFORE)
        if coming:
            self.do(getattr(planning, verb), coming[place % len(coming)], "有变。", by=BY)

    @rule(
        place=st.integers(0, 30),
        verb=st.sampled_from(["report", "confirm", "cancel", "extend", "rest", "wake", "reassign"]),
        days=st.integers(1, 90),
    )
    def follow(self, place: int, verb: str, days: int) -> None:
        row = self.one(place)
        if row is None:
            return
        later = self.today + timedelta(days=days)
        arguments: dict[str, tuple[Any, ...]] = {
            "report": ("有进展。",),
            "confirm": (self.today, "办结。"),
            "cancel": ("不再需要。",),
            "extend": (later, "理由。"),
            "rest": (later, "理由。"),
            "wake": (),
            "reassign": (Lead(name=f"单位{days}"), "", "原单位已注销。"),
        }
        self.do(getattr(following, verb), row, *arguments[verb], by=BY)

    @rule(place=st.integers(0, 30))
    def come_back(self, place: int) -> None:
        row = self.one(place, settled=True)
        if row is not None:
            self.do(following.reopen, row, "没有落实。", by=BY)

    def officer(self, side: Side) -> User:
        return db.session.get_one(User, self.officers[side])

    def member(self, side: Side) -> User:
        return db.session.get_one(User, self.members[side])

    @initialize()
    def begin_with_an_opinion_in_every_state(self) -> None:
        """So that no walk goes without one."""
        for verbs in FIRST:
            self.lodge(Side.BAR)
            for verb in verbs:
                self.handle(0, verb)

    @rule(side=st.sampled_from(list(Side)))
    def raise_an_opinion(self, side: Side) -> None:
        self.lodge(side)

    def lodge(self, side: Side) -> None:
        content = opinions.Content(category_id=opinion_queries.categories()[0].id, title="意见", text="内容")
        self.do(opinions.lodge, content, self.member(side))

    @rule(place=st.integers(0, 30), verb=st.sampled_from(["screen", "screen", "reply", "reply", *OPINION_VERBS]))
    def handle_an_opinion(self, place: int, verb: str) -> None:
        self.handle(place, verb)

    @rule(place=st.integers(0, 30))
    def merge_an_opinion(self, place: int) -> None:
        """By itself: among all the verbs it would hardly ever find two that go together."""
        self.handle(place, "merge")

    def handle(self, place: int, verb: str) -> None:
        db.session.rollback()
        rows = db.session.scalars(select(Opinion).order_by(Opinion.id.desc())).all()
        if not rows:
            return
        # Those that the verb suits, as people choose; where there are none, the rules refuse it.
        suited = [row for row in rows if row.status in MOVES[verb].sources] or rows
        opinion = suited[place % len(suited)]
        beside = [row for row in rows if row.side is opinion.side and row.status in MERGED_INTO and row is not opinion]
        officer, other, member = self.officer(opinion.side), self.officer(opinion.side.other), self.member(opinion.side)
        content = opinions.Content(category_id=opinion.category_id, title="意见", text="改过的内容")
        by_verb: dict[str, tuple[Any, ...]] = {
            "screen": (opinions.screen, opinion, self.court_id, officer),
            "return": (opinions.move, opinion, "return", officer),
            "amend": (opinions.amend, opinion, content, member),
            "merge": (opinions.merge, opinion, (beside or rows)[0], officer),
            "assign": (opinions.assign, opinion, self.court_id, other),
            "extend": (opinions.move, opinion, "extend", other),
            "reply": (opinions.reply, opinion, "答复。", Outcome.SOLVED, other),
            "rate": (opinions.rate, opinion, Satisfaction.SATISFIED, "", member),
            "reopen": (opinions.rate, opinion, Satisfaction.DISSATISFIED, "没有解决。", member),
            "withdraw": (opinions.move, opinion, "withdraw", member),
            "close": (opinions.move, opinion, "close", officer),
            "table": (self._table, opinion),
        }
        reason = {"reason": "理由。"} if by_verb[verb][0] == opinions.move else {}
        self.do(*by_verb[verb], **reason)

    def _table(self, opinion: Opinion) -> None:
        coming = self.conferences(S.PLANNED, S.ANNOUNCED)
        is_tied = links.tied_from("opinion", [opinion.id], LinkKind.TABLES)
        if coming and not is_tied and opinion.status in MOVES["table"].sources:
            item = next(item for item in coming[0].items if item.kind == "opinions")
            links.tie("agenda_item", item.id, LinkKind.TABLES, "opinion", opinion.id)

    @invariant()
    def nothing_resolved_is_lost(self) -> None:
        db.session.rollback()
        with self.at():
            rows = db.session.scalars(select(Resolution).where(Resolution.number.is_not(None))).all()
            on_ledger = set(db.session.scalars(resolution_queries.listed(BY, LedgerFilters(), self.today)))
            open_ones = [row for row in rows if row.status in UNSETTLED]
            for kind in ConferenceKind:
                coming = queries.first_coming(kind)
                mine = {row for row in open_ones if row.conference.kind is kind}
                if coming is None or not mine:
                    assert mine <= on_ledger
                    continue
                assert coming.items[0].kind == "ledger"
                told = [entry.resolution for entry in queries.ledger(coming)]
                assert len(told) == len(set(told))
                assert mine <= set(told)
                assert {row.conference.kind for row in told} <= {kind}
            for row in rows:
                assert row.status in UNSETTLED or row.done_on is not None
                assert row in on_ledger

    @invariant()
    def every_opinion_has_a_state_an_owner_and_a_clock(self) -> None:
        """Whoever has to act finds it on the desk; what the other side owes has its day, what is replied to closes by
        itself, and what was merged is answered for by one that was not.

        One withdrawn keeps the tie to the item that it was put on; the minutes of that conference tell of it.
        """
        db.session.rollback()
        with self.at():
            officers, members = [self.officer(side) for side in Side], [self.member(side) for side in Side]
            desks = {
                OpinionStatus.LODGED: _on_desks(opinion_queries.to_screen, officers),
                OpinionStatus.RETURNED: _on_desks(opinion_queries.to_amend, members),
                OpinionStatus.SCREENED: _on_desks(opinion_queries.to_reply, officers),
                OpinionStatus.REPLIED: _on_desks(opinion_queries.to_rate, members),
            }
            for opinion in db.session.scalars(select(Opinion)):
                SEEN.add(opinion.status)
                assert opinion.status in ENDED or opinion in desks[opinion.status]
                if opinion.status is OpinionStatus.SCREENED:
                    assert opinion.lead_id is not None
                    assert opinion.reply_due_on is not None
                if opinion.status is OpinionStatus.REPLIED:
                    assert opinion.replied_on is not None
                    assert clocks.due_of(clocks.OPINION_CLOSE, opinion.replied_on).on >= self.today
                if opinion.status is OpinionStatus.MERGED:
                    target = db.session.get_one(Opinion, opinion.merged_into_id)
                    assert target.status is not OpinionStatus.MERGED
        tied = db.session.scalars(select(Link.to_id).where(Link.to_kind == "opinion")).all()
        assert len(tied) == len(set(tied))
        told = opinion_facts(tied)
        assert set(told) == set(tied)


def _on_desks(waiting: Callable[[User], Sequence[Opinion]], users: list[User]) -> set[Opinion]:
    return {opinion for user in users for opinion in waiting(user)}


def _hold(conference: Conference, count: int) -> None:
    if conference.status is S.PLANNED and len(conference.items) < 3:
        agenda.add(conference, "topic", "议题", "", 10, by=BY)  # type: ignore[arg-type]
        _invite(conference)
    if conference.status in {S.PLANNED, S.POSTPONED}:
        planning.announce(conference, by=BY)
    if conference.status is S.ANNOUNCED:
        planning.open(conference, by=BY)
    for _ in range(count):
        due_on = conference.held_on + timedelta(days=20)
        resolutions.resolve(conference, "办理。", Lead(name="市中院"), due_on=due_on, by=BY)
    fill_session(conference, Content(resolved=()), BY)
    planning.conclude(conference, by=BY)


def _invite(conference: Conference) -> None:
    people = Content().people
    attendance.invite(conference, people, by=BY)


def walk(examples: int, steps: int) -> None:
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Walk, settings=how)


def test_nothing_is_lost_on_a_short_walk(app: Flask, database: None) -> None:
    walk(examples=6, steps=20)
    assert set(OpinionStatus) == SEEN, "the walks began without an opinion in the others"


@pytest.mark.long
def test_nothing_is_lost_over_ten_conferences(app: Flask, database: None) -> None:
    walk(examples=15, steps=120)
    assert max(HELD) == TEN, "no walk came as far as ten conferences"
    assert set(OpinionStatus) == SEEN, "the walks began without an opinion in the others"
