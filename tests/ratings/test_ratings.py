"""Ratings: asked, answered, declined, lapsed, reminded, summed; never a single sheet."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core import clock
from liaison.core.declaration import Split
from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.sides import Role, Side
from liaison.papers.sheet import write_table
from liaison.ratings import queries, rules, services
from liaison.ratings.forms import sheet
from liaison.ratings.models import CourtCase, CourtCaseStatus, Rating, RatingStatus
from liaison.ratings.projections import elsewhere, sums
from liaison.ratings.queries import retaining
from liaison.ratings.services import purging
from liaison.store import purges, unit
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.accounts import make_user, signed_in
from tests.makers.ratings import Room, closed_case, make_room, particulars
from tests.page import Browser

R = RatingStatus
WELL = ["5"] * 10


@pytest.fixture
def room(database: None) -> Room:
    return make_room()


def rating_of(court_case: CourtCase, side: Side) -> Rating:
    return db.session.scalars(
        select(Rating).where(Rating.court_case_id == court_case.id, Rating.rater_side == side)
    ).one()


def rate(room: Room, court_case: CourtCase, side: Side, answers: list[str] = WELL) -> None:
    with unit.transaction():
        services.answer(rating_of(court_case, side), answers, room.lawyer if side is Side.BAR else room.judge)


def test_both_are_asked_for_seven_days_when_it_closes(room: Room) -> None:
    court_case = closed_case(room)
    found = [rating_of(court_case, side) for side in Side]
    assert {(one.rater_id, one.rated_id) for one in found} == {
        (room.lawyer_id, room.judge_id), (room.judge_id, room.lawyer_id),
    }  # fmt: skip
    assert all(one.due_on >= clock.today() + timedelta(days=7) for one in found)
    assert court_case.status is CourtCaseStatus.ASKED


def test_neither_counts_before_both_are_in(room: Room) -> None:
    court_case = closed_case(room)
    rate(room, court_case, Side.BAR)
    assert not rating_of(court_case, Side.BAR).is_settled
    with unit.transaction():
        services.decline(rating_of(court_case, Side.BENCH), room.judge)
    assert rating_of(court_case, Side.BAR).is_settled


def test_only_the_one_who_is_asked_answers_once_and_in_time(room: Room) -> None:
    court_case = closed_case(room)
    with unit.transaction(), pytest.raises(Forbidden):
        services.answer(rating_of(court_case, Side.BAR), WELL, room.judge)
    for wrong in (WELL[:9], ["6"] * 10):
        with unit.transaction(), pytest.raises(RuleBroken):
            services.answer(rating_of(court_case, Side.BAR), wrong, room.lawyer)
    with clock.travel(clock.now() + timedelta(days=30)), unit.transaction(), pytest.raises(RuleBroken):
        services.answer(rating_of(court_case, Side.BAR), WELL, room.lawyer)
    rate(room, court_case, Side.BAR)
    with unit.transaction(), pytest.raises(RuleBroken):
        services.answer(rating_of(court_case, Side.BAR), WELL, room.lawyer)


def test_time_that_runs_out_settles_what_the_other_one_said(room: Room) -> None:
    court_case = closed_case(room)
    rate(room, court_case, Side.BAR)
    with clock.travel(clock.now() + timedelta(days=20)), unit.transaction():
        services.lapse(clock.today())
    assert rating_of(court_case, Side.BENCH).status is R.LAPSED
    assert rating_of(court_case, Side.BAR).is_settled
    assert db.session.get_one(CourtCase, court_case.id).status is CourtCaseStatus.DONE
    assert queries.count_lapsed(room.judge_id) == 1


def test_sums_begin_with_ten_and_grow_by_five_at_once(room: Room) -> None:
    for number in range(9):
        court_case = closed_case(room)
        for side in Side:
            rate(room, court_case, side, WELL if number else ["x", *WELL[1:]])
    with unit.transaction():
        services.sum_up()
    assert sums.sum_about(room.judge_id, Side.BAR) is None
    for _ in range(5):
        court_case = closed_case(room)
        for side in Side:
            rate(room, court_case, side)
        with unit.transaction():
            services.sum_up()
        found = sums.sum_about(room.judge_id, Side.BAR)
        assert found is not None
        assert found.n == 10, "four more wait: with one alone, who looked before and after would know that one"
    assert (found.items[0].unobserved, found.items[1].n, found.points) == (1, 10, 100)
    assert found.items[0].points is None, "nine answered the first item"
    court_case = closed_case(room)
    for side in Side:
        rate(room, court_case, side, ["3"] * 10)
    with unit.transaction():
        services.sum_up()
    assert sums.sum_about(room.judge_id, Side.BAR).n == 15


def test_a_purge_takes_court_cases_and_leaves_the_sums(room: Room, instance: Path) -> None:
    for _ in range(10):
        court_case = closed_case(room)
        for side in Side:
            rate(room, court_case, side)
    with unit.transaction():
        services.sum_up()
        services.lapse(clock.today())
    before = sums.sum_about(room.judge_id, Side.BAR)
    assert before is not None
    ledger = instance / purges.LEDGER
    noted = ledger.read_text() if ledger.exists() else ""
    with clock.travel(clock.now() + timedelta(days=30)), unit.transaction():
        services.lapse(clock.today())
        ids = retaining.over_before(clock.today())
        assert len(ids) == 10
        kept = [(one.court_id, one.number) for one in retaining.with_ids(ids)]
        purging.purge(ids[:9], None)
    assert sums.sum_about(room.judge_id, Side.BAR) == before
    assert db.session.query(Rating).count() == 2
    added = ledger.read_text().removeprefix(noted)
    assert added.count(purging.PURGE) == 9
    assert not [number for _, number in kept if number in added]
    with unit.transaction():
        purging.erase(retaining.key_of(*kept[9]))
    assert (db.session.query(CourtCase).count(), db.session.query(Rating).count()) == (0, 0)


def test_reminders_go_on_day_three_and_six_and_no_more() -> None:
    asked = date(2026, 3, 2)
    due = [
        (day, sent) for day in range(9) for sent in range(3) if rules.reminder_due(asked, sent, asked + timedelta(day))
    ]
    assert due == [(3, 0), (4, 0), (5, 0), (6, 0), (6, 1), (7, 0), (7, 1), (8, 0), (8, 1)]


def test_a_mail_tells_neither_case_nor_person(room: Room) -> None:
    with unit.transaction():
        room.judge.email = "judge@example.org"
    court_case = closed_case(room)
    with clock.travel(clock.now() + timedelta(days=3)), unit.transaction():
        services.remind(clock.today())
        services.remind(clock.today())
    mails = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert len(mails) == 2
    for mail in mails:
        assert court_case.number not in mail.subject + mail.body
        assert "陈律师" not in mail.subject + mail.body


def test_answers_are_sealed_in_the_database(room: Room) -> None:
    court_case = closed_case(room)
    rate(room, court_case, Side.BAR)
    stored = db.session.connection().exec_driver_sql("select answers from rating where answers is not null").scalar()
    assert json.dumps(WELL) not in stored


def test_what_was_entered_in_error_counts_nowhere(room: Room) -> None:
    court_case = closed_case(room)
    rate(room, court_case, Side.BAR)
    with unit.transaction():
        services.withdraw(db.session.get_one(CourtCase, court_case.id), "登记错误", room.officer)
    assert rating_of(court_case, Side.BAR).answers is None
    assert queries.people_met([room.lawyer_id]) == {}


def test_people_met_are_those_of_closed_cases(room: Room) -> None:
    closed_case(room)
    assert queries.people_met([room.lawyer_id, room.judge_id]) == {
        room.lawyer_id: [room.judge_id], room.judge_id: [room.lawyer_id],
    }  # fmt: skip


PEOPLE = ("bar.officer", "lawyer", "judge", "colleague", "observer", "administrator", "visitor")
TABLE = [
    ("GET", "/ratings", "200 200 200 200 403 403 302"),
    ("GET", "/ratings/{lawyers}", "404 200 404 404 404 404 302"),
    ("POST", "/ratings/{lawyers}", "404 422 404 404 404 404 302"),
    ("GET", "/ratings/cases", "200 403 403 403 403 403 302"),
    ("GET", "/ratings/cases?format=xlsx", "200 403 403 403 403 403 302"),
    ("GET", "/ratings/cases/file", "200 403 403 403 403 403 302"),
    ("POST", "/ratings/cases/file", "422 403 403 403 403 403 302"),
    ("GET", "/ratings/cases/{id}", "200 404 404 404 404 404 302"),
    ("GET", "/ratings/cases/{id}/amend", "409 404 404 404 404 404 302"),
    ("GET", "/ratings/cases/{id}/conclude", "409 404 404 404 404 404 302"),
    ("POST", "/ratings/cases/{id}/withdraw", "422 404 404 404 404 404 302"),
    ("GET", "/ratings/cases/import", "200 403 403 403 403 403 302"),
    ("GET", "/ratings/cases/import/template", "200 403 403 403 403 403 302"),
    ("POST", "/ratings/cases/import/confirm", "303 403 403 403 403 403 302"),
    ("POST", "/ratings/{lawyers}/decline", "404 303 404 404 404 404 302"),
]


def test_access_table(app: Flask, room: Room) -> None:
    court_case = closed_case(room)
    words = {"id": court_case.id, "lawyers": rating_of(court_case, Side.BAR).id}
    make_user("colleague", side=Side.BAR, roles=(Role.LAWYER,))
    make_user("observer", side=None, roles=(Role.OBSERVER,))
    make_user("administrator", side=None, roles=(Role.ADMINISTRATOR,))
    browsers = {name: Browser(app) for name in PEOPLE}
    for name in PEOPLE[:-1]:
        browsers[name].sign_in(name)
    wrong = []
    for method, address, expected in TABLE:
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            url = address.format(**words)
            response = browsers[name].post(url) if method == "POST" else browsers[name].send("GET", url)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} {name}: {response.status_code} instead of {answer}")
    assert not wrong, "\n".join(wrong)


def test_a_rating_goes_through_the_browser_in_both_languages(app: Flask, room: Room) -> None:
    court_case = closed_case(room)
    lawyer = Browser(app).sign_in("lawyer")
    lawyer.get("/ratings?lang=en")
    url = f"/ratings/{rating_of(court_case, Side.BAR).id}"
    lawyer.get(f"{url}?lang=en")
    lawyer.submit(url, **{f"item{place}": "4" for place in range(1, 11)})
    assert "已评价" in lawyer.get("/ratings").text
    assert lawyer.send("GET", url).status_code == 409
    officer = Browser(app).sign_in("bar.officer")
    officer.get(f"/ratings/cases/{court_case.id}?lang=en")
    officer.get("/ratings/cases?lang=en")


def test_a_spreadsheet_is_previewed_then_entered_whole(app: Flask, room: Room) -> None:
    officer = Browser(app).sign_in("bar.officer")
    court = next(iter(db.session.scalars(select(queries.CourtCase))), None)
    assert court is None
    rows = [("（2026）云01刑初7号", "市中院", "刑事", "梁法官", "陈律师（云江甲律师事务所）", clock.today())]
    data = write_table("案件", sheet.COLUMNS, rows)
    preview = officer.submit("/ratings/cases/import", 200, file=(io.BytesIO(data), "案件.xlsx"))
    assert "云01刑初7号" in preview.text
    signed = preview.text.split('name="rows" value="')[1].split('"')[0]
    once = preview.text.split('name="once" value="')[1].split('"')[0]
    for _ in range(2):
        officer.post("/ratings/cases/import/confirm", rows=signed, once=once)
    assert db.session.query(CourtCase).count() == 1
    other = signed_in(app, "bench.officer", side=Side.BENCH, roles=(Role.OFFICER,))
    assert other.post("/ratings/cases/import/confirm", rows=signed).location.endswith("/ratings/cases/import")
    again = officer.submit("/ratings/cases/import", 422, file=(io.BytesIO(data), "案件.xlsx"))
    assert "已经登记" in again.text


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("x", "市中院", "刑事", "梁法官", "陈律师", ""), "第 2 行 A 列“案号”"),
        (("（2026）云01刑初7号", "无此院", "刑事", "梁法官", "陈律师", ""), "第 2 行 B 列“法院”"),
        (("（2026）云01刑初7号", "市中院", "刑事", "无此人", "陈律师", ""), "第 2 行 D 列“承办法官”"),
        (("（2026）云01刑初7号", "市中院", "无此类", "梁法官", "陈律师", ""), "第 2 行 C 列“案件类别”"),
    ],
)
def test_a_faulty_cell_is_named_and_nothing_is_entered(
    app: Flask, room: Room, row: tuple[str, ...], words: str
) -> None:
    data = write_table("案件", sheet.COLUMNS, [row])
    response = (
        Browser(app).sign_in("bar.officer").submit("/ratings/cases/import", 422, file=(io.BytesIO(data), "案件.xlsx"))
    )
    assert words in response.text
    assert db.session.query(CourtCase).count() == 0


def test_a_case_is_entered_in_the_browser_once_a_court_and_number(app: Flask, room: Room) -> None:
    officer = Browser(app).sign_in("bar.officer")
    values = {
        "number": "（2026）云01民终1号", "court_id": str(room.court_id), "kind": "civil",
        "judges": [str(room.judge_id)], "lawyers": [str(room.lawyer_id)],
    }  # fmt: skip
    officer.submit("/ratings/cases/file", **values)
    assert "已经登记" in officer.submit("/ratings/cases/file", 422, **values).text
    id = db.session.scalars(select(CourtCase.id)).one()
    officer.submit(f"/ratings/cases/{id}/amend", kind="criminal")
    officer.submit(f"/ratings/cases/{id}/conclude", closed_on=clock.today().isoformat())
    assert db.session.get_one(CourtCase, id).status is CourtCaseStatus.ASKED
    assert particulars(room).closed_on is None


def test_summaries_divide_ratings_by_month_court_and_kind_with_nobodys_few(room: Room) -> None:
    for _ in range(2):
        rate(room, closed_case(room), Side.BAR)
    today = clock.today()
    found = {(one.of, one.by): one.rows for one in elsewhere.breakdowns(today, today)}
    assert {key: [(row.label, row.value, row.least) for row in rows] for key, rows in found.items()} == {
        ("ratings_bar", Split.MONTH): [(f"{today:%Y-%m}", 2, 5)],
        ("ratings_bar", Split.CATEGORY): [("民事", 2, 5)],
        ("ratings_bar", Split.COURT): [("云江市中级人民法院", 2, 5)],
    }
    assert elsewhere.figures(today, today)[0].value == 2
