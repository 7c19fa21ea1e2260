"""The pages of the directory as their readers and keepers use them."""

import io
from typing import Any

import lxml.html
import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, OrganisationKind, Person, PersonKind, Region
from liaison.directory.services import people
from liaison.store import unit
from liaison.store.base import db
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.directory import make_chamber, make_court, make_judge, make_organisation, make_person, make_region
from tests.page import Browser, Page

HOSTILE = ["<script>alert(1)</script>", "{{7*7}}", "';drop-table;--", "%(x)s%d", "=cmd|'/c", "🙂𠮷", "\u200b零宽"]


@pytest.fixture
def officer(app: Flask, database: None) -> Browser:
    """The officer of the bar side."""
    return signed_in(app, "officer", side=Side.BAR, roles={Role.OFFICER})


@pytest.fixture
def firm(database: None) -> Organisation:
    return make_organisation(name="云江澄衡律师事务所", short_name="澄衡所", party_branch="澄衡党支部")


def rows(page: Page) -> list[str]:
    """The names in the list, in its order."""
    return [link.text_content() for link in page.select("//td[contains(@class, 'cell-title')]/a")]


def table(response: TestResponse) -> list[tuple[Any, ...]]:
    """The rows of an exported spreadsheet, its titles first."""
    return list(load_workbook(io.BytesIO(response.data)).active.values)


def alerts(response: TestResponse) -> list[str]:
    tree = lxml.html.document_fromstring(response.get_data(as_text=True))
    return [" ".join(each.text_content().split()) for each in tree.xpath("//*[@data-error-summary]//li")]


def cookies(browser: Browser) -> dict[str, str]:
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    return {"liaison": cookie.value}


def test_the_list_shows_people_with_totals_and_tabs(officer: Browser, firm: Organisation) -> None:
    make_person(firm, name="张三", is_party_member=True)
    make_judge(make_court(), name="陈庭")
    people_page = officer.get("/directory/people")
    assert rows(people_page) == ["陈庭", "张三"]
    for words in (
        "律师 1 人",
        "律师事务所 1 家",
        "党员律师 1 人",
        "党支部 1 个",
        "全部在册2",
        "律师1",
        "法官1",
        "已停用0",
    ):
        assert words in people_page.text
    assert rows(officer.get("/directory/people?kind=judge")) == ["陈庭"]
    assert rows(officer.get("/directory/people?q=澄衡")) == ["张三"]
    assert rows(officer.get("/directory/people?sort=-name")) == ["张三", "陈庭"]
    assert rows(officer.get(f"/directory/people?organisation={firm.id}")) == ["张三"]


def test_a_filter_stays_in_the_form_and_can_be_taken_back(officer: Browser, firm: Organisation) -> None:
    page = officer.get(f"/directory/people?q=无此人&kind=lawyer&side=bar&organisation={firm.id}")
    assert "没有符合条件的人员" in page.text
    assert page.select("//input[@name='q']/@value") == ["无此人"]
    assert page.select("//form[@role='search']//input[@name='kind']/@value") == ["lawyer"]
    assert page.select("//select[@name='side']/option[@selected]/@value") == ["bar"]
    assert page.select("//select[@name='organisation']/option[@selected]/@value") == [str(firm.id)]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=999",
        "page=x",
        "sort=x",
        "sort=-",
        "region=x",
        "region=999999999999",
        "organisation=-1",
        "kind='",
        "side=%00",
        "q=%00%ff",
        "q=" + "长" * 5000,
        "active=x",
        "format=pdf",
        "lang=xx",
    ],
)
def test_an_address_typed_by_hand_never_fails(officer: Browser, firm: Organisation, query: str) -> None:
    make_person(firm)
    for address in ("/directory/people", "/directory/organisations"):
        officer.get(f"{address}?{query}")


def test_an_empty_directory_says_what_to_do(officer: Browser) -> None:
    assert "名册还是空的" in officer.get("/directory/people").text
    assert "还没有登记单位" in officer.get("/directory/organisations").text
    assert "还没有地区" in officer.get("/directory/regions").text


