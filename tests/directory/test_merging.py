"""Two entries become one: what can be joined, what is kept, and where the other one leads."""

from collections.abc import Collection
from typing import Any

import pytest
from flask import Flask

from liaison.accounts.services import users as accounts
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.messages import write_out
from liaison.core.sides import Role, Side
from liaison.directory.forms.roster import read
from liaison.directory.models import Organisation, OrganisationKind, Person, PersonKind, Standing
from liaison.directory.queries import organisations as organisation_queries
from liaison.directory.queries import people as people_queries
from liaison.directory.rules.doubles import double_organisations
from liaison.directory.services import merging, organisations, people, rosters
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from liaison.web.frame import features
from tests.bench.statements import count_statements
from tests.makers.accounts import make_user, signed_in
from tests.makers.directory import (
    firm_row,
    lawyer_row,
    make_chamber,
    make_court,
    make_judge,
    make_organisation,
    make_person,
    make_region,
    make_workbook,
)
from tests.page import Browser

pytestmark = pytest.mark.db
MOST_STATEMENTS = 12


@pytest.fixture
def officer(app: Flask, database: None) -> User:
    return make_user("officer", side=Side.BAR, roles={Role.OFFICER})


def merge(kept: Any, gone: Any, by: User, *taken: str, seen: tuple[int | None, int | None] = (None, None)) -> Any:
    is_person = isinstance(kept, Person)
    verb = merging.merge_people if is_person else merging.merge_organisations
    carriers = features().merging("person" if is_person else "organisation")
    return verb(kept, gone, set(taken), seen=seen, by=by, carriers=carriers)


def why_not(kept: Any, gone: Any, by: User) -> str:
    kind = "person" if isinstance(kept, Person) else "organisation"
    refusal = merging.why_not(kept, gone, features().merging(kind), by)
    return write_out(refusal.message, refusal.params, str) if refusal else ""


def names(rows: Collection[Person | Organisation]) -> list[str]:
    return [row.name for row in rows]


def test_a_firm_spelt_twice_becomes_one_with_its_people(transaction: None, officer: User) -> None:
    kept = make_organisation(name="云江澄衡律师事务所", phone="0730-1234567")
    gone = make_organisation(name="云江澄衡律所", address="汀兰路9号", phone="0730-7654321")
    lawyer = make_person(gone)
    merge(kept, gone, officer, "phone", "address")
    assert (lawyer.organisation_id, kept.phone, kept.address) == (kept.id, "0730-7654321", "汀兰路9号")
    assert (gone.standing, gone.merged_into_id, gone.name) == (Standing.MERGED, kept.id, "云江澄衡律所")
    # The name may be that of the other one: each then bears what the other bore.
    third = make_organisation(name="云江澄衡律师事务所（普通合伙）")
    merge(kept, third, officer, "name")
    assert (kept.name, third.name) == ("云江澄衡律师事务所（普通合伙）", "云江澄衡律师事务所")
    fourth = make_organisation(name="云江澄衡所")
    merge(fourth, kept, officer)
    assert {gone.merged_into_id, third.merged_into_id, kept.merged_into_id} == {fourth.id}


def test_what_only_one_of_two_people_says_is_kept(transaction: None, officer: User) -> None:
    firm = make_organisation()
    kept = make_person(firm, name="沈知远")
    gone = make_person(firm, name="沈志远", number="19901", is_party_member=True)
    people.retire(kept, seen=None, by=None)
    merge(kept, gone, officer)
    assert (kept.name, kept.number, kept.is_party_member, kept.is_active) == ("沈知远", "19901", True, True)
    assert (gone.number, gone.is_active) == (None, False)


def test_old_spellings_find_the_entry_that_goes_on(transaction: None, officer: User) -> None:
    firm, double = make_organisation(name="云江澄衡律师事务所"), make_organisation(name="云江橙衡法律服务部")
    kept, gone = make_person(firm, name="沈知远", number="19901"), make_person(double, name="沈智远")
    merge(kept, gone, officer)
    merge(firm, double, officer)
    visible = people_queries.visible_to(officer)
    for q in ("沈智远", "沈知远", "橙衡"):
        for active in ("", "all"):
            found = db.session.scalars(people_queries.filtered(visible, q=q, active=active)).all()
            assert names(found) == ["沈知远"], (q, active)
    units = organisation_queries.filtered(organisation_queries.visible_to(officer), q="橙衡", active="all")
    assert names(db.session.scalars(units).unique().all()) == ["云江澄衡律师事务所"]
    assert people_queries.count_by_kind() == {(PersonKind.LAWYER, True): 1, (PersonKind.LAWYER, False): 0}
    # A roster in the old spelling makes neither of the doubles anew, and changes neither name.
    roster = read(make_workbook([firm_row("云江橙衡法律服务部")], [lawyer_row("沈智远", "云江橙衡法律服务部")]))
    plan = rosters.plan_of(roster, officer)
    assert (plan.faults, plan.does_nothing) == ((), True)
    both = read(make_workbook([firm_row("云江橙衡法律服务部"), firm_row("云江澄衡律师事务所")]))
    assert len(rosters.plan_of(both, officer).faults) == 1
    with pytest.raises(RuleBroken):
        organisations.add(OrganisationKind.LAW_FIRM, "云江橙衡法律服务部", by=officer)


