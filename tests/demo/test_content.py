"""The content of the demonstration city reaches its figures, and every reference in it leads somewhere."""

import re
from collections import Counter
from random import Random

import pytest

from liaison.core.names import normalise
from liaison.core.sides import Role, Side
from liaison.demo import content
from liaison.directory.models import OrganisationKind

CITY, FIRMS, PEOPLE, OPINIONS = content.city(), content.firms(), content.people(), content.opinions()
FIGURES, ACCOUNTS = content.figures(), content.accounts()
BY_KEY = {conference.key: conference for conference in content.conferences()}
HELD = {key for key, conference in BY_KEY.items() if conference.attendance}
BY_NAME = {person.name: person for person in PEOPLE}
# Every unit and its side; a chamber stands behind its court.
SIDES = {firm.short_name: Side.BAR for firm in FIRMS} | {body.short_name: body.side for body in CITY.organisations}
SIDES |= {f"{court.short_name}/{c.name}": court.side for court in CITY.organisations for c in court.chambers}


def test_firms_lawyers_and_party_members_reach_the_published_figures() -> None:
    assert len(FIRMS) == FIGURES.law_firms
    assert sum(firm.lawyers for firm in FIRMS) == FIGURES.lawyers
    assert sum(firm.party_members for firm in FIRMS) == FIGURES.party_members
    assert len({firm.party_branch for firm in FIRMS if firm.party_branch}) == FIGURES.party_branches


@pytest.mark.parametrize(("level", "figures"), [("city", FIGURES.city_level), ("county", FIGURES.county_level)])
def test_each_level_has_its_firms_members_and_branches(level: str, figures: content.LevelFigures) -> None:
    mine = [firm for firm in FIRMS if firm.level == level]
    branches = Counter(firm.party_branch for firm in mine if firm.party_branch)
    assert len(mine) == figures.law_firms
    assert sum(firm.party_members for firm in mine) == figures.party_members
    assert len(branches) == figures.party_branches
    assert sum(count == 1 for count in branches.values()) == figures.independent_branches
    assert sum(count > 1 for count in branches.values()) == figures.joint_branches


def test_a_firm_has_a_party_branch_or_a_liaison() -> None:
    for firm in FIRMS:
        assert bool(firm.party_branch) == bool(firm.party_members), firm.name
        assert (firm.party_branch is None) == (firm.party_liaison is not None), firm.name
        assert firm.party_members <= firm.lawyers
        independent = sum(other.party_branch == firm.party_branch for other in FIRMS) == 1
        # An own branch needs three members (Constitution of the Party, article 30).
        assert firm.party_members >= 3 or not independent or firm.party_branch is None, firm.name


def test_conferences_and_opinions_reach_the_published_figures() -> None:
    sides = Counter(opinion.side for opinion in OPINIONS if opinion.conference in HELD)
    assert len(HELD) == FIGURES.conferences_held
    assert sides == {Side.BAR: FIGURES.opinions_bar, Side.BENCH: FIGURES.opinions_bench}


def test_rosters_have_room_for_those_known_by_name() -> None:
    named = Counter(person.roster_unit for person in PEOPLE if person.roster_unit)
    room = {firm.short_name: firm.lawyers for firm in FIRMS}
    for court in CITY.organisations:
        room[court.short_name] = court.judges_without_chamber
        room |= {f"{court.short_name}/{chamber.name}": chamber.judges for chamber in court.chambers}
    assert not {unit: count for unit, count in named.items() if count > room[unit]}
    assert 65 <= sum(court.judges for court in CITY.organisations) <= 80


def test_no_name_of_a_person_or_unit_is_given_twice() -> None:
    names = [body.name for body in CITY.organisations] + [firm.name for firm in FIRMS]
    shorts = [body.short_name for body in CITY.organisations] + [firm.short_name for firm in FIRMS]
    for given in (
        names,
        shorts,
        [person.name for person in PEOPLE],
        [body.phone for body in (*CITY.organisations, *FIRMS)],
    ):
        assert [name for name, count in Counter(given).items() if count > 1] == []


def test_bodies_are_of_a_known_kind_and_in_a_known_region() -> None:
    regions = [region.name for region in CITY.regions]
    assert all(region.parent is None or region.parent in regions[:place] for place, region in enumerate(CITY.regions))
    assert {body.region for body in (*CITY.organisations, *FIRMS)} <= set(regions)
    assert {body.kind for body in CITY.organisations} <= set(OrganisationKind)
    courts = Counter(body.region for body in CITY.organisations if body.kind == OrganisationKind.COURT)
    assert courts == dict.fromkeys(regions, 1)


