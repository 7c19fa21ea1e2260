"""Swaps of duties: offered by one lawyer, accepted by another, until the day is near."""

from liaison.core import clock
from liaison.core.errors import NotFound, RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception import notices
from liaison.reception.models import Duty, DutyLawyer, DutyStatus, Swap, SwapStatus
from liaison.reception.queries import days as day_queries
from liaison.reception.queries import duties as queries
from liaison.reception.queries import lawyers as lawyer_queries
from liaison.reception.queries import roster
from liaison.reception.rules import duties as rules
from liaison.reception.rules.moves import DUTY_MOVES, SWAP_MOVES
from liaison.reception.services import duties, noting
from liaison.store import audit, thresholds
from liaison.store.base import db, expect_version


def offer(duty: Duty, by: Actor, *, to: DutyLawyer | None = None, for_duty: Duty | None = None, note: str = "") -> Swap:
    """Offer one's duty to a colleague or, without `to`, to whoever volunteers; `for_duty` asks for one in exchange.

    Raises Forbidden, or RuleBroken on `to_id`, `for_duty_id`.
    """
    refuse(rules.why_not("offer", by, duty, roster.courts_of(by), clock.now()))
    refuse(rules.why_no_longer(duty, clock.now(), thresholds.value(thresholds.SWAP_HOURS)))
    if queries.offers_of(duty):
        raise RuleBroken(N_("这次值班已在等待换班，请先撤回原来的换班。"))
    if to is not None and (not to.is_active or to.id == duty.lawyer_id):
        raise RuleBroken(N_("请选择另一名参加值班的律师。"), field="to_id")
    if for_duty is not None:
        _check_wanted(for_duty, to)
    swap = Swap(
        duty=duty, to_id=to.id if to else None, for_duty_id=for_duty.id if for_duty else None,
        status=SwapStatus.OFFERED, note=note, offered_at=clock.now(),
    )  # fmt: skip
    db.session.add(swap)
    db.session.flush()
    if to is not None:
        rules.check_swap(swap, to)
    audit.record(SWAP_MOVES["offer"].action, swap, by, duty_id=duty.id)
    notices.tell_swap("swap_offered", swap, by)
    return swap


def accept(swap: Swap, by: Actor, seen: int | None = None) -> Swap:
    """Take over the duty of an offer, or exchange it for one's own; the rules of the rota are asked again.

    Raises Forbidden, Stale, or RuleBroken: taken by somebody else meanwhile, too near, or against a rule.
    """
    queries.hold(swap)
    day_queries.hold(swap.duty.day)
    me = lawyer_queries.find_mine(by)
    refuse(rules.why_not_swap("accept", by, swap, me, clock.now(), thresholds.value(thresholds.SWAP_HOURS)))
    expect_version(swap, seen)
    assert me is not None, "who accepts is a colleague of the register"
    rules.check_swap(swap, me)
    swap.taken_by = me
    noting.settle_swap(swap, "accept", by)
    _hand_over(swap.duty, me, by)
    if swap.for_duty is not None:
        _hand_over(swap.for_duty, swap.duty.lawyer, by)
    notices.tell_swap("duty_swapped", swap, by)
    return swap


def move(swap: Swap, verb: str, by: Actor, seen: int | None = None) -> Swap:
    """Refuse or withdraw an offer. Raises Stale, Forbidden, RuleBroken; KeyError for another verb."""
    if verb == "accept":
        return accept(swap, by, seen)
    if not SWAP_MOVES[verb].is_simple:
        raise KeyError(verb)
    queries.hold(swap)
    expect_version(swap, seen)
    me = lawyer_queries.find_mine(by)
    refuse(rules.why_not_swap(verb, by, swap, me, clock.now(), thresholds.value(thresholds.SWAP_HOURS)))
    noting.settle_swap(swap, verb, by)
    if verb == "refuse":
        notices.tell_swap("swap_refused", swap, by)
    return swap


def get_wanted(id: int | None) -> Duty | None:
    """The duty that somebody asks for in exchange; None for none. Raises NotFound."""
    if id is None:
        return None
    found = queries.find(id)
    if found is None:
        raise NotFound
    return found


def _check_wanted(for_duty: Duty, to: DutyLawyer | None) -> None:
    """What is asked for in exchange is a coming duty of the colleague that the offer goes to."""
    if to is None or for_duty.lawyer_id != to.id:
        raise RuleBroken(N_("请选择对方自己的值班来交换。"), field="for_duty_id")
    refuse(rules.why_no_longer(for_duty, clock.now(), thresholds.value(thresholds.SWAP_HOURS)))


def _hand_over(duty: Duty, taker: DutyLawyer, by: Actor) -> None:
    before = duty.status
    duty.status = DutyStatus.SWAPPED
    db.session.flush()
    noting.note_duty(duty, DUTY_MOVES["swap"], by, text=taker.name, before=before, after=duty.status)
    for other in queries.offers_of(duty):
        noting.settle_swap(other, "lapse", by)
    duties.seat(duty.day, taker, by, status=DutyStatus.CONFIRMED, replaces=duty)