def test_courts_are_joined_with_their_chambers(transaction: None, officer: User) -> None:
    by = make_user("bench", side=Side.BENCH, roles={Role.OFFICER})
    kept, gone = make_court("云江市中级人民法院", "市中院"), make_court("云江中级人民法院", "中院")
    first, other = make_chamber(kept, "立案庭"), make_chamber(gone, "立案庭")
    civil, judge = make_chamber(gone, "民一庭"), make_judge(other)
    assert why_not(kept, gone, by) == "两个法院都有立案庭，请先把同名的庭室合并，再合并法院。"
    assert "内设庭室" in why_not(kept, first, by)
    merge(first, other, by)
    merge(kept, gone, by)
    assert judge.organisation_id == first.id
    assert (civil.name, civil.short_name, civil.parent_id) == ("云江市中级人民法院民一庭", "市中院民一庭", kept.id)
    assert names(organisation_queries.chambers_of(kept.id)) == ["云江市中级人民法院立案庭", "云江市中级人民法院民一庭"]


def test_what_is_not_one_is_refused_with_what_to_do_first(transaction: None, officer: User) -> None:
    firm, court = make_organisation(), make_court()
    bureau = make_organisation(OrganisationKind.JUSTICE_BUREAU, name="云江市司法局")
    association = make_organisation(OrganisationKind.BAR_ASSOCIATION, name="云江市律师协会")
    one, other = make_person(firm, number="19901"), make_person(firm, number="19902")
    assert "不属于同一方" in why_not(firm, court, officer)
    assert "不属于同一方" in why_not(court, bureau, officer)
    assert "一条是律师事务所，另一条是律师协会" in why_not(firm, association, officer)
    assert "编号不同（19901、19902）" in why_not(one, other, officer)
    assert "不属于同一方" in why_not(one, make_judge(court), officer)
    assert "同一条记录" in why_not(one, one, officer)
    third = make_person(firm)
    for person, username in ((one, "first"), (third, "second")):
        make_user(username, side=Side.BAR, roles={Role.LAWYER}, person_id=person.id)
    assert "各有在用的账户" in why_not(one, third, officer)
    officer.person_id = third.id
    assert "您本人的记录" in why_not(one, third, officer)
    for pair in ((firm, court), (one, other), (one, third)):
        with pytest.raises((RuleBroken, Forbidden)):
            merge(*pair, officer)
    with pytest.raises(Forbidden):
        merge(court, make_court("云江县人民法院"), officer)


def test_one_account_in_use_comes_along(transaction: None, officer: User) -> None:
    firm, admin = make_organisation(), make_user("admin", side=None, roles={Role.ADMINISTRATOR})
    kept, gone = make_person(firm), make_person(firm)
    old = make_user("old", side=Side.BAR, roles={Role.LAWYER}, person_id=kept.id)
    new = make_user("new", side=Side.BAR, roles={Role.LAWYER}, person_id=gone.id)
    old.is_enabled = False
    merge(kept, gone, officer)
    assert {old.person_id, new.person_id} == {kept.id}
    accounts.amend(new, "沈知远", "a@example.org", kept.id, seen=None, by=admin)
    with pytest.raises(RuleBroken, match="已有账户"):
        accounts.enable(old, "回来了", admin)