def test_the_export_is_exactly_what_is_filtered(officer: Browser, firm: Organisation) -> None:
    for number in range(60):
        make_person(firm, name=f"某{number:02}", number=f"14306-{number}")
    make_judge(make_court(), name="陈庭")
    exported = table(officer.send("GET", "/directory/people?kind=lawyer&sort=-number&format=xlsx"))
    assert exported[0] == ("姓名", "类别", "所属方", "所属单位", "职务", "编号", "起始日期", "电话", "电子邮箱", "状态")
    assert len(exported) == 61
    assert exported[1][:6] == ("某09", "律师", "律师方", "澄衡所", "", "14306-9")
    organisations = table(officer.send("GET", "/directory/organisations?kind=court&format=xlsx"))
    assert [row[0] for row in organisations] == ["单位名称", "云江市中级人民法院"]
    assert organisations[1][8] == 1


@pytest.mark.parametrize(
    ("username", "side", "role", "sees_judge", "sees_lawyer"),
    [
        ("lawyer", Side.BAR, Role.LAWYER, False, True),
        ("officer", Side.BAR, Role.OFFICER, True, True),
        ("judge", Side.BENCH, Role.JUDGE, True, True),
        ("observer", None, Role.OBSERVER, False, False),
        ("admin", None, Role.ADMINISTRATOR, True, True),
    ],
)
def test_contact_is_shown_to_those_who_may_see_it_on_every_way_out(
    app: Flask, firm: Organisation, username: str, side: Side | None, role: Role, sees_judge: bool, sees_lawyer: bool
) -> None:
    judge = make_judge(make_court(), phone="0989-6270501", email="judge@example.com")
    lawyer = make_person(firm, phone="13900001111", email="lawyer@example.com")
    browser = signed_in(app, username, side=side, roles={role})
    export = str(table(browser.send("GET", "/directory/people?format=xlsx")))
    everything = browser.get("/directory/people").text + export
    for person, phone, email, is_shown in (
        (judge, "0989-6270501", "judge@example.com", sees_judge),
        (lawyer, "13900001111", "lawyer@example.com", sees_lawyer),
    ):
        page = browser.send("GET", f"/directory/people/{person.id}").text
        assert (phone in page, email in page) == (is_shown, is_shown)
        assert (phone in everything) is is_shown
        assert (email in export) is is_shown


def test_party_membership_is_on_no_page_but_the_own_officers_form(
    app: Flask, officer: Browser, firm: Organisation
) -> None:
    person = make_person(firm, is_party_member=True)
    assert officer.get(f"/directory/people/{person.id}/amend").select("//input[@name='is_party_member'][@checked]")
    assert officer.get(f"/directory/organisations/{firm.id}/amend").select("//input[@name='party_branch']")
    admin = signed_in(app, "admin", side=None, roles={Role.ADMINISTRATOR})
    assert not admin.get(f"/directory/people/{person.id}/amend").select("//input[@name='is_party_member']")
    assert not admin.get(f"/directory/organisations/{firm.id}/amend").select("//input[@name='party_branch']")
    assert not admin.get("/directory/people/add").select("//input[@name='is_party_member']")
    for browser in (officer, admin):
        for address in (
            f"/directory/people/{person.id}",
            f"/directory/organisations/{firm.id}",
            "/directory/organisations",
        ):
            assert "党" not in browser.get(address).text
        for address in ("/directory/people?format=xlsx", "/directory/organisations?format=xlsx"):
            assert "党" not in str(table(browser.send("GET", address)))


def test_an_administrators_save_leaves_party_membership_alone(app: Flask, firm: Organisation) -> None:
    person = make_person(firm, is_party_member=True)
    admin = signed_in(app, "admin", side=None, roles={Role.ADMINISTRATOR})
    admin.submit(f"/directory/people/{person.id}/amend", office="主任")
    admin.submit(f"/directory/organisations/{firm.id}/amend", phone="0989-6273001")
    assert db.session.get_one(Person, person.id).is_party_member
    assert db.session.get_one(Person, person.id).office == "主任"
    assert db.session.get_one(Organisation, firm.id).party_branch == "澄衡党支部"


