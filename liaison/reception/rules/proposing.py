"""The proposal of a rota: day by day whoever had the fewest duties, then evened out; and why, in words.

The rules of `fitness` hold for every team. Among the teams of a day the one with the fewest duties so far comes first,
then the wider spread of specialities, then who waited longest. Afterwards duties go from the most to the least used
wherever the rules allow it, over several days if need be, so that the gap between them stays as small as it can.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice

from liaison.reception.models import DutyLawyer
from liaison.reception.rules import fitness
from liaison.reception.rules.evening import even_out
from liaison.reception.rules.fitness import Reason
from liaison.reception.rules.lawyers import VETERAN_YEARS, is_veteran
from liaison.reception.rules.seating import Counts, Plan, Seating, Slot, may_sit

POOL = {1: 400, 2: 120, 3: 24, 4: 16, 5: 13, 6: 12}
"""Of how many lawyers, those with the fewest duties, the teams of a size are tried: some thousand teams a day."""
MOST_TEAMS = 20_000


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
    start = {each.id: counts.get(each.id, 0) for each in lawyers}
    seating = Seating(ordered, lawyers)
    plan = _first_round(ordered, seating, dict(start), dict(last))
    even_out(ordered, seating, start, plan)
    by_id = {each.id: each for each in lawyers}
    teams = {key: tuple(by_id[id] for id in team) for key, team in plan.items()}
    return _explained(ordered, lawyers, start, dict(last), teams)


def _first_round(slots: Sequence[Slot], seating: Seating, counts: Counts, last: dict[int, date]) -> Plan:
    plan: Plan = {}
    for slot in slots:
        team = _best_team(slot, seating, counts, last)
        plan[slot.key] = team
        for id in team:
            counts[id] += 1
            last[id] = slot.on
    return plan


def _best_team(slot: Slot, seating: Seating, counts: Counts, last: Mapping[int, date]) -> tuple[int, ...]:
    latest = {id: last.get(id, date.min).toordinal() for id in seating.pool}
    fit = sorted(seating.fit(slot.key), key=lambda id: (counts[id], latest[id], id))
    fixed = [seating.known[id] for id in seating.fixed[slot.key]]

    def burden(team: Sequence[int]) -> tuple[object, ...]:
        known = frozenset().union(*fixed, *(seating.known[id] for id in team))
        load = [counts[id] for id in team]
        return sum(load), max(load), -len(known), sum(latest[id] for id in team), team

    for size in range(slot.seats - len(slot.fixed), 0, -1):
        for most in (POOL.get(size, 12), len(fit)):
            tried = islice(combinations(fit[:most], size), MOST_TEAMS)
            teams = [team for team in tried if seating.is_team(slot.key, team)]
            if teams:
                return min(teams, key=burden)
    return ()


def _explained(
    slots: Sequence[Slot], lawyers: Sequence[DutyLawyer], start: Counts, last: dict[int, date],
    plan: Mapping[int, tuple[DutyLawyer, ...]],
) -> list[Proposed]:  # fmt: skip
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
    if sum(may_sit(each, slot) for each in lawyers) == 1:
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
