"""The demonstration city as it is loaded: the seeds' figures out of records, nothing twice, nothing in live mode."""

import json
from collections import Counter
from collections.abc import Iterator
from contextvars import Context
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from liaison.conferences.models import Conference, ConferenceKind, ConferenceStatus, Resolution, ResolutionStatus
from liaison.config import Settings
from liaison.core.periods import Period
from liaison.core.sides import Role, Side
from liaison.demo import commands, load, shown
from liaison.factory import create_app
from liaison.opinions.models import Opinion, OpinionStatus, Satisfaction
from liaison.store import audit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import Delivery, OutboxMessage
from liaison.store.papers import Paper
from liaison.summaries.models import SummaryKind
from liaison.summaries.projections.counting import count
from liaison.summaries.rules import narrative
from liaison.web.frame import FEATURES
from tests.conftest import empty
from tests.makers.codes import code_now
from tests.page import Browser

TODAY = date(2026, 11, 22)
pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.db]


@pytest.fixture(scope="module")
def city(app: Flask) -> Iterator[None]:
    """The demonstration city, loaded once, papers and all."""
    with app.app_context():
        empty()
        load.load(TODAY)
        yield
        db.session.remove()


def _figures(app: Flask) -> dict[str, int]:
    features = app.extensions[FEATURES]
    with app.test_request_context():
        found = [feature.figures(date(2023, 11, 22), TODAY) for feature in features if feature.figures]
    return {figure.name: figure.value for figures in found for figure in figures}


@pytest.mark.long
def test_same_day_gives_the_same_city(city: None) -> None:
    """Loaded again from the same day, the trail of what happened is the same, entry by entry."""
    trail = select(AuditEntry.at, AuditEntry.action, AuditEntry.thing_id, AuditEntry.hash).order_by(AuditEntry.id)
    titles = select(Opinion.year, Opinion.number, Opinion.title).order_by(Opinion.id)
    first = [tuple(map(tuple, db.session.execute(statement).all())) for statement in (trail, titles)]
    db.session.rollback()
    empty()
    load.load(TODAY)
    assert [tuple(map(tuple, db.session.execute(statement).all())) for statement in (trail, titles)] == first


def test_headline_of_the_seed_comes_out_of_the_records(app: Flask, city: None) -> None:
    figures = _figures(app)
    expected = {"lawyers": 365, "law_firms": 33, "party_members": 91, "party_branches": 15, "conferences_held": 4}
    assert {name: figures[name] for name in expected} == expected
    assert (figures["opinions_bar"], figures["opinions_bench"]) == (40, 15), "collected at the conferences held"


def test_headline_of_the_seed_is_a_text_of_the_records(app: Flask, city: None) -> None:
    with app.app_context():
        # As a paper of the lawyers' side has it, whose visitors they are.
        book = count(Period(date(2023, 11, 23), TODAY), None, free=(Side.BAR,))
        lines = narrative.fill(narrative.compose(SummaryKind.PERIOD, book), book)
        db.session.rollback()
    text = "\n".join(lines)
    for words in (
        "三年来，共召开联席会议4次，会上收集律师工作意见、批评建议40条，法官工作意见、批评建议15条",
        "开展律师接访33次，接待来访69人，提供刑事、民事、行政、审监、执行等方面的法律咨询35人次",
        "挑选参与法院信访接待的律师36名，其中党员律师24名，占三分之二",
        "全市共有律师365名，律师事务所33家，党员律师91名，律师党支部15个",
    ):
        assert words in text, text


def test_opinions_of_every_fate_are_there(city: None) -> None:
    statuses = Counter(db.session.scalars(select(Opinion.status)))
    assert set(statuses) == set(OpinionStatus)
    assert set(db.session.scalars(select(Opinion.satisfaction).distinct())) == {*Satisfaction, None}
    assert db.session.scalar(select(func.count()).where(Opinion.extended_on.is_not(None))) == 1
    assert db.session.scalar(select(func.count()).where(Opinion.reopened_on.is_not(None))) == 2
    assert db.session.scalar(select(func.count()).where(Opinion.is_name_withheld)) or 0 > 9


def test_four_conferences_have_issued_minutes_and_a_fifth_is_in_preparation(city: None) -> None:
    regular = select(Conference.ordinal, Conference.status).where(Conference.kind == ConferenceKind.REGULAR)
    rows = db.session.execute(regular.order_by(Conference.ordinal)).all()
    issued, announced = ConferenceStatus.ISSUED, ConferenceStatus.ANNOUNCED
    assert [tuple(row) for row in rows] == [(1, issued), (2, issued), (3, issued), (4, issued), (5, announced)]
    assert db.session.scalar(select(func.count()).select_from(Paper).where(Paper.kind == "minutes")) == 4
    assert Counter(db.session.scalars(select(Resolution.status))) == {
        ResolutionStatus.DONE: 24,
        ResolutionStatus.UNDER_WAY: 4,
        ResolutionStatus.CANCELLED: 1,
    }


def test_everything_went_through_the_services(city: None) -> None:
    assert (db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0) > 50
    assert audit.verify() is None


def test_notices_of_the_past_reach_nobody(city: None) -> None:
    assert set(db.session.scalars(select(OutboxMessage.status))) == {Delivery.KEPT}


def test_a_second_load_is_refused(city: None) -> None:
    with pytest.raises(load.RuleBroken, match="只能装入空库"):
        load.load(TODAY)


def test_each_role_has_two_accounts_that_can_sign_in(app: Flask, city: None) -> None:
    counts = Counter(role for account in shown.listed() for role in account.roles)
    assert set(counts) == set(Role)
    assert min(counts.values()) >= 2
    for account in shown.listed()[:3]:
        Browser(app).type_in(account.username, shown.PASSWORD)


def test_the_one_account_with_a_second_factor_signs_in_with_its_code(app: Flask, city: None) -> None:
    (account,) = [row for row in shown.as_json() if row["totp_secret"]]
    browser = Browser(app)
    location = browser.submit("/login", username=account["username"], password=account["password"]).location
    assert location == "/login/code?next="
    browser.submit(location, code=code_now(account["totp_secret"]))
    browser.get("/account")


def test_live_mode_has_no_demonstration(app: Flask, city: None) -> None:
    for command in (["demo", "load"], ["demo", "accounts", "--json"]):
        result = app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 2
        assert "LIAISON_DEMO=0" in result.stderr


def test_accounts_are_listed_as_the_contract_says() -> None:
    row = json.loads(json.dumps(shown.as_json()))[0]
    assert set(row) == {"username", "password", "totp_secret", "name", "side", "roles"}
    secrets = [account["totp_secret"] for account in shown.as_json() if account["totp_secret"]]
    assert len(secrets) == 1


def test_make_run_is_told_accounts_and_how_to_go_live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands.loading, "prepare", lambda _today: None)
    runner = create_app(Settings(instance=tmp_path)).test_cli_runner()
    # In a context of its own: the loaded city's application is at work in this one.
    result = Context().run(runner.invoke, args=["demo", "prepare"])
    assert "bar.officer1       yunjiang-demo" in result.stdout
    assert "LIAISON_DEMO=0" in result.stdout