def test_adding_a_person(officer: Browser, firm: Organisation) -> None:
    response = officer.submit(
        "/directory/people/add",
        name="沈　知远",
        kind="lawyer",
        organisation_id=str(firm.id),
        office="合伙人",
        number="14306-1",
        practising_since="2015-07-01",
        phone="13900001111",
        email="shen@example.com",
        is_party_member="y",
    )
    page = officer.follow(response)
    assert "已将沈知远列入名册" in page.text
    assert page.select("//h1")[0].text_content() == "沈知远"
    assert "2015年7月1日" in page.text
    assert db.session.query(Person).one().is_party_member


def test_sending_the_form_twice_adds_one_person(officer: Browser, firm: Organisation) -> None:
    [form] = officer.get("/directory/people/add").select("//form[.//input[@name='once']]")
    values = {**dict(form.form_values()), "name": "沈知远", "kind": "lawyer", "organisation_id": str(firm.id)}
    answers = [officer.send("POST", "/directory/people/add", data=values) for _ in range(2)]
    assert len({answer.location for answer in answers}) == 1
    assert db.session.query(Person).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "姓名：此项为必填项。"),
        ("name", "名" * 41, "姓名：最多 40 字，请缩短。"),
        ("name", "沈\u202e知", "姓名：第1行第2个字符是看不见的控制字符（U+202E），请删除后再提交。"),
        ("kind", "wizard", "类别：请从列表中选择一项。"),
        ("kind", "judge", "类别：请从列表中选择一项。"),
        ("organisation_id", "4711", "所属单位：请从列表中选择一项。"),
        ("organisation_id", "x", "所属单位：请从列表中选择一项。"),
        ("number", "1" * 41, "编号：最多 40 字，请缩短。"),
        ("practising_since", "去年", "起始日期：请按 年-月-日 填写日期，如 2026-03-09。"),
        ("practising_since", "2999-01-01", "起始日期：起始日期不能晚于今天。"),
        ("phone", "无", "电话：电话只能填写数字和 + - ( ) 转 等符号，至少 5 位数字。"),
        ("email", "a@b", "电子邮箱：电子邮箱格式不正确，应如 name@example.com。"),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(
    officer: Browser, firm: Organisation, field: str, value: str, sentence: str
) -> None:
    good = {"name": "沈知远", "kind": "lawyer", "organisation_id": str(firm.id), "office": "合伙人"}
    response = officer.submit("/directory/people/add", 422, **{**good, field: value})
    assert alerts(response) == [sentence]
    assert 'value="合伙人"' in response.text
    assert db.session.query(Person).count() == 0


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_stored_as_it_is_and_shown_as_text(officer: Browser, firm: Organisation, typed: str) -> None:
    response = officer.submit(
        "/directory/people/add", name=typed, kind="staff", organisation_id=str(firm.id), office=typed
    )
    page = officer.follow(response)
    assert typed in page.text
    assert typed in officer.get("/directory/people").text
    assert not page.select("//main//script")
    cells = table(officer.send("GET", "/directory/people?format=xlsx"))[1]
    assert cells[0] == cells[4] == typed
    officer.submit(f"/directory/organisations/{firm.id}/amend", name=f"{typed}所", address=typed)
    assert (
        typed in officer.get("/directory/organisations").text + officer.get(f"/directory/organisations/{firm.id}").text
    )


def test_amending_from_an_older_page_shows_both_texts(officer: Browser, firm: Organisation) -> None:
    person = make_person(firm, office="合伙人")
    address = f"/directory/people/{person.id}/amend"
    [form] = officer.get(address).select("//form[.//input[@name='office']]")
    officer.submit(address, office="主任")
    response = officer.send("POST", address, data={**dict(form.form_values()), "office": "顾问"})
    assert response.status_code == 409
    assert "主任" in response.text
    assert "顾问" in response.text
    assert db.session.get_one(Person, person.id).office == "主任"