def test_people_belong_to_known_units() -> None:
    for person in PEOPLE:
        assert person.unit in SIDES, person.name
        assert (person.roster_unit is None) == (person.profession == "staff"), person.name
        if person.roster_unit:
            expected = Side.BAR if person.profession == "lawyer" else Side.BENCH
            assert SIDES[person.roster_unit] is expected is person.side, person.name
    assert {firm.director: firm.short_name for firm in FIRMS}.items() <= {p.name: p.roster_unit for p in PEOPLE}.items()
    assert {firm.party_liaison for firm in FIRMS if firm.party_liaison} <= BY_NAME.keys()


def test_there_are_two_accounts_of_each_role_and_two_of_each_side_for_officer_and_organiser() -> None:
    by_role = {role: [account for account in ACCOUNTS if role in account.roles] for role in Role}
    for role, found in by_role.items():
        sides = Counter(account.person.side for account in found)
        if role in {Role.OFFICER, Role.ORGANISER}:
            assert sides == {Side.BAR: 2, Side.BENCH: 2}
        elif role is Role.HANDLER:
            # Whoever checked a complaint does not look at it again: the courts need a second one.
            assert sides == {Side.BAR: 1, Side.BENCH: 2}
        else:
            assert len(found) == 2, role
    both = [a.person.side for a in ACCOUNTS if {Role.OFFICER, Role.ORGANISER} <= set(a.roles)]
    assert sorted(both, key=str) == [Side.BAR, Side.BENCH]
    assert len({account.username for account in ACCOUNTS}) == len({a.person.name for a in ACCOUNTS}) == len(ACCOUNTS)
    assert all(re.fullmatch(r"[a-z]+(\.[a-z]+)?\d", account.username) for account in ACCOUNTS)


def test_opinions_come_from_one_side_and_go_to_the_other() -> None:
    for opinion in OPINIONS:
        proposer = BY_NAME[opinion.proposer].unit if opinion.proposer_kind == "person" else opinion.proposer
        assert SIDES[proposer] is opinion.side, opinion.key
        assert opinion.category in content.CATEGORIES, opinion.key
        assert {*opinion.joint} <= SIDES.keys(), opinion.key
        assert opinion.lead not in opinion.joint, opinion.key
        if opinion.lead:
            assert SIDES[opinion.lead] is opinion.side.other, opinion.key
    assert {opinion.category for opinion in OPINIONS} == set(content.CATEGORIES)


def test_opinions_are_lodged_screened_and_replied_in_that_order() -> None:
    for opinion in OPINIONS:
        conference = BY_KEY[opinion.conference]
        stages = [opinion.lodged_offset, opinion.screened_offset, opinion.replied_offset]
        days = [day for day in stages if day is not None]
        assert days == sorted(days), opinion.key
        assert stages[: len(days)] == days, opinion.key
        assert conference.offset + days[-1] <= 0, opinion.key
        assert (opinion.lead is not None) == (len(days) > 1), opinion.key
        assert bool(opinion.reply) == bool(opinion.outcome) == (len(days) == 3), opinion.key
        if opinion.conference in HELD:
            assert len(days) == 3, opinion.key
    waiting = [opinion for opinion in OPINIONS if opinion.conference not in HELD]
    reached = Counter(
        (opinion.screened_offset is not None) + (opinion.replied_offset is not None) for opinion in waiting
    )
    assert min(reached[0], reached[1], reached[2]) >= 2


def test_names_are_distinct_plausible_and_the_same_for_the_same_seed() -> None:
    names = content.draw_names(Random(7), 435)
    assert names == content.draw_names(Random(7), 435) != content.draw_names(Random(8), 435)
    assert len(set(names)) == 435
    assert not set(names) & BY_NAME.keys()
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name) and normalise(name) == name for name in names)
    assert all(any(rare in name for name in names) for rare in "喆镕堃玥珺")
    assert any(name.startswith("欧阳") for name in names)
    surnames = Counter(name[0] for name in names)
    assert len(surnames) > 60
    assert surnames.most_common(1)[0][1] < 0.12 * len(names)
