"""Who may do what in the directory, what they may read, and what an entry must be: no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, OrganisationKind, Person, PersonKind
from liaison.directory.rules import organisations, people, regions, standing
from liaison.directory.rules.contact import check_email, check_phone
from liaison.directory.rules.organisations import OrganisationFacts
from liaison.directory.rules.people import PersonFacts, Unit
from liaison.directory.rules.spelling import plain_number, spelling
from tests.makers.opinions import somebody

Kind, P = OrganisationKind, PersonKind
BAR_OFFICER = somebody(Side.BAR, Role.OFFICER)
BENCH_OFFICER = somebody(Side.BENCH, Role.OFFICER)
ADMINISTRATOR = somebody(None, Role.ADMINISTRATOR)
LAWYER = somebody(Side.BAR, Role.LAWYER)
JUDGE = somebody(Side.BENCH, Role.JUDGE)
BAR_ORGANISER = somebody(Side.BAR, Role.ORGANISER)
OBSERVER = somebody(None, Role.OBSERVER)
AUDITOR = somebody(None, Role.AUDITOR)
OFFICER_OF_NO_SIDE = somebody(None, Role.OFFICER)
TODAY = date(2026, 3, 9)


def organisation(kind: Kind = Kind.LAW_FIRM, *, is_active: bool = True) -> Organisation:
    return Organisation(id=3, kind=kind, name="云江某单位", short_name="", is_active=is_active)


def person(kind: P = P.LAWYER, unit: Kind = Kind.LAW_FIRM, *, is_active: bool = True) -> Person:
    return Person(id=4, kind=kind, name="沈知远", organisation=organisation(unit), is_active=is_active)


def facts(kind: P = P.LAWYER, unit: Kind = Kind.LAW_FIRM, **overrides: Any) -> PersonFacts:
    return PersonFacts(**{"kind": kind, "name": "沈知远", "unit": Unit("云江某单位", unit), **overrides})


@pytest.mark.parametrize(
    ("user", "side", "expected"),
    [
        (BAR_OFFICER, Side.BAR, {"own_officer"}),
        (BAR_OFFICER, Side.BENCH, set()),
        (BENCH_OFFICER, Side.BENCH, {"own_officer"}),
        (OFFICER_OF_NO_SIDE, None, set()),
        (ADMINISTRATOR, Side.BAR, {"administrator"}),
        (ADMINISTRATOR, None, {"administrator"}),
        (somebody(Side.BAR, Role.OFFICER, Role.ADMINISTRATOR), Side.BAR, {"own_officer", "administrator"}),
        (BAR_ORGANISER, Side.BAR, set()),
        (LAWYER, Side.BAR, set()),
        (OBSERVER, None, set()),
    ],
)
def test_relations(user: Any, side: Side | None, expected: set[str]) -> None:
    assert standing.relations(user, side) == expected


@pytest.mark.parametrize("verb", ["amend", "retire"])
def test_only_own_officers_and_the_administrator_change_an_entry(verb: str) -> None:
    for thing in (person(), organisation()):
        allowed = [user for user in (BAR_OFFICER, ADMINISTRATOR) if standing.why_not(verb, user, thing) is None]
        assert allowed == [BAR_OFFICER, ADMINISTRATOR]
        for user in (BENCH_OFFICER, LAWYER, JUDGE, BAR_ORGANISER, OBSERVER, AUDITOR, OFFICER_OF_NO_SIDE):
            refusal = standing.why_not(verb, user, thing)
            assert refusal is not None
            assert refusal.kind == "forbidden"


def test_bodies_of_neither_side_are_kept_by_the_administrator_alone() -> None:
    procuratorate = organisation(Kind.PROCURATORATE)
    assert standing.why_not("amend", ADMINISTRATOR, procuratorate) is None
    for user in (BAR_OFFICER, BENCH_OFFICER, OFFICER_OF_NO_SIDE):
        assert standing.why_not("amend", user, procuratorate) is not None


def test_buttons_follow_the_state() -> None:
    assert [move.verb for move in standing.open_moves(BAR_OFFICER, person())] == ["amend", "retire", "merge"]
    assert [move.verb for move in standing.open_moves(BAR_OFFICER, person(is_active=False))] == [
        "amend",
        "merge",
        "restore",
    ]
    assert standing.open_moves(BENCH_OFFICER, person()) == []


def test_what_is_retired_cannot_be_retired_again() -> None:
    refusal = standing.why_not("retire", BAR_OFFICER, person(is_active=False))
    assert refusal is not None
    assert refusal.kind == "state"


def test_nobody_enters_the_other_sides_people() -> None:
    standing.check_keeper(BAR_OFFICER, Side.BAR)
    standing.check_keeper(None, Side.BENCH)
    with pytest.raises(Forbidden, match="由本方经办人、系统管理员办理"):
        standing.check_keeper(BAR_OFFICER, Side.BENCH)


def test_both_sides_observers_and_the_administrator_read_the_directory() -> None:
    readers = [LAWYER, JUDGE, BAR_OFFICER, BENCH_OFFICER, BAR_ORGANISER, OBSERVER, ADMINISTRATOR]
    assert all(standing.may_read(user) for user in readers)
    for user in (AUDITOR, OFFICER_OF_NO_SIDE):
        assert not standing.may_read(user)
        refusal = standing.why_not_read(user, None)
        assert refusal is not None
        assert refusal.kind == "forbidden"


@pytest.mark.parametrize(
    ("user", "of_lawyers", "of_judges", "of_others"),
    [
        (LAWYER, True, False, True),
        (JUDGE, True, True, True),
        (BAR_OFFICER, True, True, True),
        (BENCH_OFFICER, True, True, True),
        (BAR_ORGANISER, True, True, True),
        (ADMINISTRATOR, True, True, True),
        (OBSERVER, False, False, False),
        (AUDITOR, False, False, False),
        (OFFICER_OF_NO_SIDE, False, False, False),
    ],
)
def test_whose_telephone_is_shown_to_whom(user: Any, of_lawyers: bool, of_judges: bool, of_others: bool) -> None:
    shown = [standing.may_see_contact(user, side) for side in (Side.BAR, Side.BENCH, None)]
    assert shown == [of_lawyers, of_judges, of_others]


def test_party_membership_is_for_own_officers_alone() -> None:
    assert standing.may_see_party(BAR_OFFICER, Side.BAR)
    for user in (BENCH_OFFICER, ADMINISTRATOR, BAR_ORGANISER, LAWYER, OBSERVER):
        assert not standing.may_see_party(user, Side.BAR)


def test_what_keepers_may_enter() -> None:
    assert standing.kept_person_kinds(BAR_OFFICER) == [P.LAWYER, P.STAFF]
    assert standing.kept_person_kinds(BENCH_OFFICER) == [P.JUDGE, P.STAFF]
    assert standing.kept_person_kinds(ADMINISTRATOR) == list(P)
    assert standing.kept_person_kinds(LAWYER) == []
    assert standing.kept_organisation_kinds(BAR_OFFICER) == [Kind.BAR_ASSOCIATION, Kind.LAW_FIRM]
    assert standing.kept_organisation_kinds(BENCH_OFFICER) == [Kind.JUDGES_ASSOCIATION, Kind.COURT, Kind.CHAMBER]
    assert standing.kept_organisation_kinds(ADMINISTRATOR) == list(Kind)


def test_an_organisation_with_people_or_chambers_stays() -> None:
    assert standing.why_not_retired(0, 0) is None
    assert "2 名在册人员" in str(_told(standing.why_not_retired(2, 0)))
    assert "3 个在用的内设庭室" in str(_told(standing.why_not_retired(0, 3)))


def _told(refusal: Any) -> str:
    assert refusal is not None
    return str(refusal.message % refusal.params)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("张　三", "张三"),
        (" 欧阳 娜娜 ", "欧阳娜娜"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("北京某某(云江)律师事务所", "北京某某（云江）律师事务所"),
        ("北京某某（云江）律师事务所", "北京某某（云江）律师事务所"),
        ("John  Smith (Jr.)", "John Smith (Jr.)"),
    ],
)
def test_names_have_one_spelling(typed: str, stored: str) -> None:
    assert spelling(typed) == stored
    assert spelling(stored) == stored


@pytest.mark.parametrize(
    ("typed", "stored"), [("１４３０６ 2000", "143062000"), ("  ", None), ("", None), ("F-01", "F-01")]
)
def test_numbers_have_one_spelling(typed: str, stored: str | None) -> None:
    assert plain_number(typed) == stored


@pytest.mark.parametrize("phone", ["", "13900001111", "0989-6120318", "(0989) 6120318 转 801", "6120318、6120319"])
def test_telephone_numbers(phone: str) -> None:
    check_phone(phone)


@pytest.mark.parametrize("phone", ["abc", "1234", "139<b>00001111", "＝1+1", "12345;DROP"])
def test_what_is_no_telephone_number(phone: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_phone(phone)
    assert refused.value.field == "phone"


@pytest.mark.parametrize("email", ["x", "x@", "@x.cn", "a b@x.cn", "a@x", "a@x..cn", "a@x.cn,b@x.cn", "<a@x.cn>"])
def test_what_is_no_mail_address(email: str) -> None:
    check_email("lawyer1@example.com")
    check_email("")
    with pytest.raises(RuleBroken) as refused:
        check_email(email)
    assert refused.value.field == "email"


@pytest.mark.parametrize(
    ("kind", "unit", "is_fitting"),
    [
        (P.LAWYER, Kind.LAW_FIRM, True),
        (P.LAWYER, Kind.BAR_ASSOCIATION, True),
        (P.LAWYER, Kind.JUSTICE_BUREAU, True),
        (P.LAWYER, Kind.COURT, False),
        (P.LAWYER, Kind.JUDGES_ASSOCIATION, False),
        (P.JUDGE, Kind.COURT, True),
        (P.JUDGE, Kind.CHAMBER, True),
        (P.JUDGE, Kind.LAW_FIRM, False),
        (P.JUDGE, Kind.JUDGES_ASSOCIATION, False),
        (P.STAFF, Kind.COURT, True),
        (P.STAFF, Kind.LAW_FIRM, True),
    ],
)
def test_lawyers_and_judges_belong_where_they_can(kind: P, unit: Kind, is_fitting: bool) -> None:
    if is_fitting:
        people.check(facts(kind, unit), TODAY)
        return
    with pytest.raises(RuleBroken) as refused:
        people.check(facts(kind, unit), TODAY)
    assert refused.value.field == "organisation_id"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "名" * 41),
        ("number", "1" * 41),
        ("practising_since", date(2026, 3, 10)),
        ("practising_since", date(1948, 12, 31)),
        ("phone", "无"),
        ("email", "无"),
    ],
)
def test_an_entry_of_a_person_names_the_field_that_is_wrong(field: str, value: Any) -> None:
    people.check(facts(practising_since=TODAY, number="1" * 40), TODAY)
    with pytest.raises(RuleBroken) as refused:
        people.check(facts(**{field: value}), TODAY)
    assert refused.value.field == field


def test_differences_name_the_fields_and_keep_the_party_to_themselves() -> None:
    old = facts(office="合伙人")
    elsewhere = Unit("云江另一单位", Kind.LAW_FIRM, shown_name="另一所")
    new = replace(old, office="主任", is_party_member=True, unit=elsewhere)
    told = [(each.field, each.old, each.new) for each in people.differences(old, new)]
    assert told == [("unit", "", "另一所"), ("office", "合伙人", "主任"), ("is_party_member", "", "")]
    assert people.differences(old, old) == []


def test_chambers_bear_their_courts_names_once() -> None:
    court = "云江市中级人民法院"
    full = organisations.full_name("民事审判第一庭", court)
    assert full == "云江市中级人民法院民事审判第一庭"
    assert organisations.full_name(full, court) == full
    assert organisations.own_part(full, court) == "民事审判第一庭"
    assert organisations.full_short_name("", full, court, "市中院") == "市中院民事审判第一庭"
    assert organisations.full_short_name("民一庭", full, court, "市中院") == "市中院民一庭"
    assert organisations.full_short_name("市中院民一庭", full, court, "市中院") == "市中院民一庭"


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "名" * 81}, "name"),
        ({"short_name": "名" * 41}, "short_name"),
        ({"court": "云江市中级人民法院"}, "parent_id"),
        ({"kind": Kind.CHAMBER}, "parent_id"),
        ({"kind": Kind.CHAMBER, "name": "云江市中级人民法院", "court": "云江市中级人民法院"}, "name"),
        ({"phone": "无"}, "phone"),
    ],
)
def test_an_entry_of_an_organisation_names_the_field_that_is_wrong(overrides: dict[str, Any], field: str) -> None:
    good = {"kind": Kind.LAW_FIRM, "name": "云江某律师事务所"}
    organisations.check(OrganisationFacts(**good))
    with pytest.raises(RuleBroken) as refused:
        organisations.check(OrganisationFacts(**{**good, **overrides}))
    assert refused.value.field == field


def test_a_region_is_not_within_itself() -> None:
    regions.check("城东区", 1, known={1, 2}, own_parts={2})
    for name, parent_id, field in (("", None, "name"), ("城东区", 9, "parent_id"), ("城东区", 2, "parent_id")):
        with pytest.raises(RuleBroken) as refused:
            regions.check(name, parent_id, known={1, 2}, own_parts={2})
        assert refused.value.field == field


def test_who_keeps_regions() -> None:
    for user in (BAR_OFFICER, BENCH_OFFICER, ADMINISTRATOR):
        assert regions.why_not_keep(user) is None
    for user in (LAWYER, BAR_ORGANISER, OBSERVER, OFFICER_OF_NO_SIDE):
        assert regions.why_not_keep(user) is not None
