"""What lists, counts and searches find, and for whom."""

from datetime import UTC, date, datetime
from itertools import combinations, product

import pytest
from sqlalchemy import select

from liaison.conferences import queries
from liaison.conferences.models import Conference, ConferenceKind, ConferenceStatus, Resolution
from liaison.conferences.queries import Filters
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.queries import attendance as attendance_queries
from liaison.conferences.queries import resolutions as resolution_queries
from liaison.conferences.queries.resolutions import LedgerFilters
from liaison.conferences.rules import moves, standing
from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.sides import Role, Side
from liaison.store.base import db
from tests.makers.conferences import Content, Person, make_conference, plan_conference
from tests.makers.directory import make_organisation, make_person

pytestmark = pytest.mark.usefixtures("transaction")

S = ConferenceStatus
ROLE_SETS = [(), *((role,) for role in Role), *combinations((Role.OFFICER, Role.ORGANISER, Role.OBSERVER), 2)]
LAWYER = Person(roles=frozenset({Role.LAWYER}))
OBSERVER = Person(side=None, roles=frozenset({Role.OBSERVER}))


def found(user: Person, **filters: object) -> set[str]:
    statement = queries.search(user, Filters(**filters))  # type: ignore[arg-type]
    return {conference.title for conference in db.session.scalars(statement)}


def listed(user: Person, **filters: object) -> list[str]:
    statement = resolution_queries.listed(user, LedgerFilters(**filters), clock.today())  # type: ignore[arg-type]
    return [row.text for row in db.session.scalars(statement.order_by(Resolution.year, Resolution.number))]


def test_visible_to_is_the_twin_of_is_visible() -> None:
    for status in S:
        conference = make_conference(S.HELD, days=0)
        conference.status = status
    db.session.flush()
    conferences = db.session.scalars(select(Conference)).all()
    assert {conference.status for conference in conferences} == set(S)
    held = {one.id for one in conferences if one.status in moves.CONVENED}
    invited = conferences[::2]
    person = make_person(make_organisation())
    for one in invited:
        one.attendances[0].person_id = person.id
    db.session.flush()
    for side, roles, person_id in product((*Side, None), ROLE_SETS, (None, person.id)):
        user = Person(side=side, roles=frozenset(roles), person_id=person_id)
        expected = {one.id for one in conferences if standing.is_visible(user, one)}
        seen = set(db.session.scalars(select(Conference.id).where(queries.visible_to(user))))
        assert seen == expected, f"{side} {roles}"
        of_resolutions = db.session.scalars(resolution_queries.listed(user, LedgerFilters(), clock.today()))
        told = {row.conference_id for row in of_resolutions} & held
        assert told == expected & held, f"resolutions: {side} {roles}"


def test_what_is_not_visible_is_not_found() -> None:
    conference = make_conference()
    item, person = conference.items[0], conference.attendances[0]
    other = make_conference()
    for user, ids in ((LAWYER, (conference.id, item.id, person.id)), (Person(), (other.id, item.id, person.id))):
        with pytest.raises(NotFound):
            agenda_queries.get_item(user, ids[0], ids[1])
        with pytest.raises(NotFound):
            attendance_queries.get_attendance(user, ids[0], ids[2])
    with pytest.raises(NotFound):
        queries.get_visible(LAWYER, conference.id)


@pytest.mark.parametrize("verb", ["plan", "amend", "record", "draft", "countersign", "delete", "__class__", ""])
def test_an_address_names_only_moves_of_one_field(verb: str) -> None:
    with pytest.raises(NotFound):
        queries.get_with_move(Person(), plan_conference().id, verb)


@pytest.mark.parametrize("q", ["第一次联席", "三楼", "周砚秋", "阅卷", "100%_", "\\", "a'b"])
def test_search_finds_titles_places_people_items_and_odd_signs(q: str) -> None:
    make_conference(content=Content(topics=("电子阅卷 100%_ \\ a'b",)))
    plan_conference(kind=ConferenceKind.FORUM, place="安检通道", chair="某人")
    assert found(Person(), q=q) == {"第一次联席会议"}


def test_filters_narrow_together() -> None:
    with clock.travel(datetime(2025, 12, 31, 2, tzinfo=UTC)):
        make_conference(S.HELD, days=0)
    make_conference(S.HELD, days=0)
    plan_conference(kind=ConferenceKind.SPECIAL)
    year = clock.today().year
    assert found(Person()) == {"第一次联席会议", "第二次联席会议", "第一次专题联席会议"}
    assert found(Person(), kind="special") == found(Person(), stage="coming") == {"第一次专题联席会议"}
    assert found(Person(), stage="convened", year=2025) == {"第一次联席会议"}
    assert found(Person(), status="held", year=year) == {"第二次联席会议"}
    assert found(Person(), first=date(2025, 12, 31), last=date(2025, 12, 31)) == {"第一次联席会议"}
    assert queries.years(Person()) == [year, 2025]
    assert queries.count_by_stage(Person()) == {"coming": 1, "convened": 2, "": 3}


@pytest.mark.parametrize("filters", [{"kind": "other"}, {"status": "' or 1=1"}, {"stage": "x"}, {"year": 1}])
def test_unknown_words_find_nothing(filters: dict[str, object]) -> None:
    plan_conference()
    assert found(Person(), **filters) == set()


def test_figures_count_conferences_held_within_the_span() -> None:
    for day in (1, 31):
        with clock.travel(datetime(2026, 1, day, 2, tzinfo=UTC)):
            make_conference(S.HELD, days=0)
    make_conference(S.IN_SESSION, days=0)
    assert queries.count_held(date(2026, 1, 1), date(2026, 1, 31)) == 2
    assert queries.count_held(date(2026, 1, 2), date(2026, 1, 30)) == 0


def test_the_ledger_is_filtered_by_status_lead_conference_and_words() -> None:
    with clock.travel(datetime(2026, 1, 5, 2, tzinfo=UTC)):
        first = make_conference(S.HELD, days=0, content=Content(resolved=("甲。", "乙。")))
    second = make_conference(S.HELD, days=0, content=Content(resolved=("丙。",)))
    make_conference(S.IN_SESSION, days=0)
    assert listed(Person()) == ["甲。", "乙。", "丙。"]
    assert listed(Person(), status="overdue") == listed(Person(), conference_id=first.id) == ["甲。", "乙。"]
    assert listed(Person(), lead="市中级人民法院", conference_id=second.id) == ["丙。"]
    assert listed(Person(), lead="市中院") == listed(Person(), status="done") == listed(Person(), status="x") == []
    assert listed(Person(), q="议定〔2026〕2号") == listed(Person(), q="乙") == ["乙。"]
    assert resolution_queries.count_by_status(Person(), clock.today()) == {
        "": 3,
        "open": 3,
        "under_way": 0,
        "done": 0,
        "cancelled": 0,
        "overdue": 2,
        "unsettled": 3,
        "extended": 0,
        "resting": 0,
    }
    assert listed(OBSERVER) == []


def test_resolutions_of_a_session_have_no_place_in_the_ledger_yet() -> None:
    conference = make_conference(S.IN_SESSION)
    conference.resolutions.append(Resolution(position=1, text="答复。"))
    db.session.flush()
    assert listed(Person()) == []
    assert resolution_queries.get_visible(LAWYER, conference.resolutions[0].id).text == "答复。"
