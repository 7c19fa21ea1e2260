"""The proposal of a rota against its rules and against brute force on small rosters."""

import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.reception.models import DutyLawyer, LawyerStatus, Leave
from liaison.reception.rules import fitness, proposing
from liaison.reception.rules.fitness import WORDS, as_refusal
from liaison.reception.rules.lawyers import is_veteran
from liaison.reception.rules.proposing import Proposed
from liaison.reception.rules.seating import Slot

MONDAY = date(2026, 12, 7)
VETERAN, NEWCOMER = date(2005, 5, 1), date(2024, 5, 1)


def lawyer(id: int, *, firm: int = 0, since: date = VETERAN, away: Sequence[date] = (), **values: object) -> DutyLawyer:
    defaults = {
        "name": f"律师{id}", "specialities": ["civil"], "weekdays": [0, 1, 2, 3, 4], "consented_on": MONDAY,
        "status": LawyerStatus.ACTIVE,
    }  # fmt: skip
    leaves = [Leave(first_on=day, last_on=day) for day in away]
    return DutyLawyer(id=id, firm_id=firm or id, practising_since=since, leaves=leaves, **{**defaults, **values})


def slots(number: int, seats: int = 2) -> list[Slot]:
    return [Slot(key, MONDAY + timedelta(7 * key), seats) for key in range(number)]


def counts_after(lawyers: Sequence[DutyLawyer], start: dict[int, int], proposed: Sequence[Proposed]) -> list[int]:
    return [start.get(each.id, 0) + sum(each in day.chosen for day in proposed) for each in lawyers]


def gap(numbers: Sequence[int]) -> int:
    return max(numbers) - min(numbers)


def is_team(team: Sequence[DutyLawyer], on: date) -> bool:
    """No two of one firm, and a veteran among them."""
    return len({each.firm_id for each in team}) == len(team) and any(is_veteran(each, on) for each in team)


def teams(slot: Slot, lawyers: Sequence[DutyLawyer]) -> Iterator[tuple[DutyLawyer, ...]]:
    """Every team of the largest size that the rules allow on a day, found without the code under test's search."""
    fit = [each for each in lawyers if fitness.unfit(each, slot.on) is None]
    for size in range(slot.seats, 0, -1):
        found = [team for team in combinations(fit, size) if is_team(team, slot.on)]
        if found:
            yield from found
            return
    yield ()


def best_gap(days: Sequence[Slot], lawyers: Sequence[DutyLawyer], start: dict[int, int]) -> int:
    """The smallest gap of all rotas that fill as many seats; states are merged by their counts, none is left out."""
    states = {tuple(start.get(each.id, 0) for each in lawyers)}
    place = {each.id: i for i, each in enumerate(lawyers)}
    for slot in days:
        after = set()
        for state, team in product(states, list(teams(slot, lawyers))):
            numbers = list(state)
            for each in team:
                numbers[place[each.id]] += 1
            after.add(tuple(numbers))
        states = after
    return min(map(gap, states))


@st.composite
def rosters(draw: st.DrawFn) -> tuple[list[DutyLawyer], list[Slot], dict[int, int]]:
    days = slots(draw(st.integers(1, 6)), draw(st.sampled_from([1, 2, 2, 2, 3])))
    number = draw(st.integers(1, 6))
    lawyers = [
        lawyer(
            id,
            firm=draw(st.integers(1, 4)),
            since=draw(st.sampled_from([VETERAN, VETERAN, NEWCOMER])),
            away=[slot.on for slot in days if draw(st.integers(0, 2)) == 0],
            specialities=draw(st.sampled_from([["civil"], ["criminal"], ["civil", "enforcement"]])),
        )
        for id in range(1, number + 1)
    ]
    start = {each.id: draw(st.integers(0, 3)) for each in lawyers} if draw(st.booleans()) else {}
    return lawyers, days, start


def check_against_brute_force(roster: tuple[list[DutyLawyer], list[Slot], dict[int, int]]) -> None:
    lawyers, days, start = roster
    proposed = proposing.propose(days, lawyers, start, {})
    for day in proposed:
        assert len(day.chosen) == len(next(teams(day.slot, lawyers))), "a seat stays open that could be filled"
        assert not day.chosen or is_team(day.chosen, day.slot.on)
        assert all(fitness.unfit(each, day.slot.on) is None for each in day.chosen)
    assert gap(counts_after(lawyers, start, proposed)) <= best_gap(days, lawyers, start) + 1


@given(rosters())
@settings(max_examples=60, deadline=None)
def test_gap_is_at_most_one_above_brute_force(roster: tuple[list[DutyLawyer], list[Slot], dict[int, int]]) -> None:
    check_against_brute_force(roster)


def test_whole_teams_change_where_nobody_can_hand_on_alone() -> None:
    """The only even rota has each newcomer beside the veteran who is free; no single hand-over leads to it."""
    days = slots(2)
    lawyers = [
        lawyer(1, firm=3, since=NEWCOMER),
        lawyer(2, firm=4, since=NEWCOMER),
        lawyer(3, firm=2),
        lawyer(4, firm=4, away=[MONDAY]),
    ]
    assert gap(counts_after(lawyers, {}, proposing.propose(days, lawyers, {}, {}))) == 0


