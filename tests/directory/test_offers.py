"""What the directory offers to the other features, and to whom."""

import pytest
from flask import Flask

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.directory import FEATURE
from liaison.directory.models import OrganisationKind, PersonKind
from liaison.directory.services import people
from liaison.web.frame import features
from tests.makers.directory import make_chamber, make_court, make_judge, make_organisation, make_person
from tests.makers.opinions import somebody

READER = somebody(Side.BAR, Role.LAWYER)
AUDITOR = somebody(None, Role.AUDITOR)


@pytest.fixture(autouse=True)
def request_context(app: Flask, transaction: None) -> object:
    with app.test_request_context():
        yield


def test_units_to_choose_from_are_those_in_use_by_side() -> None:
    court = make_court()
    make_chamber(court, short_name="民一庭")
    make_organisation(name="云江澄衡律师事务所", short_name="澄衡所")
    make_organisation(name="云江旧日律师事务所").is_active = False
    make_organisation(OrganisationKind.JUSTICE_BUREAU, name="云江市司法局")
    units = features().offer("units")
    assert [unit.title for unit in units()] == ["市中院", "市中院民一庭", "澄衡所", "云江市司法局"]
    assert [unit.name for unit in units(Side.BENCH)] == ["云江市中级人民法院", "云江市中级人民法院民事审判第一庭"]
    [firm] = units(Side.BAR)
    assert (firm.kind, firm.side) == (OrganisationKind.LAW_FIRM, Side.BAR)


def test_people_to_invite_are_those_on_the_roster_without_their_contact() -> None:
    court, firm = make_court(), make_organisation(name="云江澄衡律师事务所", short_name="澄衡所")
    judge = make_judge(make_chamber(court), office="庭长", phone="0989-6270500")
    lawyer = make_person(firm, email="shen@example.com")
    people.retire(make_person(firm, name="旧人"), seen=None, by=None)
    found = features().offer("people_of")([firm.id, court.id])
    assert {(one.name, one.unit, one.office, one.side) for one in found} == {
        ("顾明川", "市中院民事审判第一庭", "庭长", Side.BENCH),
        ("沈知远", "澄衡所", "", Side.BAR),
    }
    assert not hasattr(found[0], "phone")
    assert features().offer("people_of")([]) == []
    assert features().offer("addresses")([judge.id, lawyer.id]) == {lawyer.id: "shen@example.com"}


def test_cards_are_for_those_who_may_read() -> None:
    firm = make_organisation(name="云江澄衡律师事务所", short_name="澄衡所")
    person = make_person(firm, office="主任", number="14306-1", phone="13900001111", is_party_member=True)
    card = features().card(READER, "person", person.id)
    assert card is not None
    assert (card.title, card.number, card.side, card.url) == (
        "沈知远",
        "14306-1",
        Side.BAR,
        f"/directory/people/{person.id}",
    )
    assert card.lines == (("所属单位", "澄衡所"), ("职务", "主任"))
    organisation = features().card(READER, "organisation", firm.id)
    assert organisation is not None
    assert (organisation.title, organisation.url) == ("澄衡所", f"/directory/organisations/{firm.id}")
    assert features().card(AUDITOR, "person", person.id) is None
    assert features().card(AUDITOR, "organisation", firm.id) is None


def test_cards_still_name_who_has_left_the_roster() -> None:
    person = people.retire(make_person(make_organisation()), seen=None, by=None)
    card = features().card(READER, "person", person.id)
    assert card is not None
    assert card.state_label == "已停用"


def test_search_finds_people_and_organisations_for_those_who_may_read() -> None:
    person = make_person(make_organisation(name="云江澄衡律师事务所", short_name="澄衡所"))
    assert FEATURE.search is not None
    found = FEATURE.search(READER, "澄衡")
    assert [hit.title for group in found for hit in group.hits] == [person.name, "云江澄衡律师事务所"]
    (both,) = FEATURE.search(READER, f"{person.name[0]} 澄衡")
    assert [hit.title for hit in both.hits] == [person.name]
    assert FEATURE.search(AUDITOR, "澄衡") == []
    for number in range(15):
        make_person(make_organisation(), name=f"重名{number}")
    (group,) = FEATURE.search(READER, "重名")
    assert (len(group.hits), group.total, group.url) == (5, 15, "/directory/people?q=%E9%87%8D%E5%90%8D")


def test_figures_bear_the_names_of_the_contract() -> None:
    firm = make_organisation(party_branch="澄衡党支部")
    make_person(firm, is_party_member=True)
    make_person(firm, PersonKind.STAFF, name="内勤")
    assert FEATURE.figures is not None
    figures = FEATURE.figures(clock.today(), clock.today())
    assert {figure.name: figure.value for figure in figures} == {
        "lawyers": 1, "law_firms": 1, "party_members": 1, "party_branches": 1,
    }  # fmt: skip


def test_the_menu_is_for_those_who_may_read() -> None:
    assert [entry.visible_to(READER) for entry in FEATURE.menu] == [True, True]
    assert [entry.visible_to(AUDITOR) for entry in FEATURE.menu] == [False, False]


def test_a_letter_is_told_where_a_body_is_found() -> None:
    make_organisation(name="云江市律师协会", address="云江市东大街1号", phone="0000-1234567")
    make_organisation(name="无电话律师事务所", address="云江市西大街2号")
    contact_of = features().offer("contact_of")
    assert contact_of("云江市律师协会") == "联系地址：云江市东大街1号；联系电话：0000-1234567"
    assert contact_of("无电话律师事务所") == "联系地址：云江市西大街2号"
    assert contact_of("没有这家单位") == ""
