"""What each feature gives to search, calendar and charts: to whom, and to nobody else."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from liaison.accounts import FEATURE as ACCOUNTS
from liaison.complaints import FEATURE as COMPLAINTS
from liaison.complaints.models import Status
from liaison.conferences import FEATURE as CONFERENCES
from liaison.conferences.models import ConferenceStatus
from liaison.core import clock
from liaison.core.declaration import Feature
from liaison.core.sides import Role, Side
from liaison.opinions import FEATURE as OPINIONS
from liaison.opinions.models import OpinionStatus
from liaison.oversight import FEATURE as OVERSIGHT
from liaison.questionnaires import FEATURE as QUESTIONNAIRES
from liaison.ratings import FEATURE as RATINGS
from liaison.reception import FEATURE as RECEPTION
from liaison.reception.models.visits import VisitStatus
from liaison.store import unit
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.complaints import make_city, make_complaint
from tests.makers.conferences import Content, make_conference
from tests.makers.opinions import Somebody, make_opinion
from tests.makers.questionnaires import make_questionnaire, open_questionnaire
from tests.makers.ratings import closed_case, make_room
from tests.makers.visits import make_desk, make_visit

YEAR = timedelta(days=365)
BAR_OFFICE = Somebody(Side.BAR, frozenset({Role.OFFICER}))
BENCH_OFFICE = Somebody(Side.BENCH, frozenset({Role.OFFICER}))
BENCH_ORGANISER = Somebody(Side.BENCH, frozenset({Role.ORGANISER}))
LAWYER = Somebody(Side.BAR, frozenset({Role.LAWYER}))
JUDGE = Somebody(Side.BENCH, frozenset({Role.JUDGE}))
OBSERVER = Somebody(None, frozenset({Role.OBSERVER}))
ADMINISTRATOR = Somebody(None, frozenset({Role.ADMINISTRATOR}))
OTHERS = (BENCH_OFFICE, LAWYER, JUDGE, OBSERVER, ADMINISTRATOR)


@pytest.fixture(autouse=True)
def _request(app: Flask, database: None) -> Iterator[None]:
    with app.test_request_context():
        yield


def finds(feature: Feature, user: Somebody | User, q: str) -> dict[str, int]:
    assert feature.search is not None
    return {found.label: found.total for found in feature.search(user, q)}


def due(feature: Feature, user: Somebody | User, on: date | None) -> int:
    assert feature.due_dates is not None
    assert on is not None
    return len(feature.due_dates(user, on, on))


def test_visits_are_found_by_what_exactly_was_typed_and_by_the_desk_alone() -> None:
    visit = make_visit(make_desk(), VisitStatus.DONE, name="欧阳守信", phone="13800001234")
    for q in (visit.reference, "欧阳守信", "13800001234"):
        assert finds(RECEPTION, BAR_OFFICE, q).get("来访") == 1, q
        assert RECEPTION.search is not None
        (found,) = (each for each in RECEPTION.search(BAR_OFFICE, q) if each.label == "来访")
        assert "欧阳" not in f"{found.hits}"
        assert [finds(RECEPTION, other, q) for other in OTHERS] == [{}] * len(OTHERS), q
    assert finds(RECEPTION, BAR_OFFICE, "司马青云") == {}


def test_the_rota_is_searched_by_those_who_keep_it() -> None:
    desk = make_desk()
    name = desk.lawyers[0].name
    assert finds(RECEPTION, BAR_OFFICE, name) == {"接访日": 1, "值班律师": 1}
    assert [finds(RECEPTION, other, name) for other in OTHERS] == [{}] * len(OTHERS)


def test_court_cases_and_accounts_are_found_by_those_who_keep_them() -> None:
    court_case = closed_case(make_room())
    assert finds(RATINGS, BAR_OFFICE, court_case.number) == finds(RATINGS, BENCH_OFFICE, "云01") == {"互评案件": 1}
    assert [finds(RATINGS, other, "云01") for other in OTHERS[1:]] == [{}] * 4
    assert finds(ACCOUNTS, ADMINISTRATOR, "judge") == finds(ACCOUNTS, BENCH_OFFICE, "judge") == {"账户": 1}
    assert [finds(ACCOUNTS, other, "judge") for other in (BAR_OFFICE, LAWYER, JUDGE, OBSERVER)] == [{}] * 4


def test_a_complaint_is_found_by_its_reference_and_has_its_day_only_for_whom_it_concerns() -> None:
    with unit.transaction():
        city = make_city()
        complaint = make_complaint(city, Status.ACKNOWLEDGED)
    for name, sees in (("court_officer", True), ("bar_officer", True), ("judge", False), ("other_judge", False)):
        user = city[name]
        assert bool(finds(COMPLAINTS, user, complaint.reference)) is sees, name
        assert bool(due(COMPLAINTS, user, complaint.due_on)) is sees, name
    assert finds(COMPLAINTS, OBSERVER, complaint.reference) == finds(COMPLAINTS, ADMINISTRATOR, "诉") == {}


def test_replies_and_resolutions_have_their_days_for_those_who_see_to_them() -> None:
    with unit.transaction():
        opinion = make_opinion(OpinionStatus.SCREENED)
        shown = make_conference(ConferenceStatus.HELD, days=0, content=Content(resolved=("建立保全续封提醒。",)))
        day = shown.resolutions[0].due_on
    asked = [due(OPINIONS, user, opinion.reply_due_on) for user in (BENCH_OFFICE, BENCH_ORGANISER, *OTHERS[1:])]
    assert asked == [1, 1, 0, 0, 0, 0]
    assert due(OPINIONS, BAR_OFFICE, opinion.reply_due_on) == 0, "it waits for the other side"
    assert [due(CONFERENCES, user, day) for user in (BENCH_ORGANISER, BAR_OFFICE, LAWYER, OBSERVER)] == [1, 1, 0, 0]


def test_questionnaires_open_and_close_on_their_days() -> None:
    officer = make_user("officer")
    made, _ = open_questionnaire(officer)
    with unit.transaction():
        make_questionnaire(officer, title="草稿")
    assert QUESTIONNAIRES.dates is not None
    assert made.closes_at is not None
    closes = clock.local(made.closes_at).date()
    assert [(one.kind_label, one.title) for one in QUESTIONNAIRES.dates(officer, closes, closes)] == [
        ("问卷截止", "律师眼中的法官")
    ]
    assert QUESTIONNAIRES.dates(JUDGE, closes, closes) == []
    assert finds(QUESTIONNAIRES, officer, "法官") == {"问卷": 1}
    assert finds(QUESTIONNAIRES, JUDGE, "法官") == {}


def test_charts_count_by_month_what_the_role_may_know() -> None:
    today = clock.today()
    month = today.replace(day=1)
    make_visit(make_desk(), VisitStatus.DONE)
    with unit.transaction():
        make_opinion()
        make_opinion(OpinionStatus.SCREENED, received_on=month)
        make_opinion(OpinionStatus.REPLIED, side=Side.BENCH, received_on=month)

    def counted(feature: Feature, user: Somebody) -> dict[str, list[int]]:
        assert feature.trends is not None
        found = feature.trends(user, today - YEAR, today)
        return {one.name: [counts.get(month, 0) for _, counts in one.lines] for one in found}

    for user in (BAR_OFFICE, JUDGE, OBSERVER):
        assert counted(OPINIONS, user) == {"opinions": [1, 1]}, "what is not screened is not counted"
    assert counted(OPINIONS, ADMINISTRATOR) == counted(RECEPTION, ADMINISTRATOR) == {}
    assert counted(RECEPTION, BAR_OFFICE)["people_received"] == [1]
    assert [list(counted(RECEPTION, user)) for user in OTHERS[:4]] == [["reception_days"]] * 4
    make_user("li.na")
    for user in OTHERS:
        assert counted(OVERSIGHT, user) == ({"sign_ins": [0, 0]} if user is ADMINISTRATOR else {})
    assert [list(counted(COMPLAINTS, user)) for user in (BENCH_ORGANISER, *OTHERS[1:])] == [[]] * 5
