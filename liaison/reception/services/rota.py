"""The rota: proposed for open seats with its reasons, and published to the lawyers."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from liaison.core import clock
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception import notices
from liaison.reception.models import DUTY_LABELS, DutyLawyer, DutyStatus, ReceptionDay
from liaison.reception.queries import duties as queries
from liaison.reception.queries import lawyers as lawyer_queries
from liaison.reception.queries import roster
from liaison.reception.rules import days as day_rules
from liaison.reception.rules import proposing
from liaison.reception.rules.fitness import Reason
from liaison.reception.rules.moves import DAY_MOVES
from liaison.reception.rules.proposing import Proposed
from liaison.reception.rules.seating import Slot
from liaison.reception.services import duties, noting

COUNTED_BACK = timedelta(days=365)


def propose(days: Iterable[ReceptionDay], by: Actor) -> list[Proposed]:
    """Fill the open seats of planned days by the rule of `rules.proposing`, and keep why on each day.

    Seats that are taken stay. Raises Forbidden, or RuleBroken for a day that has passed.
    """
    today, courts = clock.today(), roster.courts_of(by)
    days = [day for day in days if day.open_seats]
    for day in days:
        refuse(day_rules.why_not("propose", by, day, courts, today))
    if not days:
        return []
    first, last = min(day.on for day in days), max(day.on for day in days)
    pool = lawyer_queries.active()
    counts = starting_counts(pool, queries.counts(first - COUNTED_BACK, last), first)
    proposed = proposing.propose(map(_slot, days), pool, counts, queries.latest(first))
    by_id = {day.id: day for day in days}
    for each in proposed:
        day = by_id[each.slot.key]
        for lawyer in each.chosen:
            duty = duties.seat(day, lawyer, by)
            notices.tell_lawyer("duty_assigned", duty, by)
        day.proposal = _kept(each)
        noting.note_day(day, DAY_MOVES["propose"], by, chosen=len(each.chosen), open_seats=each.open_seats)
    return proposed


def publish(days: Iterable[ReceptionDay], by: Actor) -> list[ReceptionDay]:
    """Show the rota of some days to the lawyers and ask those on duty to confirm; gives the days that are new to them.

    Raises Forbidden, or RuleBroken for a day without anybody.
    """
    new = [day for day in days if day.published_at is None]
    for day in new:
        refuse(day_rules.why_not("publish", by, day, roster.courts_of(by), clock.today()))
    for day in new:
        day.published_at = clock.now()
        noting.note_day(day, DAY_MOVES["publish"], by, on_duty=len(day.on_duty))
        for duty in day.on_duty:
            notices.tell_lawyer("duty_assigned", duty, by)
    return new


def starting_counts(pool: Iterable[DutyLawyer], counts: dict[int, int], first: date) -> dict[int, int]:
    """Duties of the past year by lawyer. Who was selected within it starts from the fewest that the others have."""
    pool = list(pool)
    old = [each for each in pool if each.enrolled_on <= first - COUNTED_BACK]
    least = min((counts.get(each.id, 0) for each in old), default=0)
    new = {each.id for each in pool} - {each.id for each in old}
    return {each.id: max(counts.get(each.id, 0), least if each.id in new else 0) for each in pool}


def _slot(day: ReceptionDay) -> Slot:
    over = {
        duty.lawyer_id: Reason("that_day", {"status": DUTY_LABELS[duty.status]})
        for duty in day.duties
        if not duty.is_on and duty.status is not DutyStatus.RELEASED
    }
    return Slot(day.id, day.on, day.seats, tuple(duty.lawyer for duty in day.on_duty), over)


def _kept(proposed: Proposed) -> dict[str, Any]:
    """The reasons as JSON: by lawyer, a list of (word, parameters) for the chosen and one for those passed over."""
    return {
        "chosen": {str(id): [[each.code, dict(each.params)] for each in why] for id, why in proposed.why.items()},
        "passed": {str(id): [each.code, dict(each.params)] for id, each in proposed.passed.items()},
        "open_seats": proposed.open_seats,
    }
