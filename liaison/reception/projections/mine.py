"""A duty and an offer to swap on the lawyer's own page."""

from dataclasses import dataclass
from datetime import date, datetime

from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.moves import Move
from liaison.core.sides import Actor
from liaison.reception.models import DUTY_LABELS, DUTY_TONES, Duty, DutyLawyer, DutyStatus, Swap
from liaison.reception.rules import duties as rules
from liaison.store import holidays, thresholds
from liaison.web.language import tr


@dataclass(frozen=True, slots=True)
class MyDuty:
    """One's own duty: when, where, beside whom, until when to answer. `offer`: the id of one's offer that waits."""

    id: int
    version: int
    day_id: int
    on: date
    hours: str
    place: str
    address: str
    beside: tuple[str, ...]
    status: DutyStatus
    status_label: str
    tone: Tone
    reason: str
    confirm_by: datetime
    is_asked: bool
    is_late: bool
    moves: tuple[Move, ...]
    may_offer: bool
    why_not_offer: str
    offer: int | None
    offer_version: int | None


@dataclass(frozen=True, slots=True)
class SeenOffer:
    """An offer that one may take. `why_not`: what the rules say against it, "" where nothing does."""

    id: int
    version: int
    by: str
    firm: str
    on: date
    hours: str
    place: str
    wants_on: date | None
    note: str
    is_to_me: bool
    until: datetime
    why_not: str


def duty(user: Actor, duty: Duty, offered: Swap | None) -> MyDuty:
    """One's own duty with what may be done to it now."""
    now, hours = clock.now(), thresholds.value(thresholds.SWAP_HOURS)
    refusal = rules.why_not("offer", user, duty, (), now) or rules.why_no_longer(duty, now, hours)
    day = duty.day
    return MyDuty(
        id=duty.id,
        version=duty.version,
        day_id=day.id,
        on=day.on,
        hours=f"{day.starts_at:%H:%M}-{day.ends_at:%H:%M}",
        place=day.place.name,
        address=day.place.address,
        beside=tuple(f"{each.lawyer.name}（{each.lawyer.firm}）" for each in day.on_duty if each is not duty),
        status=duty.status,
        status_label=DUTY_LABELS[duty.status],
        tone=DUTY_TONES[duty.status],
        reason=duty.reason,
        confirm_by=rules.confirm_by(day.on, holidays.arrangements()),
        is_asked=duty.status is DutyStatus.PROPOSED,
        is_late=rules.is_late(duty, now, holidays.arrangements()),
        moves=tuple(move for move in rules.open_moves(user, duty, (), now) if move.verb in {"confirm", "decline"}),
        may_offer=refusal is None and offered is None,
        why_not_offer=refusal.text(tr) if refusal is not None and refusal.kind == "state" else "",
        offer=offered.id if offered is not None else None,
        offer_version=offered.version if offered is not None else None,
    )


def offer(user: Actor, swap: Swap, me: DutyLawyer) -> SeenOffer:
    """An offer as a colleague sees it."""
    day = swap.duty.day
    hours = thresholds.value(thresholds.SWAP_HOURS)
    return SeenOffer(
        id=swap.id,
        version=swap.version,
        by=swap.duty.lawyer.name,
        firm=swap.duty.lawyer.firm,
        on=day.on,
        hours=f"{day.starts_at:%H:%M}-{day.ends_at:%H:%M}",
        place=day.place.name,
        wants_on=swap.for_duty.day.on if swap.for_duty is not None else None,
        note=swap.note,
        is_to_me=swap.to_id == me.id,
        until=rules.swap_until(day, hours),
        why_not=_against(swap, me),
    )


def _against(swap: Swap, me: DutyLawyer) -> str:
    if any(duty.lawyer_id == me.id for duty in swap.duty.day.on_duty):
        return rules.ALREADY_THERE.text(tr)
    against = rules.breaches(me, swap.duty.day, swap.duty)
    return against[0].text(tr) if against else ""
