"""The desk: what the features declare, the most urgent first."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core import clock
from liaison.core.declaration import DateEntry, Feature, Features, Waiting
from liaison.core.gathering import Trend
from liaison.core.sides import Role, Side
from liaison.home import queries
from liaison.opinions.models import OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.bench.statements import count_statements
from tests.makers.accounts import make_user, signed_in
from tests.makers.opinions import make_opinion
from tests.makers.reception import make_lawyer
from tests.page import Browser

TODAY = date(2026, 3, 9)
EARLY = Waiting("意见建议", "早", "/a", due_on=date(2026, 3, 1))
LATE = Waiting("意见建议", "晚", "/b", due_on=date(2026, 3, 16))
WALL = {Role.OFFICER, Role.ORGANISER, Role.HEAD_OF_SUPERVISION, Role.OBSERVER}
OPEN = Waiting("联席会议", "无期限", "/c")


def test_the_most_urgent_stands_first_and_counts_are_true(database: None) -> None:
    user = make_user("li.na")
    meeting = DateEntry(date(2026, 4, 1), "会议", "/d")
    first = Feature("first", "一", waiting=lambda _user: [OPEN, LATE])
    second = Feature("second", "二", waiting=lambda _user: [EARLY], dates=lambda _user, _first, _last: [meeting])
    desk = queries.desk(user, Features([first, second]), TODAY)
    assert desk.waiting == (EARLY, LATE, OPEN)
    assert (desk.total, desk.late, desk.soon, desk.kinds) == (3, (EARLY,), (LATE,), {"意见建议": 2, "联席会议": 1})
    assert desk.narrowed("late", "联席会议") == ()
    assert desk.narrowed("?", "意见建议") == (EARLY, LATE)
    assert desk.next_date is meeting


def test_an_empty_desk_says_so(database: None) -> None:
    desk = queries.desk(make_user("li.na"), Features([Feature("first", "一")]), TODAY)
    assert (desk.total, desk.late, desk.soon, desk.next_date) == (0, (), (), None)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_first_page(app: Flask, database: None, role: Role) -> None:
    page = signed_in(app, "li.na", side=Side.BAR, roles={role}).get("/")
    # The keys of the tests lie beside their data, which the administrator of a live site is warned of.
    expected = "密钥" if role is Role.ADMINISTRATOR else "没有等您处理的事项"
    assert expected in page.text


def test_trends_are_of_twelve_months_and_only_the_open_ones_stand_on_a_screen(database: None) -> None:
    open_one = Trend("opinions", "意见建议", "件", [("律师方", {date(2026, 3, 1): 4})], "/opinions", is_open=True)
    own = Trend("complaints", "监督投诉", "件", [("收到", {})])
    asked: list[tuple[date, date]] = []

    def trends(_user: object, first: date, last: date) -> list[Trend]:
        asked.append((first, last))
        return [open_one, own]

    features, user = Features([Feature("first", "一", trends=trends)]), make_user("li.na")
    assert queries.trends(user, features, TODAY) == [open_one, own]
    assert queries.trends(user, features, TODAY, only_open=True) == [open_one]
    assert asked == [(date(2025, 4, 1), TODAY)] * 2
    months = queries.months_until(TODAY)
    assert (len(months), months[0], months[-1]) == (12, date(2025, 4, 1), date(2026, 3, 1))
    assert queries.months_until(date(2026, 12, 31))[0] == date(2026, 1, 1)


def put_on_the_register(username: str) -> None:
    with unit.transaction():
        user = db.session.scalars(select(User).where(User.username == username)).one()
        user.person_id = make_lawyer().person_id


def test_each_role_has_the_trends_and_the_beginnings_that_are_its_own(app: Flask, database: None) -> None:
    open_ones = {"opinions", "resolutions", "reception_days"}
    office = {"/opinions/lodge", "/complaints/enter", "/questionnaires/design"}
    member = {"/opinions/lodge", "/complaints/begin"}
    for name, side, role, trends, starts in (
        ("bar", Side.BAR, Role.OFFICER, open_ones | {"people_received", "complaints"}, {*office, "/reception/desk"}),
        ("bench", Side.BENCH, Role.OFFICER, open_ones | {"complaints"}, office),
        ("head", Side.BAR, Role.HEAD_OF_SUPERVISION, open_ones | {"complaints"}, None),
        ("handler", Side.BAR, Role.HANDLER, open_ones, None),
        ("organiser", Side.BENCH, Role.ORGANISER, open_ones, None),
        ("lawyer", Side.BAR, Role.LAWYER, open_ones, member),
        ("duty_lawyer", Side.BAR, Role.LAWYER, open_ones, {*member, "/reception/desk"}),
        ("judge", Side.BENCH, Role.JUDGE, open_ones, member),
        ("observer", None, Role.OBSERVER, open_ones, set()),
        ("admin", None, Role.ADMINISTRATOR, {"sign_ins"}, {"/oversight/checks", "/oversight/backups"}),
        ("auditor", None, Role.AUDITOR, {"sign_ins"}, {"/oversight/audit"}),
    ):  # fmt: skip
        browser = signed_in(app, name, side=side, roles={role})
        if name == "duty_lawyer":
            put_on_the_register(name)
        page = browser.get("/")
        found = {part.get("id").removeprefix("trend-") for part in page.select("//div[@class='trends']/section")}
        assert found == trends, name
        links = {link for link in page.select("//div[@class='page-actions']/a/@href") if link != "/wall"}
        assert starts is None or links == starts, name
        assert ("/wall" in page.select("//a/@href")) is (role in WALL), name


@pytest.mark.parametrize("role", list(Role))
def test_the_screen_is_for_those_who_run_meetings(app: Flask, database: None, role: Role) -> None:
    browser = signed_in(app, "li.na", side=None if role is Role.OBSERVER else Side.BAR, roles={role})
    answer = browser.send("GET", "/wall")
    assert answer.status_code == (200 if role in WALL else 403)
    assert (answer.headers.get("Refresh") == "60") is (role in WALL)


def test_a_screen_left_alone_signs_out(app: Flask, database: None) -> None:
    browser = signed_in(app, "li.na", side=Side.BAR, roles={Role.OFFICER})
    begun = clock.now()
    for minutes, status in ((5, 200), (15, 200), (29, 200), (31, 302)):
        with clock.travel(begun + timedelta(minutes=minutes)):
            assert browser.send("GET", "/wall").status_code == status, f"{minutes} minutes after the last use"


def test_the_screen_has_no_secret(app: Flask, database: None) -> None:
    page = signed_in(app, "li.na", side=Side.BAR, roles={Role.OFFICER}).get("/wall")
    assert "监督投诉" not in page.text
    assert "来访" not in page.text
    assert page.select("//section[@aria-labelledby='screen-opinions']")


def test_everything_that_waits_is_narrowed_by_kind_and_urgency(app: Flask, database: None) -> None:
    with unit.transaction():
        for _ in range(2):
            make_opinion(OpinionStatus.LODGED)
        make_opinion(OpinionStatus.SCREENED, side=Side.BENCH)
    browser = signed_in(app, "li.na", side=Side.BAR, roles={Role.OFFICER})
    assert len(browser.get("/waiting").select("//ul[@class='todo']/li")) == 3
    assert len(browser.get("/waiting?kind=待审核").select("//ul[@class='todo']/li")) == 2
    for odd in ("which=late", "which=x%00&kind=y&page=-1", "kind=待审核&which=late&page=99999999999"):
        assert browser.get(f"/waiting?{odd}").status == 200
    assert "没有等您处理的事项" in browser.get("/waiting?which=late").text
    assert Browser(app).send("GET", "/waiting").status_code == Browser(app).send("GET", "/wall").status_code == 302


def test_the_first_page_asks_no_more_for_more_that_waits(app: Flask, database: None) -> None:
    browser = signed_in(app, "li.na", side=Side.BAR, roles={Role.OFFICER, Role.ORGANISER})
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    counts: dict[str, list[int]] = {"/": [], "/calendar": [], "/waiting": [], "/wall": []}
    for _ in range(2):
        with unit.transaction():
            for side in Side:
                make_opinion(OpinionStatus.LODGED, side=side)
                make_opinion(OpinionStatus.SCREENED, side=side)
                make_opinion(OpinionStatus.REPLIED, side=side)
        for path, seen in counts.items():
            seen.append(count_statements(app, path, {"liaison": cookie.value}))
    assert all(first == second for first, second in counts.values()), counts
    assert max(counts["/"]) <= 50, counts


@pytest.mark.parametrize("path", ["/", "/waiting", "/wall", "/search?q=x"])
def test_the_pages_speak_english(app: Flask, database: None, path: str) -> None:
    with unit.transaction():
        make_opinion(OpinionStatus.LODGED)
    browser = signed_in(app, "li.na", side=Side.BAR, roles={Role.OFFICER})
    browser.get(f"{path}{'&' if '?' in path else '?'}lang=en")
