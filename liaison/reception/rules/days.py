"""When reception days are: the weekly days of a place around public holidays, and what may be changed of one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from liaison.core.calendar import Arrangements, next_working_day
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Refusal
from liaison.core.sides import Actor
from liaison.reception.models import DayStatus, HolidayRule, ReceptionDay
from liaison.reception.rules import standing
from liaison.reception.rules.moves import DAY_MOVES

LONGEST_SPAN = 400
MOST_SEATS = 6
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day to be held or left out; `holiday` (a message id) names the public holiday that was in the way."""

    on: date
    regular_on: date
    holiday: str = ""
    is_skipped: bool = False


def plan_days(
    weekday: int, rule: HolidayRule, first: date, last: date, arrangements: Arrangements, *,
    taken: Collection[date] = (), known: Collection[date] = (),
) -> list[PlannedDay]:  # fmt: skip
    """The weekly days from first to last, both included, without those `known` already (by their weekly date).

    One on a public holiday is skipped, or moved to the next working day; where that is `taken` or the next weekly day
    itself, it is skipped all the same.
    """
    day = first + timedelta((weekday - first.weekday()) % 7)
    found: list[PlannedDay] = []
    while day <= last:
        if day not in known:
            found.append(_planned(day, rule, arrangements, taken))
        day += WEEK
    return found


def _planned(day: date, rule: HolidayRule, arrangements: Arrangements, taken: Collection[date]) -> PlannedDay:
    if arrangements.is_working(day):
        return PlannedDay(day, day)
    holiday, moved_to = arrangements.reason(day), next_working_day(day, arrangements).on
    if rule is HolidayRule.SKIP or moved_to in taken or moved_to >= day + WEEK:
        return PlannedDay(day, day, holiday, is_skipped=True)
    return PlannedDay(moved_to, day, holiday)


def check_span(first: date, last: date) -> None:
    """Days are generated for a span of at most a good year. Raises RuleBroken on `last`."""
    if last < first:
        raise RuleBroken(N_("结束日期不能早于开始日期。"), field="last")
    if (last - first).days > LONGEST_SPAN:
        raise RuleBroken(N_("一次最多生成%(n)s日内的接访日。"), field="last", n=LONGEST_SPAN)


def check_times(starts_at: time, ends_at: time) -> None:
    """It ends after it begins. Raises RuleBroken on `ends_at`."""
    if ends_at <= starts_at:
        raise RuleBroken(N_("结束时间应晚于开始时间。"), field="ends_at")


def check_seats(seats: int, filled: int = 0) -> None:
    """Between one lawyer and six, and not fewer than are on duty already. Raises RuleBroken on `seats`."""
    if not 1 <= seats <= MOST_SEATS:
        raise RuleBroken(N_("每次值班人数应为1至%(n)s人。"), field="seats", n=MOST_SEATS)
    if seats < filled:
        raise RuleBroken(N_("当日已安排%(n)s名律师，请先解除多出的值班。"), field="seats", n=filled)


def check_moved_to(on: date, day: ReceptionDay, today: date, arrangements: Arrangements) -> None:
    """A day moves to another working day that is still to come. Raises RuleBroken on `on`."""
    if on == day.on:
        raise RuleBroken(N_("新日期与原日期相同。"), field="on")
    if on < today:
        raise RuleBroken(N_("新日期已经过去。"), field="on")
    if not arrangements.is_working(on):
        raise RuleBroken(N_("新日期是休息日，请改选工作日。"), field="on")


def why_not(verb: str, user: Actor, day: ReceptionDay | None, courts: Collection[int], today: date) -> Refusal | None:
    """Why somebody may not do this to the day as it is now; None when they may."""
    who = standing.relations(user, day, courts)
    refusal = DAY_MOVES.why_not(verb, day.status if day is not None else BEGINNING, who)
    if refusal is not None or day is None:
        return refusal
    if verb == "hold" and day.on > today:
        return Refusal(N_("接访日还没有到，不能登记为已接访。"), kind="state")
    if verb in {"propose", "assign", "publish", "move", "restore"} and day.on < today:
        return Refusal(N_("接访日已经过去，不能再调整排班。"), kind="state")
    if verb == "publish" and not day.on_duty:
        return Refusal(N_("当日还没有值班律师，请先安排。"))
    return None


def open_moves(user: Actor, day: ReceptionDay, courts: Collection[int], today: date) -> list[Move]:
    """The moves on the day's own page that are this person's now."""
    return [move for move in DAY_MOVES if why_not(move.verb, user, day, courts, today) is None]


def is_over(day: ReceptionDay, today: date) -> bool:
    """Whether its date has passed and nobody has said whether it was held."""
    return day.status is DayStatus.PLANNED and day.on < today
