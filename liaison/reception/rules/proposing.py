"""The proposal of a rota: day by day whoever had the fewest duties, then evened out; and why, in words.

The rules of `fitness` hold for every team. Among the teams of a day the one with the fewest duties so far comes first,
then the wider spread of specialities, then who waited longest. Afterwards duties go from the most to the least used
wherever the rules allow it, over several days if need be, so that the gap between them stays as small as it can.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, islice

from liaison.reception.models import DutyLawyer
from liaison.reception.rules import fitness
from liaison.reception.rules.fitness import Reason
from liaison.reception.rules.lawyers import VETERAN_YEARS, is_veteran

Counts = dict[int, int]
POOL = {1: 400, 2: 120, 3: 24, 4: 16, 5: 13, 6: 12}
"""Of how many lawyers, those with the fewest duties, the teams of a size are tried: some thousand teams a day."""
MOST_TEAMS = 20_000
MOST_TRIES = 400


@dataclass(frozen=True, slots=True)
class Slot:
    """A day with open seats. `fixed` stay as they are; `out` cannot be put there any more (who declined, say)."""

    key: int
    on: date
    seats: int
    fixed: tuple[DutyLawyer, ...] = ()
    out: Mapping[int, Reason] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposal for one day: who, why, why not the others, and how many seats stay open."""

    slot: Slot
    chosen: tuple[DutyLawyer, ...]
    why: Mapping[int, tuple[Reason, ...]]
    passed: Mapping[int, Reason]
    open_seats: int


def propose(
    slots: Iterable[Slot], lawyers: Sequence[DutyLawyer], counts: Mapping[int, int], last: Mapping[int, date]
) -> list[Proposed]:
    """Fill the open seats of some days, in the order of their dates.

    `counts`: duties so far by lawyer, the fixed ones of these days with them; `last`: the latest one before.
    """
    ordered = sorted(slots, key=lambda slot: (slot.on, slot.key))
    pool = [each for each in lawyers if each.is_active and each.consented_on is not None]
    start = {each.id: counts.get(each.id, 0) for each in lawyers}
    plan = _first_round(ordered, pool, dict(start), dict(last))
    _even_out(ordered, pool, start, plan)
    return _explained(ordered, lawyers, start, dict(last), plan)


def _first_round(slots: Sequence[Slot], pool: Sequence[DutyLawyer], counts: Counts, last: dict[int, date]) -> "Plan":
    plan: Plan = {}
    for slot in slots:
        team = _best_team(slot, pool, counts, last)
        plan[slot.key] = team
        for each in team:
            counts[each.id] += 1
            last[each.id] = slot.on
    return plan


def _best_team(
    slot: Slot, pool: Sequence[DutyLawyer], counts: Counts, last: Mapping[int, date]
) -> tuple[DutyLawyer, ...]:
    fit = sorted(
        (each for each in pool if _may_sit(each, slot)),
        key=lambda each: (counts[each.id], last.get(each.id, date.min), each.id),
    )

    def burden(team: Sequence[DutyLawyer]) -> tuple[object, ...]:
        known = {word for each in (*slot.fixed, *team) for word in each.specialities}
        waited = sum(last.get(each.id, date.min).toordinal() for each in team)
        load = [counts[each.id] for each in team]
        return sum(load), max(load), -len(known), waited, [each.id for each in team]

    for size in range(slot.seats - len(slot.fixed), 0, -1):
        for most in (POOL.get(size, 12), len(fit)):
            teams = [
                team
                for team in islice(combinations(fit[:most], size), MOST_TEAMS)
                if fitness.is_team((*slot.fixed, *team), slot.on)
            ]
            if teams:
                return min(teams, key=burden)
    return ()


def _may_sit(lawyer: DutyLawyer, slot: Slot) -> bool:
    is_there = any(each.id == lawyer.id for each in slot.fixed)
    return not is_there and lawyer.id not in slot.out and fitness.unfit(lawyer, slot.on) is None


Plan = dict[int, tuple[DutyLawyer, ...]]
"""The chosen of each day, by its key."""
Step = tuple[DutyLawyer, Slot, DutyLawyer]
"""Who takes over, on which day, from whom."""