def test_a_merging_is_done_once_and_never_over_a_newer_entry(transaction: None, officer: User) -> None:
    firm = make_organisation()
    kept, gone = make_person(firm), make_person(firm)
    for seen in ((kept.version - 1, None), (kept.version, gone.version + 1)):
        with pytest.raises(Stale):
            merge(kept, gone, officer, seen=seen)
    merge(kept, gone, officer)
    for pair in ((kept, gone), (gone, kept)):
        with pytest.raises(RuleBroken, match="当前状态"):
            merge(*pair, officer)
    db.session.commit()
    entries = db.session.query(AuditEntry).filter(AuditEntry.action.like("person.merged%")).order_by(AuditEntry.id)
    assert [(each.action, each.thing_id, each.detail) for each in entries] == [
        ("person.merged", kept.id, {"merged": gone.id, "taken": []}),
        ("person.merged_away", gone.id, {"into": kept.id}),
    ]


def test_doubles_are_found_by_spelling_and_what_agrees(database: None) -> None:
    region = make_region()
    firms = [
        make_organisation(name=name, region_id=region.id)
        for name in ("云江澄衡律师事务所", "云江澄衡律所", "云江诚衡律师事务所", "云江知渡律师事务所")
    ]
    found = {(one.name, other.name) for one, other, _match in double_organisations(firms)}
    assert ("云江澄衡律师事务所", "云江澄衡律所") in found
    assert ("云江澄衡律师事务所", "云江诚衡律师事务所") in found
    assert not any("云江知渡律师事务所" in pair for pair in found)


def test_officer_finds_compares_and_merges_a_double(app: Flask, database: None) -> None:
    browser = signed_in(app, "officer", side=Side.BAR, roles={Role.OFFICER})
    firm, double = make_organisation(name="云江澄衡律师事务所", phone="0730-1"), make_organisation(name="云江澄衡律所")
    kept, gone = make_person(firm, name="沈知远", number="19901"), make_person(firm, name="沈知远", office="合伙人")
    assert "沈知远" in browser.get("/directory/doubles").text
    assert "云江澄衡律所" in browser.get("/directory/doubles?kind=organisations&lang=en").text
    assert f"/merge/{gone.id}" in str(browser.get(f"/directory/people/{kept.id}/merge").select("//td//a/@href"))
    assert browser.get(f"/directory/people/{kept.id}/merge?q=沈").select("//td//a")
    address = f"/directory/people/{kept.id}/merge/{gone.id}"
    page = browser.get(address)
    assert "合并不能撤销" in page.text
    # What only one of the two says is chosen until somebody chooses otherwise.
    assert page.select("//input[@name='office'][@checked]/@value") == ["gone"]
    fields = {name: page.select(f"//input[@name='{name}']/@value")[0] for name in ("version", "other_version", "once")}
    stale = browser.post(address, **{**fields, "other_version": "99", "once": "x"}, office="gone")
    assert stale.status_code == 409
    for _ in range(2):
        answer = browser.post(address, **fields, office="gone")
        assert (answer.status_code, answer.location) == (303, f"/directory/people/{kept.id}")
    assert browser.send("GET", f"/directory/people/{gone.id}").location == f"/directory/people/{kept.id}"
    db.session.expire_all()
    assert (kept.office, gone.standing) == ("合伙人", Standing.MERGED)
    assert db.session.query(AuditEntry).filter_by(action="person.merged").count() == 1
    association = make_organisation(OrganisationKind.BAR_ASSOCIATION, name="云江市律师协会")
    refused = browser.get(f"/directory/organisations/{firm.id}/merge/{association.id}")
    assert "类别不同" in refused.text
    assert not refused.select("//input[@name='once']")
    # An administrator, who is somebody of the roster too and sees no conference, keeps both entries as well.
    with unit.transaction():
        admin = make_user("admin", side=None, roles={Role.ADMINISTRATOR}, person_id=kept.id)
        third = make_person(firm, name="沈知远")
    for page_ in (f"people/{kept.id}/merge/{third.id}", f"organisations/{firm.id}/merge/{double.id}"):
        for reader in (browser, Browser(app).sign_in(admin.username)):
            reader.get(f"/directory/{page_}?lang=en")


def test_pages_of_doubles_ask_the_same_however_many_there_are(app: Flask, database: None) -> None:
    browser = signed_in(app, "officer", side=Side.BAR, roles={Role.OFFICER})
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    firm = make_organisation(name="云江澄衡律师事务所")
    for address in ("/directory/doubles", "/directory/doubles?kind=organisations"):
        before = count_statements(app, address, {"liaison": cookie.value})
        for name in ("云江澄衡律所", "云江澄衡所"):
            unit_ = organisation_queries.find_by_name(name) or make_organisation(name=name)
            for other in (firm, unit_):
                make_person(other, name="沈知远", phone="19800000001")
        assert count_statements(app, address, {"liaison": cookie.value}) <= before + 1 <= MOST_STATEMENTS
