"""What lists and searches find, in which order, and for whom."""

from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from liaison.core.errors import NotFound
from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, OrganisationKind, Person, PersonKind, Region
from liaison.directory.queries import organisations, people
from liaison.directory.rules.standing import may_read
from liaison.directory.services import people as services
from liaison.store.base import db
from tests.makers.directory import make_chamber, make_court, make_judge, make_organisation, make_person, make_region
from tests.makers.opinions import somebody

READER = somebody(Side.BAR, Role.LAWYER)
EVERYBODY = [(), *((role,) for role in Role)]


def found(**filters: Any) -> list[str]:
    statement = people.filtered(people.visible_to(READER), **filters)
    return list(db.session.scalars(statement.order_by(Person.id).with_only_columns(Person.name)))


def organisations_found(**filters: Any) -> list[str]:
    statement = organisations.filtered(organisations.visible_to(READER), **filters)
    return [each.name for each in db.session.scalars(statement.order_by(*organisations.ORDER["kind"]))]


@pytest.fixture
def city(transaction: None) -> dict[str, Any]:
    """A city with a district, a court with a chamber, two firms, a procuratorate, and people in most of them."""
    city = make_region("云江市")
    district = make_region("城东区", parent_id=city.id)
    court = make_court(region_id=city.id)
    chamber = make_chamber(court, short_name="民一庭", region_id=city.id)
    first = make_organisation(
        name="云江澄衡律师事务所", short_name="澄衡所", region_id=city.id, party_branch="联合党支部"
    )
    second = make_organisation(name="云江望岳律师事务所", region_id=district.id, party_branch="联合党支部")
    procuratorate = make_organisation(OrganisationKind.PROCURATORATE, name="云江市人民检察院", region_id=city.id)
    make_person(first, name="张三", number="14306-1", is_party_member=True)
    make_person(second, name="章一", number="100%真")
    make_person(second, name="单雄", is_party_member=True)
    make_judge(chamber, name="陈庭", number="F_1")
    make_judge(court, name="顾明川")
    make_person(procuratorate, PersonKind.STAFF, name="吴检")
    services.retire(make_person(first, name="旧人", is_party_member=True), seen=None, by=None)
    db.session.flush()
    return {"city": city, "district": district, "court": court, "chamber": chamber, "first": first, "second": second}


def test_visible_to_is_the_twin_of_may_read(city: dict[str, Any]) -> None:
    for side, roles in product((*Side, None), EVERYBODY):
        user = somebody(side, *roles)
        for query, number in ((people.visible_to(user), 7), (organisations.visible_to(user), 5)):
            assert len(db.session.scalars(query).all()) == (number if may_read(user) else 0), f"{side} {roles}"


def test_what_is_not_visible_is_not_found(city: dict[str, Any]) -> None:
    person_id = db.session.scalars(select(Person.id)).first()
    assert people.get_visible(READER, person_id).id == person_id
    auditor = somebody(None, Role.AUDITOR)
    for queries, id in ((people, person_id), (organisations, city["first"].id)):
        with pytest.raises(NotFound):
            queries.get_visible(auditor, id)
        with pytest.raises(NotFound):
            queries.get_visible(READER, 4711)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["张三", "章一", "单雄", "陈庭", "顾明川", "吴检"]),
        ({"active": "no"}, ["旧人"]),
        ({"active": "all", "q": "澄衡"}, ["张三", "旧人"]),
        ({"q": "张"}, ["张三"]),
        ({"q": "望岳"}, ["章一", "单雄"]),
        ({"q": "澄衡所"}, ["张三"]),
        ({"q": "民一"}, ["陈庭"]),
        ({"q": "f_1"}, ["陈庭"]),
        ({"q": "14306"}, ["张三"]),
        ({"q": "%"}, ["章一"]),
        ({"q": "_"}, ["陈庭"]),
        ({"q": "\\"}, []),
        ({"q": "张　三"}, ["张三"]),
        ({"q": "' or 1=1 --"}, []),
        ({"kind": "lawyer"}, ["张三", "章一", "单雄"]),
        ({"kind": "judge"}, ["陈庭", "顾明川"]),
        ({"kind": "wizard"}, []),
        ({"side": "bar"}, ["张三", "章一", "单雄"]),
        ({"side": "bench"}, ["陈庭", "顾明川"]),
        ({"side": "none"}, ["吴检"]),
        ({"side": "wizard"}, []),
        ({"organisation_id": 4711}, []),
        ({"side": "bar", "q": "三", "kind": "lawyer"}, ["张三"]),
    ],
)
def test_filters_of_people(city: dict[str, Any], filters: dict[str, Any], names: list[str]) -> None:
    assert found(**filters) == names


