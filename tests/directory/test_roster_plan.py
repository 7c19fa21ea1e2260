"""What an import would do: matched, merged and refused row by row, with the place of every fault. No database."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from liaison.core.messages import write_out
from liaison.core.sides import Side
from liaison.directory.forms import roster as workbook
from liaison.directory.models import Organisation, OrganisationKind, Person, PersonKind, Region
from liaison.directory.rules.roster.drawing import draw_up
from liaison.directory.rules.roster.plan import Directory, Keeps, Plan
from tests.makers.directory import firm_row, lawyer_row, make_workbook

TODAY = date(2026, 3, 9)
CITY = Region(id=1, name="云江市")
FIRM = Organisation(
    id=1, kind=OrganisationKind.LAW_FIRM, name="云江澄衡律师事务所", short_name="澄衡所", address="汀兰路9号", phone="",
    party_branch="", position=3, is_active=True, region=CITY,
)  # fmt: skip
COURT = Organisation(
    id=2, kind=OrganisationKind.COURT, name="云江市中级人民法院", short_name="市中院", address="", phone="",
    party_branch="", position=0, is_active=True,
)  # fmt: skip
CLOSED = Organisation(
    id=3, kind=OrganisationKind.LAW_FIRM, name="云江旧日律师事务所", short_name="", address="", phone="",
    party_branch="", position=0, is_active=False,
)  # fmt: skip


def everybody(_side: Side | None) -> bool:
    return True


def bar_only(side: Side | None) -> bool:
    return side is Side.BAR


def person(id: int, name: str = "沈知远", organisation: Organisation = FIRM, **overrides: Any) -> Person:
    values: dict[str, Any] = {
        "kind": PersonKind.LAWYER if organisation is not COURT else PersonKind.JUDGE,
        "office": "", "number": None, "practising_since": None, "phone": "", "email": "",
        "is_party_member": False, "is_active": True,
    }  # fmt: skip
    return Person(id=id, name=name, organisation=organisation, **{**values, **overrides})


def plan(
    organisations: Sequence[Mapping[str, Any]] = (), people: Sequence[Mapping[str, Any]] = (),
    known: Sequence[Person] = (), keeps: Keeps = everybody,
) -> Plan:  # fmt: skip
    roster = workbook.read(make_workbook(organisations, people))
    return draw_up(roster, Directory([CITY], [FIRM, COURT, CLOSED], known), keeps, TODAY)


def told(plan: Plan) -> list[str]:
    """The faults as one reads them: sheet, row and column, sentence."""
    return [
        f"{fault.sheet} {fault.row}{fault.column} {write_out(fault.message, fault.params)}" for fault in plan.faults
    ]


def changes(plan: Plan) -> list[tuple[int | None, list[tuple[str, str, str]]]]:
    entries = [*plan.organisations, *plan.people]
    return [(entry.id, [(each.field, each.old, each.new) for each in entry.differences]) for entry in entries]


def test_an_unknown_person_is_new() -> None:
    drawn = plan(people=[lawyer_row("周　岚", 编号="14306-1", 起始日期="2015.7.1", 中共党员="是")])
    [entry] = drawn.people
    assert entry.is_new
    assert (entry.new.name, entry.new.number, entry.new.unit.id) == ("周岚", "14306-1", FIRM.id)
    assert (entry.new.practising_since, entry.new.is_party_member) == (date(2015, 7, 1), True)
    assert drawn.counts["people_new"] == 1
    assert not drawn.does_nothing


def test_a_known_number_is_the_same_person_under_a_new_name_and_in_a_new_place() -> None:
    known = person(7, "沈致远", CLOSED, number="14306-1")
    drawn = plan(people=[lawyer_row(编号="１４３０６-1")], known=[known])
    assert changes(drawn) == [(7, [("name", "沈致远", "沈知远"), ("unit", "云江旧日律师事务所", "澄衡所")])]


def test_without_a_number_name_and_organisation_tell_who_is_meant() -> None:
    known = [person(7, number="14306-1"), person(8, organisation=COURT)]
    drawn = plan(people=[lawyer_row("沈 知远", 职务="主任")], known=known)
    assert changes(drawn) == [(7, [("office", "", "主任")])]


def test_a_number_comes_to_the_one_who_had_none() -> None:
    drawn = plan(people=[lawyer_row(编号="14306-1")], known=[person(7)])
    assert changes(drawn) == [(7, [("number", "", "14306-1")])]


def test_another_number_is_another_person() -> None:
    drawn = plan(people=[lawyer_row(编号="14306-2")], known=[person(7, number="14306-1")])
    assert drawn.people[0].is_new


def test_namesakes_in_one_organisation_are_refused_by_name() -> None:
    known = [person(7, number="14306-1"), person(8, office="合伙人")]
    assert told(plan(people=[lawyer_row()], known=known)) == [
        "人员 2A 名册中该单位有多名同名人员：沈知远（14306-1）、沈知远（合伙人），请填写编号以便区分。"
    ]


def test_an_empty_cell_leaves_what_is_stored() -> None:
    known = person(7, number="14306-1", phone="13900001111", email="a@example.com", office="主任", is_party_member=True)
    drawn = plan(people=[lawyer_row(编号="14306-1")], known=[known])
    assert drawn.does_nothing
    assert drawn.counts["people_same"] == 1
    assert drawn.people[0].new.phone == "13900001111"


def test_party_membership_changes_without_telling_from_what_to_what() -> None:
    drawn = plan(people=[lawyer_row(编号="1", 中共党员="否")], known=[person(7, number="1", is_party_member=True)])
    assert changes(drawn) == [(7, [("is_party_member", "", "")])]


def test_who_is_in_the_file_returns_to_the_roster() -> None:
    drawn = plan(
        [firm_row(CLOSED.name)], [lawyer_row(unit=CLOSED.name, 编号="1")], [person(7, number="1", is_active=False)]
    )
    assert [change for _id, change in changes(drawn)] == [
        [("is_active", "已停用", "在册")],
        [("unit", "澄衡所", CLOSED.name), ("is_active", "已停用", "在册")],
    ]


def test_nobody_is_taken_into_what_has_left_the_roster() -> None:
    assert told(plan(people=[lawyer_row(unit=CLOSED.name)])) == [
        "人员 2C 单位“云江旧日律师事务所”已停用，请另选单位或先恢复该单位。"
    ]


def test_an_unknown_organisation_is_refused_with_its_place() -> None:
    assert told(plan(people=[lawyer_row(), lawyer_row("周岚", "无此所")])) == [
        "人员 3C 没有名为“无此所”的单位，请核对名称，或先填入“单位”表。"
    ]


def test_people_may_belong_to_what_the_same_file_brings() -> None:
    drawn = plan([firm_row("云江望岳律师事务所", 简称="望岳所")], [lawyer_row(unit="望岳所")])
    assert drawn.faults == ()
    assert drawn.people[0].new.unit.name == "云江望岳律师事务所"


def test_a_short_name_of_two_is_refused_by_both_names() -> None:
    drawn = plan([firm_row("甲市澄衡律师事务所", 简称="澄衡所")], [lawyer_row()])
    assert told(drawn) == ["人员 2C “澄衡所”可指云江澄衡律师事务所、甲市澄衡律师事务所，请填写全称。"]


def test_a_faulty_organisation_does_not_make_strangers_of_its_people() -> None:
    drawn = plan([firm_row("云江望岳律师事务所", 所属地区="无此县")], [lawyer_row(unit="云江望岳律师事务所")])
    assert told(drawn) == ["单位 2E 没有名为“无此县”的地区，请核对名称，或先在“地区”页面添加。"]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([lawyer_row("甲", 编号="1"), lawyer_row("乙", 编号=" 1")], "人员 3E 与第 2 行重复，请只保留一行。"),
        ([lawyer_row(), lawyer_row()], "人员 3A 与第 2 行同名同单位，请填写编号以便区分。"),
        ([lawyer_row(编号="1"), lawyer_row()], "人员 3A 与第 2 行同名同单位，请填写编号以便区分。"),
        (
            [lawyer_row(编号="1"), lawyer_row(编号="2")],
            "人员 3A 与第 2 行指的是名册中的同一人，请核对编号。",
        ),
    ],
)
def test_nobody_stands_twice_in_the_file(rows: list[dict[str, Any]], fault: str) -> None:
    assert told(plan(people=rows, known=[person(7)])) == [fault]


def test_namesakes_with_numbers_of_their_own_are_two_people() -> None:
    drawn = plan(people=[lawyer_row(编号="1"), lawyer_row(编号="2")])
    assert [entry.is_new for entry in drawn.people] == [True, True]


def test_an_organisation_is_known_by_its_name_and_keeps_what_the_file_leaves_open() -> None:
    drawn = plan([firm_row("云江澄衡 律师事务所", 电话="0989-6273001", 所在党支部="澄衡党支部")])
    assert changes(drawn) == [(1, [("phone", "", "0989-6273001"), ("party_branch", "", "")])]
    [entry] = drawn.organisations
    assert (entry.new.address, entry.new.region, entry.new.position) == ("汀兰路9号", "云江市", 3)


def test_a_chamber_finds_its_court_even_below_it_in_the_file() -> None:
    court = "云江市城东区人民法院"
    rows = [
        {"单位名称": "立案庭", "类别": "内设庭室", "所属法院": "城东法院"},
        {"单位名称": court, "类别": "法院", "简称": "城东法院"},
    ]
    judge = {"姓名": "顾明川", "类别": "法官", "所属单位": "城东法院立案庭"}
    drawn = plan(rows, [judge])
    assert drawn.faults == ()
    assert [entry.new.name for entry in drawn.organisations] == [f"{court}立案庭", court]
    assert drawn.people[0].new.unit.name == f"{court}立案庭"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"单位名称": "立案庭", "类别": "内设庭室"}, "单位 2D 内设庭室须选择所属法院。"),
        ({"单位名称": "立案庭", "类别": "内设庭室", "所属法院": "澄衡所"}, "单位 2D “澄衡所”不是法院。"),
        ({"单位名称": "立案庭", "类别": "内设庭室", "所属法院": "无此院"},
         "单位 2D 没有名为“无此院”的单位，请核对名称，或先填入“单位”表。"),
        ({"单位名称": "云江某所", "类别": "律师事务所", "所属法院": "市中院"}, "单位 2D 只有内设庭室才填写所属法院。"),
        ({"单位名称": "云江澄衡律师事务所", "类别": "检察院"}, "单位 2B 名册中该单位的类别是“律师事务所”。"),
        ({"单位名称": "云江某所", "类别": "律所"},
         "单位 2B “律所”不在可填内容之列：律师协会、法官协会、律师事务所、法院、内设庭室、检察院、司法局。"),
        ({"单位名称": "云江某所", "类别": "律师事务所", "电话": "无"},
         "单位 2G 电话只能填写数字和 + - ( ) 转 等符号，至少 5 位数字。"),
    ],
)  # fmt: skip
def test_faults_of_organisations(row: dict[str, Any], fault: str) -> None:
    assert told(plan([row])) == [fault]


def test_an_organisation_stands_once_in_the_file() -> None:
    assert told(plan([firm_row("云江某所"), firm_row("云江 某所")])) == ["单位 3A 与第 2 行重复，请只保留一行。"]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"起始日期": "2026-03-10"}, "人员 2F 起始日期不能晚于今天。"),
        ({"起始日期": "去年"}, "人员 2F “去年”不是有效的日期，请写成2026-03-09的样式。"),
        ({"电话": "无"}, "人员 2G 电话只能填写数字和 + - ( ) 转 等符号，至少 5 位数字。"),
        ({"电子邮箱": "a@b"}, "人员 2H 电子邮箱格式不正确，应如 name@example.com。"),
        ({"中共党员": "群众"}, "人员 2I “群众”应填写“是”或“否”。"),
        ({"类别": "法官"}, "人员 2C 法官的所属单位须为法院或其内设庭室。"),
        ({"职务": "职" * 41}, "人员 2D 内容过长：最多40字，现有41字。"),
        ({"姓名": None, "职务": "主任"}, "人员 2A 此项必填。"),
        ({"编号": 14306200010000001}, "人员 2E 数字过长，Excel 已丢失末尾几位。请把该列设为“文本”格式后重新填写。"),
    ],
)
def test_faults_of_people(cells: dict[str, Any], fault: str) -> None:
    assert told(plan(people=[{**lawyer_row(), **cells}])) == [fault]


def test_officers_take_in_their_own_side_only() -> None:
    judge = {"姓名": "顾明川", "类别": "法官", "所属单位": "市中院"}
    court = {"单位名称": "云江市城东区人民法院", "类别": "法院"}
    drawn = plan(
        [court], [judge, lawyer_row("周岚", 编号="F-1")], [person(9, organisation=COURT, number="F-1")], bar_only
    )
    assert told(drawn) == [
        "单位 2A 不是本方的单位，您只能导入本方的单位和人员。",
        "人员 2C 不是本方的单位，您只能导入本方的单位和人员。",
        "人员 3E 此编号已属于不由您管理的人员，请核对。",
    ]


def test_faults_stand_in_the_order_of_the_file() -> None:
    rows = [lawyer_row("甲", "无此所"), {**lawyer_row("乙"), "中共党员": "群众"}, lawyer_row("丙", "无此所")]
    assert [(fault.row, fault.column) for fault in plan(people=rows).faults] == [(2, "C"), (3, "I"), (4, "C")]


def test_the_fingerprint_changes_with_what_would_be_written_and_with_what_it_replaces() -> None:
    row = lawyer_row(编号="1", 电话="13900002222", 中共党员="是")
    base = plan(people=[row], known=[person(7, number="1")]).fingerprint
    assert plan(people=[row], known=[person(7, number="1")]).fingerprint == base
    others = [
        plan(people=[row], known=[person(7, number="1", phone="13900001111")]),
        plan(people=[row], known=[person(7, number="1", is_party_member=True)]),
        plan(people=[row], known=[person(8, number="1")]),
        plan(people=[row]),
        plan(people=[{**row, "电话": "13900003333"}], known=[person(7, number="1")]),
    ]
    assert base not in {other.fingerprint for other in others}


def test_the_fingerprint_ignores_entries_that_stay_as_they_are() -> None:
    rows = [lawyer_row(编号="1"), lawyer_row("周岚", 编号="2")]
    first = plan(people=rows, known=[person(7, number="1", phone="13900001111")])
    second = plan(people=rows, known=[person(7, number="1", phone="13900002222")])
    assert first.fingerprint == second.fingerprint