def test_retiring_from_an_older_page_is_refused(officer: Browser, firm: Organisation) -> None:
    person = make_person(firm)
    [form] = officer.get(f"/directory/people/{person.id}").select("//form[contains(@action, 'retire')]")
    officer.submit(f"/directory/people/{person.id}/amend", office="主任")
    response = officer.send("POST", f"/directory/people/{person.id}/retire", data=dict(form.form_values()))
    assert response.status_code == 409
    assert db.session.get_one(Person, person.id).is_active


def test_retired_people_are_found_under_their_tab_and_come_back(officer: Browser, firm: Organisation) -> None:
    person = make_person(firm)
    address = f"/directory/people/{person.id}"
    page = officer.follow(officer.submit(address, action=f"{address}/retire"))
    assert "此人已停用" in page.text
    assert rows(officer.get("/directory/people")) == []
    assert rows(officer.get("/directory/people?active=no")) == ["沈知远"]
    officer.submit(address, action=f"{address}/restore")
    assert rows(officer.get("/directory/people")) == ["沈知远"]


def test_a_firm_with_people_says_why_it_stays(officer: Browser, firm: Organisation) -> None:
    make_person(firm)
    address = f"/directory/organisations/{firm.id}"
    page = officer.follow(officer.submit(address, action=f"{address}/retire"))
    assert "该单位还有 1 名在册人员，请先调整其所属单位或停用。" in page.text
    assert db.session.get_one(Organisation, firm.id).is_active


def test_adding_a_chamber_from_its_courts_page(app: Flask, database: None) -> None:
    court = make_court(region_id=make_region().id)
    bench = signed_in(app, "bench", side=Side.BENCH, roles={Role.OFFICER})
    [link] = bench.get(f"/directory/organisations/{court.id}").select("//a[text()='新增庭室']/@href")
    page = bench.get(link)
    assert page.select("//select[@name='kind']/option[@selected]/@value") == ["chamber"]
    assert page.select("//select[@name='parent_id']/option[@selected]/@value") == [str(court.id)]
    chamber = bench.follow(bench.submit(link, name="立案庭", short_name="立案庭"))
    assert chamber.select("//h1")[0].text_content() == "云江市中级人民法院立案庭"
    court_page = bench.get(f"/directory/organisations/{court.id}")
    assert "立案庭" in rows(court_page)
    assert (
        "新增庭室" not in signed_in(app, "lawyer", roles={Role.LAWYER}).get(f"/directory/organisations/{court.id}").text
    )


def test_a_chambers_form_shows_its_own_part_of_the_name(app: Flask, database: None) -> None:
    chamber = make_chamber(make_court(), short_name="民一庭")
    bench = signed_in(app, "bench", side=Side.BENCH, roles={Role.OFFICER})
    address = f"/directory/organisations/{chamber.id}/amend"
    page = bench.get(address)
    assert page.select("//input[@name='name']/@value") == ["民事审判第一庭"]
    assert page.select("//input[@name='short_name']/@value") == ["民一庭"]
    bench.submit(address, phone="0989-6270501")
    assert db.session.get_one(Organisation, chamber.id).short_name == "市中院民一庭"
    assert db.session.get_one(Organisation, chamber.id).name == "云江市中级人民法院民事审判第一庭"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": "court"}, "类别：请从列表中选择一项。"),
        ({"name": "云江澄衡 律师事务所"}, "单位名称：单位“云江澄衡律师事务所”已在名册中。"),
        ({"region_id": "4711"}, "所属地区：请从列表中选择一项。"),
        ({"position": "-1"}, "排序：请填写 0 至 9999 的整数。"),
        ({"address": "长" * 121}, "地址：最多 120 字，请缩短。"),
    ],
)
def test_a_wrong_organisation_is_refused(
    officer: Browser, firm: Organisation, values: dict[str, str], sentence: str
) -> None:
    good = {"kind": "law_firm", "name": "云江望岳律师事务所"}
    response = officer.submit("/directory/organisations/add", 422, **{**good, **values})
    assert alerts(response) == [sentence]
    assert db.session.query(Organisation).count() == 1


