"""Adding, amending, retiring and restoring, with what each leaves in the audit trail."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.names import sort_key
from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, OrganisationKind, Person, PersonKind
from liaison.directory.services import organisations, people, regions
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from tests.makers.directory import make_chamber, make_court, make_judge, make_organisation, make_person, make_region
from tests.makers.opinions import somebody

BAR_OFFICER = somebody(Side.BAR, Role.OFFICER, id=11)
BENCH_OFFICER = somebody(Side.BENCH, Role.OFFICER, id=12)


def entry_of(person: Person, **overrides: Any) -> dict[str, Any]:
    """What the form of an unchanged entry would send."""
    fields = ("kind", "name", "organisation_id", "office", "practising_since", "phone", "email")
    return {name: getattr(person, name) for name in fields} | {"number": person.number or ""} | overrides


def details(organisation: Organisation, **overrides: Any) -> dict[str, Any]:
    """What the form of an unchanged organisation would send."""
    fields = ("name", "short_name", "region_id", "address", "phone", "position")
    return {name: getattr(organisation, name) for name in fields} | overrides


def audited() -> list[tuple[str, str | None, dict[str, Any]]]:
    """The trail since the test began, after its own commit."""
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    return [(row.action, row.thing_kind, row.detail) for row in rows]


def test_a_person_is_stored_in_one_spelling_and_in_the_order_of_pinyin(transaction: None) -> None:
    person = make_person(
        make_organisation(), name=" 张　三 ", number="１４３０６ 20001", practising_since=date(2015, 7, 1)
    )
    assert (person.name, person.number, person.sort_key) == ("张三", "1430620001", sort_key("张三"))
    assert person.is_active
    assert not person.is_party_member


def test_a_number_belongs_to_one_person(transaction: None) -> None:
    firm = make_organisation(short_name="澄衡所")
    make_person(firm, number="14306-1")
    with pytest.raises(RuleBroken, match="编号已登记在澄衡所沈知远名下") as refused:
        make_person(firm, name="另一人", number=" 14306-1 ")
    assert refused.value.field == "number"


def test_namesakes_without_numbers_are_two_people(transaction: None) -> None:
    firm = make_organisation()
    assert make_person(firm).id != make_person(firm).id


def test_a_number_taken_a_moment_ago_is_told_as_a_rule(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    firm_id = make_organisation().id
    make_person(db.session.get_one(Organisation, firm_id), number="14306-1")
    monkeypatch.setattr("liaison.directory.queries.people.find_by_number", lambda _number: None)
    with pytest.raises(RuleBroken, match="刚刚有人登记了相同的名称或编号"), unit.transaction():
        people.add(PersonKind.LAWYER, "另一人", firm_id, by=None, number="14306-1")
    assert db.session.query(Person).count() == 1


def test_nobody_joins_what_has_left_the_roster(transaction: None) -> None:
    firm = make_organisation()
    firm.is_active = False
    with pytest.raises(RuleBroken, match="已停用") as refused:
        make_person(firm)
    assert refused.value.field == "organisation_id"


def test_an_organisation_that_does_not_exist_is_not_joined(transaction: None) -> None:
    with pytest.raises(RuleBroken, match="请从列表中选择一项"):
        people.add(PersonKind.LAWYER, "沈知远", 4711, by=None)


def test_officers_keep_their_own_side_only(transaction: None) -> None:
    firm, court = make_organisation(), make_court()
    lawyer, judge = make_person(firm), make_judge(court)
    people.add(PersonKind.LAWYER, "周岚", firm.id, by=BAR_OFFICER)
    refused = [
        lambda: people.add(PersonKind.JUDGE, "周岚", court.id, by=BAR_OFFICER),
        lambda: people.amend(judge, **entry_of(judge), seen=None, by=BAR_OFFICER),
        lambda: people.retire(judge, seen=None, by=BAR_OFFICER),
        lambda: people.amend(lawyer, **entry_of(lawyer), seen=None, by=BENCH_OFFICER),
        lambda: organisations.add(OrganisationKind.COURT, "云江市城东区人民法院", by=BAR_OFFICER),
        lambda: organisations.amend(court, **details(court), seen=None, by=BAR_OFFICER),
        lambda: organisations.retire(court, seen=None, by=BAR_OFFICER),
        lambda: regions.add("城东区", by=somebody(Side.BAR, Role.LAWYER)),
    ]
    for attempt in refused:
        with pytest.raises(Forbidden):
            attempt()


def test_a_lawyer_is_not_moved_to_the_other_side(transaction: None) -> None:
    lawyer, court = make_person(make_organisation()), make_court()
    with pytest.raises(Forbidden):
        people.amend(lawyer, **entry_of(lawyer, organisation_id=court.id), seen=None, by=BAR_OFFICER)


def test_amending_writes_what_changed_and_says_which_fields(database: None) -> None:
    with unit.transaction():
        person = make_person(make_organisation(), phone="13900001111")
        other = make_organisation()
    with unit.transaction():
        entry = entry_of(person, name="沈志远", organisation_id=other.id, phone="13900002222")
        people.amend(person, **entry, seen=person.version, by=BAR_OFFICER)
    assert (person.name, person.organisation_id, person.phone) == ("沈志远", other.id, "13900002222")
    assert person.sort_key == sort_key("沈志远")
    assert audited()[-1] == ("person.amended", "person", {"fields": ["name", "unit", "phone"]})


def test_amending_nothing_leaves_no_trace(database: None) -> None:
    person = make_person(make_organisation())
    with unit.transaction():
        people.amend(person, **entry_of(person), seen=person.version, by=BAR_OFFICER)
    assert person.version == 1
    assert [action for action, *_ in audited()] == ["organisation.added", "person.added"]


def test_party_membership_stays_where_the_form_does_not_say(transaction: None) -> None:
    person = make_person(make_organisation(), is_party_member=True)
    people.amend(person, **entry_of(person, office="主任"), seen=None, by=None)
    assert person.is_party_member
    people.amend(person, **entry_of(person), is_party_member=False, seen=None, by=None)
    assert not person.is_party_member


def test_a_save_from_an_older_page_is_refused_with_both_texts(transaction: None) -> None:
    person = make_person(make_organisation(), office="合伙人", is_party_member=True)
    people.amend(person, **entry_of(person, office="主任"), seen=1, by=None)
    db.session.flush()
    entry = entry_of(person, office="顾问")
    with pytest.raises(Stale) as refused:
        people.amend(person, **entry, is_party_member=False, seen=1, by=None)
    assert (refused.value.theirs, refused.value.yours) == ({"职务": "主任"}, {"职务": "顾问"})


def test_two_saves_at_once_keep_one(database: None) -> None:
    person_id = make_person(make_organisation()).id
    with pytest.raises(Stale), unit.transaction():
        person = db.session.get_one(Person, person_id)
        db.session.execute(Person.__table__.update().values(office="主任", version=Person.version + 1))
        people.amend(person, **entry_of(person, office="顾问"), seen=1, by=None)
    db.session.rollback()
    assert db.session.get_one(Person, person_id).office == ""


def test_retiring_keeps_the_entry_and_restoring_brings_it_back(database: None) -> None:
    person = make_person(make_organisation())
    with unit.transaction():
        people.retire(person, seen=person.version, by=BAR_OFFICER)
    assert not db.session.get_one(Person, person.id).is_active
    with unit.transaction():
        people.restore(person, seen=person.version, by=BAR_OFFICER)
    assert db.session.get_one(Person, person.id).is_active
    assert [action for action, *_ in audited()][-2:] == ["person.retired", "person.restored"]


def test_retiring_from_an_older_page_is_refused(transaction: None) -> None:
    person, firm = make_person(make_organisation()), make_organisation()
    for verb in (lambda: people.retire(person, seen=7, by=None), lambda: organisations.retire(firm, seen=7, by=None)):
        with pytest.raises(Stale):
            verb()


def test_nobody_is_restored_into_what_has_left_the_roster(transaction: None) -> None:
    firm = make_organisation()
    person = make_person(firm)
    people.retire(person, seen=None, by=None)
    db.session.flush()
    organisations.retire(firm, seen=None, by=None)
    with pytest.raises(RuleBroken, match="已停用"):
        people.restore(person, seen=None, by=None)


def test_an_organisation_with_people_is_not_retired(transaction: None) -> None:
    firm = make_organisation()
    person = make_person(firm)
    with pytest.raises(RuleBroken, match="还有 1 名在册人员"):
        organisations.retire(firm, seen=None, by=None)
    people.retire(person, seen=None, by=None)
    organisations.retire(firm, seen=None, by=None)
    assert not firm.is_active


def test_a_court_with_chambers_is_not_retired_nor_a_chamber_restored_without_it(transaction: None) -> None:
    court = make_court()
    chamber = make_chamber(court)
    with pytest.raises(RuleBroken, match="还有 1 个在用的内设庭室"):
        organisations.retire(court, seen=None, by=None)
    organisations.retire(chamber, seen=None, by=None)
    organisations.retire(court, seen=None, by=None)
    with pytest.raises(RuleBroken, match="已停用"):
        organisations.restore(chamber, seen=None, by=None)
    organisations.restore(court, seen=None, by=None)
    organisations.restore(chamber, seen=None, by=None)
    assert chamber.is_active


def test_a_court_counts_the_judges_of_its_chambers_when_it_retires(transaction: None) -> None:
    court = make_court()
    make_judge(make_chamber(court))
    with pytest.raises(RuleBroken, match="还有 1 名在册人员"):
        organisations.retire(court, seen=None, by=None)


def test_chambers_are_named_after_their_court_and_follow_its_new_name(transaction: None) -> None:
    court = make_court("云江中院", "中院")
    chamber = make_chamber(court, short_name="民一庭")
    assert (chamber.name, chamber.short_name) == ("云江中院民事审判第一庭", "中院民一庭")
    organisations.amend(court, **details(court, name="云江市中级人民法院", short_name="市中院"), seen=1, by=None)
    assert (chamber.name, chamber.short_name) == ("云江市中级人民法院民事审判第一庭", "市中院民一庭")
    assert chamber.sort_key == sort_key(chamber.name)


def test_two_courts_have_a_chamber_of_the_same_name(transaction: None) -> None:
    first, second = make_court(), make_court("云江市城东区人民法院", "城东法院")
    assert make_chamber(first, "立案庭").name != make_chamber(second, "立案庭").name
    with pytest.raises(RuleBroken, match="已在名册中") as refused:
        make_chamber(first, "立案庭")
    assert refused.value.field == "name"


def test_a_chamber_belongs_to_a_court(transaction: None) -> None:
    firm = make_organisation()
    for parent_id in (firm.id, 4711):
        with pytest.raises(RuleBroken) as refused:
            organisations.add(OrganisationKind.CHAMBER, "立案庭", by=None, parent_id=parent_id)
        assert refused.value.field == "parent_id"


def test_amending_an_organisation_says_which_fields(database: None) -> None:
    firm, region = make_organisation(), make_region()
    with unit.transaction():
        entry = details(firm, region_id=region.id, phone="0989-6273001")
        organisations.amend(firm, **entry, party_branch="澄衡党支部", seen=1, by=BAR_OFFICER)
    assert (firm.region_id, firm.party_branch) == (region.id, "澄衡党支部")
    assert audited()[-1][2] == {"fields": ["region", "phone", "party_branch"]}
    with unit.transaction():
        organisations.amend(firm, **details(firm), seen=2, by=None)
    assert firm.party_branch == "澄衡党支部"


def test_an_older_page_of_an_organisation_is_refused_with_both_texts(transaction: None) -> None:
    firm = make_organisation(phone="0989-6273001")
    with pytest.raises(Stale) as refused:
        organisations.amend(firm, **details(firm, phone="0989-6273002"), seen=0, by=None)
    assert refused.value.theirs == {"电话": "0989-6273001"}


def test_regions_form_a_tree(database: None) -> None:
    city = make_region("云江市")
    district = make_region("城东区", parent_id=city.id)
    with pytest.raises(RuleBroken, match="不能是它自己或它的下级"), unit.transaction():
        regions.amend(city, name="云江市", parent_id=district.id, seen=1, by=None)
    with pytest.raises(RuleBroken, match="已经有了"), unit.transaction():
        regions.add("城 东区", by=None)
    with pytest.raises(Stale), unit.transaction():
        regions.amend(district, name="城西区", parent_id=None, seen=0, by=None)
    with unit.transaction():
        regions.amend(district, name="城西区", parent_id=city.id, seen=1, by=BENCH_OFFICER)
    assert audited()[-1] == ("region.amended", "region", {"fields": ["name"]})


def test_a_day_to_come_is_refused_by_the_office_clock(transaction: None) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(RuleBroken) as refused:
        make_person(make_organisation(), practising_since=tomorrow)
    assert refused.value.field == "practising_since"
    make_person(make_organisation(), practising_since=clock.today())