def test_a_courts_people_include_those_of_its_chambers(city: dict[str, Any]) -> None:
    assert found(organisation_id=city["court"].id) == ["陈庭", "顾明川"]
    assert found(organisation_id=city["chamber"].id) == ["陈庭"]
    counts = people.count_people([city["court"].id, city["chamber"].id, city["first"].id])
    assert counts == {city["court"].id: 2, city["chamber"].id: 1, city["first"].id: 1}


def test_a_region_includes_what_lies_in_it(city: dict[str, Any]) -> None:
    regions = organisations.regions()
    inside = organisations.with_parts(regions, city["city"].id)
    assert inside == {city["city"].id, city["district"].id}
    assert found(region_ids=organisations.with_parts(regions, city["district"].id)) == ["章一", "单雄"]
    assert len(found(region_ids=inside)) == 6
    assert found(region_ids=organisations.with_parts(regions, 4711)) == []
    assert organisations.with_parts(regions, None) == set()


def test_a_circle_of_regions_ends() -> None:
    circle = [Region(id=1, name="甲", parent_id=2), Region(id=2, name="乙", parent_id=1)]
    assert organisations.with_parts(circle, 1) == {1, 2}


def test_people_stand_in_the_order_of_pinyin(city: dict[str, Any]) -> None:
    ordered = people.visible_to(READER).where(Person.is_active).order_by(*people.ORDER["name"])
    assert [person.name for person in db.session.scalars(ordered)] == ["陈庭", "顾明川", "单雄", "吴检", "张三", "章一"]


def test_chambers_stand_behind_their_court(city: dict[str, Any]) -> None:
    assert organisations_found() == [
        "云江市中级人民法院",
        "云江市中级人民法院民事审判第一庭",
        "云江澄衡律师事务所",
        "云江望岳律师事务所",
        "云江市人民检察院",
    ]


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"q": "律师"}, 2),
        ({"q": "市中院"}, 2),
        ({"kind": "chamber"}, 1),
        ({"kind": "wizard"}, 0),
        ({"side": "bench"}, 2),
        ({"side": "none"}, 1),
        ({"active": "no"}, 0),
        ({"active": "all"}, 5),
    ],
)
def test_filters_of_organisations(city: dict[str, Any], filters: dict[str, Any], number: int) -> None:
    assert len(organisations_found(**filters)) == number


def test_brackets_of_either_width_find_the_same(transaction: None) -> None:
    make_organisation(name="北京某某（云江）律师事务所")
    assert organisations_found(q="(云江)") == organisations_found(q="（云江）") == ["北京某某（云江）律师事务所"]


def test_totals_count_those_on_the_roster_and_a_joint_branch_once(city: dict[str, Any]) -> None:
    assert people.totals() == {"lawyers": 3, "law_firms": 2, "party_members": 2, "party_branches": 1}


def test_names_for_the_frame_and_for_papers(city: dict[str, Any]) -> None:
    assert organisations.association_names() == ("", "")
    make_organisation(OrganisationKind.BAR_ASSOCIATION, name="云江市律师协会")
    make_organisation(OrganisationKind.JUDGES_ASSOCIATION, name="云江市法官协会")
    assert organisations.association_names() == ("云江市律师协会", "云江市法官协会")
    assert organisations.city_name() == "云江市"


def test_choices_hold_what_is_in_use_and_what_was_chosen_before(city: dict[str, Any]) -> None:
    city["second"].is_active = False
    db.session.flush()
    assert city["second"] not in organisations.in_use()
    assert city["second"] in organisations.in_use(also=city["second"].id)
    assert {each.kind for each in organisations.in_use([Side.BENCH])} == {
        OrganisationKind.COURT,
        OrganisationKind.CHAMBER,
    }
    assert isinstance(organisations.in_use()[0], Organisation)