def test_regions_are_added_and_moved(officer: Browser) -> None:
    officer.submit("/directory/regions", action="/directory/regions", name="云江市")
    city = db.session.query(Region).one()
    officer.submit("/directory/regions", action="/directory/regions", name="城东区", parent_id=str(city.id))
    page = officer.get("/directory/regions")
    assert [cell.text_content().strip() for cell in page.select("//td[contains(@class, 'cell-title')]")] == [
        "云江市",
        "城东区",
    ]
    response = officer.submit(f"/directory/regions/{city.id}/amend", 422, parent_id=str(city.id))
    assert alerts(response) == ["上级地区：请从列表中选择一项。"]
    officer.submit(f"/directory/regions/{city.id}/amend", name="云川市")
    assert "云川市" in officer.get("/directory/regions").text


def test_lists_of_fifty_rows_take_at_most_twelve_statements(app: Flask, officer: Browser, firm: Organisation) -> None:
    region = make_region()
    with unit.transaction():
        court = make_court(region_id=region.id)
        for number in range(60):
            make_person(make_organisation(region_id=region.id), number=f"14306-{number}")
            make_judge(make_chamber(court, f"第{number}庭", region_id=region.id), name=f"某{number}")
    for address in (
        "/directory/people",
        f"/directory/people?q=某&side=bench&region={region.id}&sort=-organisation&page=2",
        "/directory/organisations",
        f"/directory/organisations?kind=chamber&region={region.id}&sort=-name",
    ):
        assert count_statements(app, address, cookies(officer)) <= 12, address


def test_details_take_at_most_twenty_statements(app: Flask, officer: Browser, firm: Organisation) -> None:
    with unit.transaction():
        court = make_court()
        for number in range(30):
            chamber = make_chamber(court, f"第{number}庭")
            judge = make_judge(chamber)
    for address in (
        f"/directory/organisations/{court.id}",
        f"/directory/people/{judge.id}",
        f"/directory/organisations/{firm.id}/amend",
        "/directory/people/add",
    ):
        assert count_statements(app, address, cookies(officer)) <= 20, address


def test_the_pages_of_a_list_lead_on(officer: Browser, firm: Organisation) -> None:
    with unit.transaction():
        for number in range(51):
            people.add(PersonKind.LAWYER, f"某{number:02}", firm.id, by=None)
    first = officer.get("/directory/people?q=某")
    assert len(rows(first)) == 50
    [following] = first.select("//a[@rel='next']/@href")
    assert rows(officer.get(following)) == ["某50"]


def test_kinds_of_other_bodies_are_for_the_administrator(app: Flask, database: None) -> None:
    admin = signed_in(app, "admin", side=None, roles={Role.ADMINISTRATOR})
    admin.submit("/directory/organisations/add", kind="procuratorate", name="云江市人民检察院")
    assert db.session.query(Organisation).one().kind is OrganisationKind.PROCURATORATE


def test_every_page_is_linted_in_english_too(officer: Browser, firm: Organisation) -> None:
    person, court = make_person(firm, office="主任", number="14306-1"), make_court(region_id=make_region().id)
    retired = people_retired(make_chamber(court), make_person(firm, name="旧人"))
    for address in (
        "/directory/people",
        "/directory/people?active=no",
        "/directory/people?q=无此人",
        f"/directory/people/{person.id}",
        f"/directory/people/{retired.id}",
        "/directory/people/add",
        f"/directory/people/{person.id}/amend",
        "/directory/organisations",
        f"/directory/organisations/{court.id}",
        "/directory/organisations/add",
        f"/directory/organisations/{firm.id}/amend",
        "/directory/regions",
        "/directory/import",
    ):
        officer.get(f"{address}{'&' if '?' in address else '?'}lang=en")


def people_retired(chamber: Organisation, person: Person) -> Person:
    """Somebody who has left, and a chamber that nobody is in."""
    with unit.transaction():
        chamber.is_active = False
        return people.retire(person, seen=None, by=None)
