"""A duty from its proposal to the day: until when it is confirmed and swapped, and who may do what to it."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Final

from liaison.core import clock
from liaison.core.calendar import Arrangements
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import Move, Refusal
from liaison.core.sides import Actor
from liaison.reception.models import DayStatus, Duty, DutyLawyer, DutyStatus, ReceptionDay, Swap, SwapStatus
from liaison.reception.rules import fitness, standing
from liaison.reception.rules.moves import DUTY_MOVES, SWAP_MOVES

THURSDAY: Final = 3
CONFIRM_AT: Final = time(18, 0)
HOLDERS: Final = {"confirm", "decline", "offer"}
"""What a lawyer does himself or herself, once the rota is published and before the day begins."""
ALREADY_THERE: Final = Refusal(N_("您当日已经值班。"))


def confirm_by(on: date, arrangements: Arrangements) -> datetime:
    """The moment until which a duty is confirmed: the last Thursday before the day, 18:00.

    Where that Thursday is a rest day, the last working day before it.
    """
    day = on - timedelta((on.weekday() - THURSDAY - 1) % 7 + 1)
    while not arrangements.is_working(day):
        day -= timedelta(1)
    return datetime.combine(day, CONFIRM_AT, clock.LOCAL)


def swap_until(day: ReceptionDay, hours: int) -> datetime:
    """The moment until which a duty can be swapped: so many hours before the day begins."""
    return day.begins_at - timedelta(hours=hours)


def is_late(duty: Duty, now: datetime, arrangements: Arrangements) -> bool:
    """Whether a duty is not confirmed though the time for it has passed."""
    is_asked = duty.status is DutyStatus.PROPOSED and duty.day.published_at is not None
    return is_asked and duty.day.status is DayStatus.PLANNED and now > confirm_by(duty.day.on, arrangements)


def why_not(verb: str, user: Actor, duty: Duty, courts: Collection[int], now: datetime) -> Refusal | None:
    """Why somebody may not do this to the duty as it is now; None when they may. `verb` "offer": to swap it."""
    row = "swap" if verb == "offer" else verb
    who = standing.duty_relations(user, duty, courts)
    refusal = DUTY_MOVES.why_not(row, duty.status, who)
    if refusal is not None:
        return refusal
    day = duty.day
    if verb in {"attend", "miss"}:
        if day.status not in {DayStatus.PLANNED, DayStatus.HELD}:
            return Refusal(N_("当日没有接访，不登记到岗。"), kind="state")
        return Refusal(N_("接访日还没有到，不能登记到岗。"), kind="state") if day.on > clock.local(now).date() else None
    if day.status is not DayStatus.PLANNED:
        return Refusal(N_("该接访日已办结或已取消。"), kind="state")
    if verb in HOLDERS and day.published_at is None:
        return Refusal(N_("排班还没有发布。"), kind="state")
    if verb in HOLDERS and now >= day.begins_at:
        return Refusal(N_("接访已经开始，请与律师协会联系。"), kind="state")
    return None


def open_moves(user: Actor, duty: Duty, courts: Collection[int], now: datetime) -> list[Move]:
    """The moves of a duty that are this person's now."""
    return [
        move
        for move in DUTY_MOVES
        if move.verb not in {"assign", "swap"} and why_not(move.verb, user, duty, courts, now) is None
    ]


def team_without(day: ReceptionDay, leaving: Duty | None = None) -> list[DutyLawyer]:
    """Who holds a seat of the day, without the one that is to be given up."""
    return [duty.lawyer for duty in day.on_duty if duty is not leaving]


def breaches(lawyer: DutyLawyer, day: ReceptionDay, leaving: Duty | None = None) -> list[Refusal]:
    """What the rules of the rota say against a lawyer on a day, in place of a duty that is given up."""
    return fitness.breaches(lawyer, team_without(day, leaving), day.on, day.seats)


def check_by_hand(lawyer: DutyLawyer, day: ReceptionDay, reason: str, leaving: Duty | None = None) -> None:
    """Whoever chooses by hand says why, the more so against a rule. Raises RuleBroken on `lawyer_id` or `reason`."""
    if not lawyer.is_active:
        raise RuleBroken(N_("%(name)s已停止值班，不能安排。"), field="lawyer_id", name=lawyer.name)
    if any(duty.lawyer_id == lawyer.id for duty in day.on_duty):
        raise RuleBroken(N_("%(name)s当日已经值班。"), field="lawyer_id", name=lawyer.name)
    if leaving is None and not day.open_seats:
        raise RuleBroken(N_("当日值班人数已满，请用“替班”换人。"), field="lawyer_id")
    if reason.strip():
        return
    against = breaches(lawyer, day, leaving)
    if against:
        words = tuple(refusal.text() for refusal in against)
        raise RuleBroken(N_("不符合排班规则：%(words)s。仍要安排的，请写明理由。"), field="reason", words=words)
    raise RuleBroken(N_("人工指定值班律师应写明理由。"), field="reason")


def check_reason(move: Move, reason: str) -> None:
    """Some moves say why. Raises RuleBroken on `reason`."""
    if move.needs_reason and not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")


def why_not_swap(
    verb: str, user: Actor, swap: Swap, me: DutyLawyer | None, now: datetime, hours: int
) -> Refusal | None:
    """Why somebody may not accept, refuse or withdraw an offer as it is now; None when they may.

    An offer that somebody else took says who took it.
    """
    if swap.status is SwapStatus.ACCEPTED and verb == "accept":
        name = swap.taken_by.name if swap.taken_by is not None else ""
        return Refusal(N_("这次值班已由%(name)s接替，不能再次接受。"), {"name": name}, "state")
    refusal = SWAP_MOVES.why_not(verb, swap.status, standing.swap_relations(user, swap, me))
    if refusal is not None or verb != "accept":
        return refusal
    return why_no_longer(swap.duty, now, hours)


def why_no_longer(duty: Duty, now: datetime, hours: int) -> Refusal | None:
    """Why a duty can be swapped no longer: it is over, or the day is near."""
    if not duty.is_on or duty.day.status is not DayStatus.PLANNED:
        return Refusal(N_("这次值班已有变动，不能再换班。"), kind="state")
    if now > swap_until(duty.day, hours):
        return Refusal(N_("接访开始前%(hours)s小时内不能换班，请与律师协会联系替班。"), {"hours": hours}, "state")
    return None


def check_swap(swap: Swap, taker: DutyLawyer) -> None:
    """The rules of the rota hold after the swap as before, on both days. Raises RuleBroken."""
    pairs = [(taker, swap.duty)]
    if swap.for_duty is not None:
        pairs.append((swap.duty.lawyer, swap.for_duty))
    for lawyer, duty in pairs:
        if any(other.lawyer_id == lawyer.id for other in duty.day.on_duty):
            raise RuleBroken(N_("%(name)s当日已经值班。"), name=lawyer.name)
        against = breaches(lawyer, duty.day, duty)
        if against:
            raise RuleBroken(
                N_("换班后不符合排班规则：%(name)s%(words)s。"),
                name=lawyer.name, words=tuple(refusal.text() for refusal in against),
            )  # fmt: skip