def _even_out(slots: Sequence[Slot], pool: Sequence[DutyLawyer], start: Counts, plan: Plan) -> None:
    """Hand duties on from the more to the less used until that brings them no closer.

    First by chains of hand-overs; where a team cannot take in the least used beside whom it has, by whole other teams.
    """
    counts = {each.id: start[each.id] for each in pool}
    for team in plan.values():
        for each in team:
            counts[each.id] += 1
    may = {(each.id, slot.key) for each in pool for slot in slots if _may_sit(each, slot)}
    _hand_on(slots, pool, counts, may, plan)
    tries = MOST_TRIES
    while (left := _unevenness(counts)) and left[0] > 1 and tries > 0:
        for slot, team in _other_teams(slots, pool, counts, may, plan):
            tries -= 1
            new_plan, new_counts = {**plan, slot.key: team}, dict(counts)
            for each in plan[slot.key]:
                new_counts[each.id] -= 1
            for each in team:
                new_counts[each.id] += 1
            _hand_on(slots, pool, new_counts, may, new_plan)
            if _unevenness(new_counts) < left:
                plan.update(new_plan)
                counts.update(new_counts)
                break
            if not tries:
                return
        else:
            return


def _hand_on(
    slots: Sequence[Slot], pool: Sequence[DutyLawyer], counts: Counts, may: set[tuple[int, int]], plan: Plan
) -> None:
    while True:
        highest = max(counts.values(), default=0)
        lows = sorted((each for each in pool if counts[each.id] <= highest - 2), key=lambda each: counts[each.id])
        chain = next((found for low in lows if (found := _chain(low, slots, counts, may, plan))), None)
        if chain is None:
            return
        for taker, slot, giver in chain:
            plan[slot.key] = _replaced(plan[slot.key], giver, taker)
        counts[chain[0][0].id] += 1
        counts[chain[-1][2].id] -= 1


def _unevenness(counts: Counts) -> tuple[int, int]:
    """The gap between the most and the least used, then how many lie far from each other."""
    numbers = list(counts.values()) or [0]
    return max(numbers) - min(numbers), sum(each * each for each in numbers)


def _other_teams(
    slots: Sequence[Slot], pool: Sequence[DutyLawyer], counts: Counts, may: set[tuple[int, int]], plan: Plan
) -> Iterator[tuple[Slot, tuple[DutyLawyer, ...]]]:
    """Whole other teams for a day that take in one of the least used, or do without one of the most used."""
    least, most = min(counts.values()), max(counts.values())
    for slot in slots:
        team = plan[slot.key]
        fit = [each for each in pool if (each.id, slot.key) in may]
        had = {each.id for each in team}
        for other in islice(combinations(fit, len(team)), MOST_TRIES):
            takes_in = any(counts[each.id] == least and each.id not in had for each in other)
            does_without = any(counts[each.id] == most and each not in other for each in team)
            if (takes_in or does_without) and fitness.is_team((*slot.fixed, *other), slot.on):
                yield slot, other


def _chain(
    low: DutyLawyer, slots: Sequence[Slot], counts: Counts, may: set[tuple[int, int]], plan: Plan
) -> list[Step] | None:
    """The shortest chain of hand-overs that ends with somebody who has at least two duties more than `low`."""
    came: dict[int, Step] = {}
    queue, seen = deque([low]), {low.id}
    while queue:
        taker = queue.popleft()
        for slot, giver in _hand_overs(taker, slots, may, plan):
            if giver.id in seen:
                continue
            seen.add(giver.id)
            came[giver.id] = (taker, slot, giver)
            if counts[giver.id] >= counts[low.id] + 2:
                chain = _walked(giver, low, came)
                if _holds(chain, plan):
                    return chain
            queue.append(giver)
    return None


def _hand_overs(
    taker: DutyLawyer, slots: Sequence[Slot], may: set[tuple[int, int]], plan: Plan
) -> Iterator[tuple[Slot, DutyLawyer]]:
    for slot in slots:
        team = plan[slot.key]
        if (taker.id, slot.key) not in may or any(each.id == taker.id for each in team):
            continue
        for giver in team:
            if fitness.is_team((*slot.fixed, *_replaced(team, giver, taker)), slot.on):
                yield slot, giver