@pytest.mark.long
@given(rosters())
@settings(max_examples=3000, deadline=None)
def test_gap_is_at_most_one_above_brute_force_on_many_rosters(
    roster: tuple[list[DutyLawyer], list[Slot], dict[int, int]],
) -> None:
    check_against_brute_force(roster)


def a_city() -> list[DutyLawyer]:
    kinds = [["criminal"], ["civil"], ["administrative"], ["retrial"], ["enforcement"], ["civil", "enforcement"]]
    return [
        lawyer(
            id,
            firm=id % 20 + 1,
            since=NEWCOMER if id % 4 == 0 else VETERAN,
            specialities=kinds[id % 6],
            away=[MONDAY + timedelta(7 * week) for week in range(52) if (id * 7 + week) % 9 == 0],
        )
        for id in range(1, 37)
    ]


def test_a_year_for_36_lawyers_takes_less_than_two_seconds_and_is_even() -> None:
    lawyers = a_city()
    began = time.process_time()
    proposed = proposing.propose(slots(52), lawyers, {}, {})
    seconds = time.process_time() - began
    numbers = counts_after(lawyers, {}, proposed)
    assert sum(numbers) == 104
    assert gap(numbers) <= 1
    assert seconds < 2


def test_who_had_fewest_duties_comes_first() -> None:
    people = [lawyer(1), lawyer(2), lawyer(3)]
    day = proposing.propose(slots(1), people, {1: 3, 2: 1, 3: 0}, {})[0]
    assert {each.id for each in day.chosen} == {2, 3}
    assert day.passed[1].code == "more_duties"
    assert [each.code for each in day.why[3]] == ["first_time", "knows"]


def test_no_two_of_one_firm() -> None:
    day = proposing.propose(slots(1), [lawyer(1, firm=9), lawyer(2, firm=9), lawyer(3)], {3: 5}, {})[0]
    assert {each.firm_id for each in day.chosen} == {9, 3}
    passed = next(iter(day.passed.values()))
    assert (passed.code, passed.params["name"]) == ("same_firm", "律师1")


def test_a_newcomer_sits_beside_a_veteran() -> None:
    people = [lawyer(1, since=NEWCOMER), lawyer(2, since=NEWCOMER), lawyer(3)]
    day = proposing.propose(slots(1), people, {3: 5}, {})[0]
    assert 3 in {each.id for each in day.chosen}
    newcomer = next(each for each in day.chosen if each.id != 3)
    assert "newcomer" in {reason.code for reason in day.why[newcomer.id]}
    assert day.passed[({1, 2} - {newcomer.id}).pop()].code in {"newcomers", "evened", "spread"}


def test_newcomers_alone_leave_the_seats_open() -> None:
    day = proposing.propose(slots(1), [lawyer(1, since=NEWCOMER), lawyer(2, since=NEWCOMER)], {}, {})[0]
    assert (day.chosen, day.open_seats) == ((), 2)
    assert {reason.code for reason in day.passed.values()} == {"newcomers"}


def test_specialities_are_spread_where_duties_are_equal() -> None:
    people = [lawyer(1), lawyer(2), lawyer(3, specialities=["criminal", "enforcement"])]
    day = proposing.propose(slots(1), people, {}, {})[0]
    assert 3 in {each.id for each in day.chosen}


def test_who_is_away_not_agreed_to_or_out_is_passed_over_for_that() -> None:
    people = [lawyer(1), lawyer(2, away=[MONDAY]), lawyer(3, consented_on=None), lawyer(4, weekdays=[1]), lawyer(5)]
    slot = Slot(0, MONDAY, 2, out={5: fitness.Reason("that_day", {"status": "不能值班"})})
    day = proposing.propose([slot], people, {}, {})[0]
    assert [each.id for each in day.chosen] == [1]
    assert {id: reason.code for id, reason in day.passed.items()} == {
        2: "leave", 3: "no_consent", 4: "weekday", 5: "that_day",
    }  # fmt: skip


def test_who_is_fixed_stays() -> None:
    people = [lawyer(1), lawyer(2, firm=1), lawyer(3)]
    day = proposing.propose([Slot(0, MONDAY, 2, fixed=(people[0],))], people, {1: 9}, {})[0]
    assert [each.id for each in day.chosen] == [3]


def test_every_reason_can_be_said() -> None:
    params = {
        "first": "2026-12-07", "last": "2026-12-08", "on": "2026-12-07", "count": 2, "name": "甲", "years": 5,
        "specialities": ["civil", "criminal"], "status": "已换班",
    }  # fmt: skip
    for code in WORDS:
        assert "%(" not in as_refusal(fitness.Reason(code, params)).text()


def test_a_rota_is_the_same_every_time() -> None:
    first = proposing.propose(slots(12), a_city(), {}, {})
    again = proposing.propose(slots(12), a_city()[::-1], {}, {})
    assert [[each.id for each in day.chosen] for day in first] == [[each.id for each in day.chosen] for day in again]
