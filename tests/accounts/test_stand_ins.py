"""Standing in: the roles of another for a set time, told to both, ended by itself or early."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.accounts.rules.stand_ins import LONGEST
from liaison.accounts.services import stand_ins as services
from liaison.accounts.services import users
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from liaison.store.users import StandIn, User, does_work_of
from tests.makers.accounts import make_user, signed_in
from tests.page import Browser

FROM, TO = date(2026, 3, 9), date(2026, 3, 13)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.LOCAL)


def _entries() -> list[tuple[str, int | None]]:
    db.session.rollback()
    rows = db.session.execute(select(AuditEntry.action, AuditEntry.actor_id).order_by(AuditEntry.id))
    return [(action, actor_id) for action, actor_id in rows]


@pytest.fixture
def ids(database: None) -> dict[str, int]:
    """An organiser and two officers of the bar side, one officer of the bench, a lawyer, an administrator."""
    return {
        name: make_user(name, side=side, roles=roles, email=f"{name}@example.org").id
        for name, side, roles in (
            ("absent", Side.BAR, {Role.ORGANISER, Role.OFFICER}),
            ("officer", Side.BAR, {Role.OFFICER}),
            ("third", Side.BAR, {Role.OFFICER}),
            ("bench", Side.BENCH, {Role.OFFICER}),
            ("lawyer", Side.BAR, {Role.LAWYER}),
            ("admin", None, {Role.ADMINISTRATOR}),
        )
    }


def _name(
    ids: dict[str, int], absent: str = "absent", stand_in: str = "officer", by: str = "absent",
    starts_on: date = FROM, ends_on: date = TO, today: date = FROM - timedelta(days=3),
) -> int:  # fmt: skip
    with clock.travel(_noon(today)), unit.transaction():
        people = [db.session.get_one(User, ids[name]) for name in (absent, stand_in, by)]
        return services.name(people[0], people[1], starts_on, ends_on, people[2]).id


def _roles(id: int, day: date) -> frozenset[Role]:
    db.session.rollback()
    with clock.travel(_noon(day)):
        return db.session.get_one(User, id).roles


def test_the_roles_are_lent_from_the_first_day_to_the_last(ids: dict[str, int]) -> None:
    _name(ids)
    days = {FROM - timedelta(days=1): False, FROM: True, TO: True, TO + timedelta(days=1): False}
    assert {day: Role.ORGANISER in _roles(ids["officer"], day) for day in days} == days
    assert db.session.get_one(User, ids["officer"]).own_roles == {Role.OFFICER}
    assert Role.ORGANISER in _roles(ids["absent"], FROM)


def test_the_page_of_the_stand_in_opens_what_the_role_opens(app: Flask, ids: dict[str, int]) -> None:
    browser = Browser(app).sign_in("officer")
    assert browser.send("GET", "/conferences/plan").status_code == 403
    today = clock.today()
    _name(ids, starts_on=today, ends_on=today, today=today)
    assert browser.send("GET", "/conferences/plan").status_code == 200
    assert "您正在代理" in browser.get("/account").text


def test_both_are_told_and_one_entry_names_who_named(ids: dict[str, int]) -> None:
    _name(ids, by="third")
    recipients = {message.recipient for message in db.session.scalars(select(OutboxMessage))}
    assert recipients == {"absent@example.org", "officer@example.org"}
    assert [entry for entry in _entries() if entry[0].startswith("stand_in")] == [("stand_in.named", ids["third"])]


@pytest.mark.parametrize("by", ["absent", "third", "admin"])
def test_who_may_name(ids: dict[str, int], by: str) -> None:
    assert _name(ids, by=by)


@pytest.mark.parametrize("by", ["officer", "bench", "lawyer"])
def test_who_may_not_name(ids: dict[str, int], by: str) -> None:
    with pytest.raises(Forbidden):
        _name(ids, by=by)
    assert db.session.scalars(select(StandIn)).all() == []


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ({"stand_in": "bench"}, "同一方的经办人"),
        ({"stand_in": "lawyer"}, "同一方的经办人"),
        ({"absent": "lawyer"}, "没有可由他人代理的角色"),
        ({"absent": "officer"}, "不能是本人"),
    ],
)
def test_pairs_that_are_none(ids: dict[str, int], pair: dict[str, str], words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        _name(ids, **pair, by="admin")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (TO, FROM, "早于开始日期"),
        (FROM - timedelta(days=9), FROM - timedelta(days=4), "早于今天"),
        (FROM, FROM + LONGEST + timedelta(days=1), "最长 180 日"),
    ],
)
def test_spans_that_are_none(ids: dict[str, int], starts_on: date, ends_on: date, words: str) -> None:
    with pytest.raises(RuleBroken, match=words) as refusal:
        _name(ids, starts_on=starts_on, ends_on=ends_on)
    assert refusal.value.field == "ends_on"


def test_one_at_a_time(ids: dict[str, int]) -> None:
    _name(ids)
    with pytest.raises(RuleBroken, match="已有代理人"):
        _name(ids, stand_in="third", starts_on=TO, ends_on=TO + timedelta(days=2))
    _name(ids, stand_in="third", starts_on=TO + timedelta(days=1), ends_on=TO + timedelta(days=2))


def test_what_was_lent_is_not_lent_on(ids: dict[str, int]) -> None:
    _name(ids)
    id = _name(ids, absent="officer", stand_in="third", by="officer", today=FROM)
    assert db.session.get_one(StandIn, id).roles == {Role.OFFICER}


@pytest.mark.parametrize("by", ["absent", "officer", "third", "admin"])
def test_it_ends_early(ids: dict[str, int], by: str) -> None:
    id = _name(ids)
    with unit.transaction():
        services.end(db.session.get_one(StandIn, id), db.session.get_one(User, ids[by]))
    assert Role.ORGANISER not in _roles(ids["officer"], FROM)
    assert _entries()[-1] == ("stand_in.ended", ids[by])


def test_others_cannot_end_it_nor_see_it(app: Flask, ids: dict[str, int]) -> None:
    today = clock.today()
    id = _name(ids, starts_on=today, ends_on=today, today=today)
    for name in ("bench", "lawyer"):
        browser = Browser(app).sign_in(name)
        assert browser.post(f"/accounts/stand-ins/{id}/end").status_code == 404
        assert "absent" not in browser.get("/accounts/stand-ins").text
    assert db.session.get_one(StandIn, id).ended_at is None


@pytest.mark.parametrize("who", ["absent", "officer"])
def test_a_change_of_roles_or_a_disabled_account_ends_it(ids: dict[str, int], who: str) -> None:
    _name(ids)
    with unit.transaction():
        users.disable(db.session.get_one(User, ids[who]), "离岗", db.session.get_one(User, ids["admin"]))
    assert Role.ORGANISER not in _roles(ids["officer"], FROM)


def test_what_is_past_is_marked_once(ids: dict[str, int]) -> None:
    id = _name(ids)
    for _ in range(2):
        with clock.travel(_noon(TO + timedelta(days=1))), unit.transaction():
            services.end_past()
    ended_at = db.session.get_one(StandIn, id).ended_at
    assert ended_at is not None


def test_an_officer_names_a_colleague_in_the_browser(app: Flask, ids: dict[str, int]) -> None:
    browser = Browser(app).sign_in("absent")
    today = clock.today()
    span = {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=2)).isoformat()}
    typed = {"absent_id": str(ids["absent"]), "stand_in_id": str(ids["officer"]), **span}
    page = browser.get("/accounts/stand-ins/name")
    offered = set(page.select("//select[@name='stand_in_id']/option/@value"))
    assert offered == {"", str(ids["officer"]), str(ids["third"])}
    browser.submit("/accounts/stand-ins/name", **typed)
    (row,) = db.session.scalars(select(StandIn)).all()
    browser.submit("/accounts/stand-ins", action=f"/accounts/stand-ins/{row.id}/end")
    assert "目前没有代理安排" in browser.get("/accounts/stand-ins").text


def test_what_a_stand_in_does_is_noted_under_the_own_name(app: Flask, ids: dict[str, int]) -> None:
    chief = signed_in(app, "chief", side=Side.BAR, roles={Role.OFFICER})
    assert chief
    today = clock.today()
    _name(ids, starts_on=today, ends_on=today, today=today)
    with unit.transaction():
        users.reset(db.session.get_one(User, ids["lawyer"]), users.AT_DESK, db.session.get_one(User, ids["officer"]))
    assert _entries()[-1] == ("password.reset", ids["officer"])


@pytest.mark.parametrize(("offset", "reaches"), [(-1, False), (0, True), (4, True), (5, False)])
def test_notices_of_the_role_reach_the_stand_in_while_it_lasts(ids: dict[str, int], offset: int, reaches: bool) -> None:
    _name(ids)
    with clock.travel(_noon(FROM + timedelta(days=offset))):
        found = set(db.session.scalars(select(User.username).where(does_work_of(Role.ORGANISER))))
    assert found == ({"absent", "officer"} if reaches else {"absent"})


def test_notices_do_not_reach_a_stand_in_whose_time_was_ended(ids: dict[str, int]) -> None:
    id = _name(ids)
    with clock.travel(_noon(FROM)), unit.transaction():
        services.end(db.session.get_one(StandIn, id), db.session.get_one(User, ids["absent"]))
    with clock.travel(_noon(FROM)):
        assert set(db.session.scalars(select(User.username).where(does_work_of(Role.ORGANISER)))) == {"absent"}
