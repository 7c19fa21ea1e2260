"""Taking a whole import back, what stands in its way, where numbers start, and the command line."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from liaison.conferences.models import Conference, ConferenceKind, Resolution
from liaison.conferences.queries import next_ordinals
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.periods import Period
from liaison.core.sides import Role, Side
from liaison.ledgers.models import LedgerImport, LedgerRecord
from liaison.ledgers.services import imports, numbers, reading
from liaison.opinions import services as opinion_services
from liaison.opinions.models import Opinion
from liaison.opinions.services import Content
from liaison.reception.models import ReceptionDay
from liaison.store import numbering, unit
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.users import User
from liaison.summaries.models import OpeningBalance, SummaryKind
from liaison.summaries.services import openings, summaries
from liaison.web.frame import features
from tests.makers.ledgers import CONFERENCES, OPINIONS, book, conference, of_the_bar, opinion, take_in, work
from tests.makers.opinions import a_user, make_opinion

RECEIVED = date(2024, 5, 6)
REST = pytest.mark.usefixtures("transaction")


def total(*models: type) -> int:
    return sum(db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models)


@REST
def test_taking_back_leaves_nothing_and_gives_the_numbers_back(office: User) -> None:
    held = take_in(of_the_bar(), office)
    assert total(LedgerRecord) == 4 + 4 + 40 + 33 + 2
    imports.undo(held, "导错了", office)
    assert total(Conference, Resolution, Opinion, ReceptionDay, OpeningBalance, LedgerRecord) == 0
    assert next_ordinals()[ConferenceKind.REGULAR] == 1
    again = take_in(of_the_bar(), office)
    assert min(db.session.scalars(select(Opinion.number))) == 1
    with pytest.raises(RuleBroken, match="只有已导入"):
        imports.undo(held, "又错了", office)
    assert again.counts["opinions"] == 40


def _correct_opinion(office: User) -> str:
    one = db.session.scalars(select(Opinion)).first()
    assert one is not None
    content = Content(one.category_id, "改过的题", one.text)
    opinion_services.correct(one, content, "登记有误", office)
    return one.full_number


def _later_opinion(_office: User) -> str:
    numbering.take("opinion", 2024)
    return "断号"


def _correct_balance(office: User) -> str:
    row = db.session.scalars(select(OpeningBalance)).first()
    assert row is not None
    openings.correct(row, row.period, 9, "更正", office)
    return "期初数"


def _issue_summary(office: User) -> str:
    period = Period(date(2023, 1, 1), date(2025, 12, 31))
    summary = summaries.draft([SummaryKind.PERIOD], period, office)[0]
    return summaries.issue(summary, office).title


def _resolve(office: User) -> str:
    one = db.session.scalars(select(Resolution)).first()
    assert one is not None
    one.done_note = "又补了一句"
    db.session.flush()
    return one.full_number


@REST
@pytest.mark.parametrize("build", [_correct_opinion, _later_opinion, _correct_balance, _issue_summary, _resolve])
def test_what_stands_on_a_record_is_named_and_nothing_is_taken_back(office: User, build: Callable[[User], str]) -> None:
    held = take_in(of_the_bar(), office)
    named = build(office)
    with pytest.raises(RuleBroken) as refused:
        imports.undo(held, "导错了", office)
    assert named in refused.value.text()


@REST
def test_a_conference_with_an_opinion_of_another_import_stays(office: User, bench: User) -> None:
    held = take_in(book({"往届会议": (CONFERENCES, [conference(1)])}), office)
    take_in(book({"往届意见建议": (OPINIONS, [opinion("甲", RECEIVED, "第一次联席会议")])}), office)
    with pytest.raises(Forbidden):
        imports.undo(held, "导错了", a_user(Side.BAR, Role.LAWYER))
    with pytest.raises(RuleBroken, match="不由您经办"):
        imports.undo(held, "导错了", bench)
    with pytest.raises(RuleBroken, match="第一次联席会议"):
        imports.undo(held, "导错了", office)


@REST
def test_numbers_start_where_paper_ended_and_never_double(office: User) -> None:
    year, series = clock.today().year, features().numbers
    numbers.start(series["opinion"], year, 13, office)
    assert make_opinion().number == 13
    for number, sentence in ((13, "第13号"), (0, "1 至"), (99999, "1 至")):
        with pytest.raises(RuleBroken, match=sentence):
            numbers.start(series["opinion"], year, number, office)
    numbers.start(series["opinion"], year, 20, office)
    numbers.start(series["opinion"], year, 14, office)
    assert make_opinion().number == 14
    numbers.start(series["conference.regular"], 0, 5, office)
    assert next_ordinals()[ConferenceKind.REGULAR] == 5
    with pytest.raises(Forbidden):
        numbers.start(series["minutes"], year, 5, a_user(Side.BAR, Role.LAWYER))


def test_many_rows_are_one_job_which_tells_how_far_it_is(office: User) -> None:
    rows = [opinion(f"意见{n}", RECEIVED - timedelta(n % 300)) for n in range(300)]
    data = book({"往届意见建议": (OPINIONS, rows)})
    plan = reading.plan_of(data, [], office)
    with unit.transaction():
        held_id = imports.upload(data, "台账.xlsx", [], plan, office).id
    with unit.transaction():
        imports.confirm(db.session.get_one(LedgerImport, held_id), plan, office)
    work()
    job = db.session.scalars(select(Job)).one()
    assert (job.status, job.done, job.total) == ("done", 300, 300)
    assert db.session.get_one(LedgerImport, held_id).counts == {"opinions": 300}
    assert total(Opinion) == 300


def test_the_command_says_first_and_then_takes_in(app: Flask, office: User, tmp_path: Path) -> None:
    file, runner = tmp_path / "旧台账.xlsx", app.test_cli_runner()
    file.write_bytes(book({"往届会议": (CONFERENCES, [conference(1)])}))
    command = ["ledgers", "import", str(file), "--as", "sun.yi"]
    assert runner.invoke(args=[*command, "--dry-run"]).output == "conferences: 1 new, 0 there already\n"
    assert total(Conference) == 0
    assert runner.invoke(args=command).exit_code == 0
    assert runner.invoke(args=command).output == "conferences: 0 new, 1 there already\n"
    file.write_bytes(book({"往届会议": (CONFERENCES, [conference(0)])}))
    failed = runner.invoke(args=command)
    assert (failed.exit_code, "第 2 行 B 列" in failed.stderr) == (2, True)
    assert runner.invoke(args=[*command[:-1], "nobody"]).exit_code == 2