def _walked(giver: DutyLawyer, low: DutyLawyer, came: Mapping[int, Step]) -> list[Step]:
    chain = [came[giver.id]]
    while chain[-1][0].id != low.id:
        chain.append(came[chain[-1][0].id])
    return chain[::-1]


def _holds(chain: Sequence[Step], plan: Plan) -> bool:
    """Whether the teams stand when all steps are made: two steps may touch the same day."""
    after = dict(plan)
    for taker, slot, giver in chain:
        if any(each.id == taker.id for each in after[slot.key]):
            return False
        after[slot.key] = _replaced(after[slot.key], giver, taker)
    return all(fitness.is_team((*slot.fixed, *after[slot.key]), slot.on) for _, slot, _ in chain)


def _replaced(team: Sequence[DutyLawyer], giver: DutyLawyer, taker: DutyLawyer) -> tuple[DutyLawyer, ...]:
    return tuple(taker if each.id == giver.id else each for each in team)


def _explained(
    slots: Sequence[Slot], lawyers: Sequence[DutyLawyer], start: Counts, last: dict[int, date], plan: Plan
) -> list[Proposed]:
    counts, totals = dict(start), dict(start)
    for team in plan.values():
        for each in team:
            totals[each.id] += 1
    found = []
    for slot in slots:
        chosen = plan[slot.key]
        why = {each.id: _why(each, slot, chosen, counts, lawyers) for each in chosen}
        passed = {
            each.id: _why_not(each, slot, chosen, counts, totals, last)
            for each in lawyers
            if all(each.id != other.id for other in (*chosen, *slot.fixed))
        }
        found.append(Proposed(slot, chosen, why, passed, slot.seats - len(slot.fixed) - len(chosen)))
        for each in chosen:
            counts[each.id] += 1
            last[each.id] = slot.on
    return found


def _why(
    lawyer: DutyLawyer, slot: Slot, chosen: Sequence[DutyLawyer], counts: Counts, lawyers: Iterable[DutyLawyer]
) -> tuple[Reason, ...]:
    count, reasons = counts[lawyer.id], []
    if sum(_may_sit(each, slot) for each in lawyers) == 1:
        reasons.append(Reason("only"))
    reasons.append(Reason("fewest", {"count": count}) if count else Reason("first_time"))
    if not is_veteran(lawyer, slot.on):
        veteran = next(each for each in (*slot.fixed, *chosen) if is_veteran(each, slot.on))
        reasons.append(Reason("newcomer", {"years": VETERAN_YEARS, "name": veteran.name}))
    reasons.append(Reason("knows", {"specialities": [each.value for each in lawyer.known_for]}))
    return tuple(reasons)


def _why_not(
    lawyer: DutyLawyer, slot: Slot, chosen: Sequence[DutyLawyer], counts: Counts, totals: Counts,
    last: Mapping[int, date],
) -> Reason:  # fmt: skip
    plain = slot.out.get(lawyer.id) or fitness.unfit(lawyer, slot.on)
    if plain is not None:
        return plain
    team = (*slot.fixed, *chosen)
    clash = next((each for each in team if each.firm_id == lawyer.firm_id), None)
    if clash is not None:
        return Reason("same_firm", {"name": clash.name})
    others = team[:-1]
    if not is_veteran(lawyer, slot.on) and not any(is_veteran(each, slot.on) for each in others):
        return Reason("newcomers", {"years": VETERAN_YEARS})
    most = max((counts[each.id] for each in chosen), default=0)
    if counts[lawyer.id] > most:
        return Reason("more_duties", {"count": counts[lawyer.id]})
    if counts[lawyer.id] < most or totals[lawyer.id] > counts[lawyer.id]:
        return Reason("evened", {"count": totals[lawyer.id]})
    mine, theirs = last.get(lawyer.id), max((last.get(each.id, date.min) for each in chosen), default=date.min)
    if mine is not None and mine > theirs:
        return Reason("recent", {"on": mine.isoformat()})
    return Reason("spread")
