"""Evening out of a rota: duties go on from the more to the less used, over several days if need be."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations, islice

from liaison.reception.rules.seating import Counts, Plan, Seating, Slot

MOST_TRIES = 400
Step = tuple[int, int, int]
"""Who takes over, on which day, from whom."""


def even_out(slots: Sequence[Slot], seating: Seating, start: Counts, plan: Plan) -> None:
    """Hand duties on from the more to the less used until that brings them no closer.

    First by chains of hand-overs; where a team cannot take in the least used beside whom it has, by whole other teams.
    """
    counts = {id: start[id] for id in seating.pool}
    for team in plan.values():
        for id in team:
            counts[id] += 1
    _hand_on(slots, seating, counts, plan)
    best = _least_unevenness(slots, seating, start, sum(len(team) for team in plan.values()))
    tries = MOST_TRIES
    while (left := _unevenness(counts)) > best and left[0] > 1 and tries > 0:
        for key, team in _other_teams(slots, seating, counts, plan):
            tries -= 1
            new_plan, new_counts = {**plan, key: team}, dict(counts)
            for id in plan[key]:
                new_counts[id] -= 1
            for id in team:
                new_counts[id] += 1
            _hand_on(slots, seating, new_counts, new_plan)
            if _unevenness(new_counts) < left:
                plan.update(new_plan)
                counts.update(new_counts)
                break
            if not tries:
                return
        else:
            return


def _hand_on(slots: Sequence[Slot], seating: Seating, counts: Counts, plan: Plan) -> None:
    while True:
        highest = max(counts.values(), default=0)
        lows = sorted((id for id in seating.pool if counts[id] <= highest - 2), key=lambda id: counts[id])
        chain = next((found for low in lows if (found := _chain(low, slots, seating, counts, plan))), None)
        if chain is None:
            return
        for taker, key, giver in chain:
            plan[key] = _replaced(plan[key], giver, taker)
        counts[chain[0][0]] += 1
        counts[chain[-1][2]] -= 1


def _unevenness(counts: Counts) -> tuple[int, int]:
    """The gap between the most and the least used, then how many lie far from each other."""
    numbers = list(counts.values()) or [0]
    return max(numbers) - min(numbers), sum(each * each for each in numbers)


def _least_unevenness(slots: Sequence[Slot], seating: Seating, start: Counts, duties: int) -> tuple[int, int]:
    """What no rota can go below: each duty to the least used who has a free day left, whoever sits beside whom."""
    days = {id: sum((id, slot.key) in seating.may for slot in slots) for id in seating.pool}
    counts = {id: start[id] for id in seating.pool}
    free = [(count, id) for id, count in counts.items() if days[id]]
    heapify(free)
    for _ in range(duties):
        count, id = heappop(free)
        counts[id] = count + 1
        days[id] -= 1
        if days[id]:
            heappush(free, (count + 1, id))
    return _unevenness(counts)


def _other_teams(
    slots: Sequence[Slot], seating: Seating, counts: Counts, plan: Plan
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Whole other teams for a day that take in one of the least used, or do without one of the most used."""
    least, most = min(counts.values()), max(counts.values())
    for slot in slots:
        team = plan[slot.key]
        for other in islice(combinations(seating.fit(slot.key), len(team)), MOST_TRIES):
            takes_in = any(counts[id] == least and id not in team for id in other)
            does_without = any(counts[id] == most and id not in other for id in team)
            if (takes_in or does_without) and seating.is_team(slot.key, other):
                yield slot.key, other


def _chain(low: int, slots: Sequence[Slot], seating: Seating, counts: Counts, plan: Plan) -> list[Step] | None:
    """The shortest chain of hand-overs that ends with somebody who has at least two duties more than `low`."""
    came: dict[int, Step] = {}
    queue, seen = deque([low]), {low}
    while queue:
        taker = queue.popleft()
        for key, giver in _hand_overs(taker, slots, seating, plan):
            if giver in seen:
                continue
            seen.add(giver)
            came[giver] = (taker, key, giver)
            if counts[giver] >= counts[low] + 2:
                chain = _walked(giver, low, came)
                if _holds(chain, seating, plan):
                    return chain
            queue.append(giver)
    return None


def _hand_overs(taker: int, slots: Sequence[Slot], seating: Seating, plan: Plan) -> Iterator[tuple[int, int]]:
    for slot in slots:
        key, team = slot.key, plan[slot.key]
        if (taker, key) not in seating.may or taker in team:
            continue
        for giver in team:
            if seating.is_team(key, _replaced(team, giver, taker)):
                yield key, giver


def _walked(giver: int, low: int, came: Mapping[int, Step]) -> list[Step]:
    chain = [came[giver]]
    while chain[-1][0] != low:
        chain.append(came[chain[-1][0]])
    return chain[::-1]


def _holds(chain: Sequence[Step], seating: Seating, plan: Plan) -> bool:
    """Whether the teams stand when all steps are made: two steps may touch the same day."""
    after = dict(plan)
    for taker, key, giver in chain:
        if taker in after[key]:
            return False
        after[key] = _replaced(after[key], giver, taker)
    return all(seating.is_team(key, after[key]) for _, key, _ in chain)


def _replaced(team: Sequence[int], giver: int, taker: int) -> tuple[int, ...]:
    return tuple(taker if id == giver else id for id in team)
