"""Selects of duties and swaps: a lawyer's own, what proposals count with, what waits, what is due."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Row, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from liaison.core.errors import NotFound
from liaison.core.moves import Move
from liaison.core.sides import Actor
from liaison.reception.models import (
    ON_DUTY,
    DayStatus,
    Duty,
    DutyLawyer,
    DutyStatus,
    LawyerStatus,
    ReceptionDay,
    Swap,
    SwapStatus,
)
from liaison.reception.queries import days, lawyers
from liaison.reception.rules import standing
from liaison.reception.rules.moves import DUTY_MOVES, SWAP_MOVES
from liaison.store.base import db

TEAM = joinedload(Duty.day).selectinload(ReceptionDay.duties).joinedload(Duty.lawyer)
"""Who else is on duty that day, for a whole list at once: a path back to its own table is not batched unasked."""
COUNTED = frozenset({DayStatus.PLANNED, DayStatus.HELD})


def find(id: int) -> Duty | None:
    """One duty."""
    return db.session.get(Duty, id)


def get_visible(user: Actor, id: int) -> Duty:
    """One duty of a day that the person may see: an officer's, or his or her own. Raises NotFound."""
    statement = (
        select(Duty).join(Duty.day).join(Duty.lawyer).where(Duty.id == id, days.visible_to(user), _mine_or(user))
    )
    duty = db.session.scalar(statement)
    if duty is None:
        raise NotFound
    return duty


def get_with_move(user: Actor, id: int, verb: str) -> tuple[Duty, Move]:
    """The duty and the one-field move that an address names. Raises NotFound, for an unknown verb too."""
    if verb not in DUTY_MOVES or not DUTY_MOVES[verb].is_simple:
        raise NotFound
    return get_visible(user, id), DUTY_MOVES[verb]


def of_lawyer(lawyer: DutyLawyer, first: date, last: date) -> list[Duty]:
    """The duties of a lawyer on published days of a span, by date."""
    statement = (
        select(Duty)
        .options(TEAM)
        .join(Duty.day)
        .where(
            Duty.lawyer_id == lawyer.id, ReceptionDay.published_at.is_not(None), ReceptionDay.on.between(first, last)
        )
    )
    return list(db.session.scalars(statement.order_by(ReceptionDay.on, Duty.id)))


def coming_of(lawyer: DutyLawyer, today: date) -> list[Duty]:
    """The seats that a lawyer holds from today on, published or not."""
    statement = select(Duty).join(Duty.day).where(
        Duty.lawyer_id == lawyer.id, Duty.status.in_(ON_DUTY), ReceptionDay.on >= today,
        ReceptionDay.status == DayStatus.PLANNED,
    )  # fmt: skip
    return list(db.session.scalars(statement.order_by(ReceptionDay.on)))


def coming_of_colleagues(lawyer: DutyLawyer, today: date) -> list[Duty]:
    """The published seats that other lawyers hold after today: what somebody may ask for in exchange."""
    statement = select(Duty).join(Duty.day).where(
        Duty.lawyer_id != lawyer.id, Duty.status.in_(ON_DUTY), ReceptionDay.on > today,
        ReceptionDay.status == DayStatus.PLANNED, ReceptionDay.published_at.is_not(None),
    )  # fmt: skip
    return list(db.session.scalars(statement.order_by(ReceptionDay.on, Duty.id)))


def counts(first: date, last: date) -> dict[int, int]:
    """How many seats each lawyer held on the days of a span that are planned or were held; absences do not count."""
    statement = (
        select(Duty.lawyer_id, func.count())
        .join(ReceptionDay, ReceptionDay.id == Duty.day_id)
        .where(Duty.status.in_(ON_DUTY), ReceptionDay.status.in_(COUNTED), ReceptionDay.on.between(first, last))
        .group_by(Duty.lawyer_id)
    )
    return {lawyer_id: number for lawyer_id, number in db.session.execute(statement)}


def latest(before: date) -> dict[int, date]:
    """The last day before a date on which each lawyer held a seat."""
    statement = (
        select(Duty.lawyer_id, func.max(ReceptionDay.on))
        .join(ReceptionDay, ReceptionDay.id == Duty.day_id)
        .where(Duty.status.in_(ON_DUTY), ReceptionDay.status.in_(COUNTED), ReceptionDay.on < before)
        .group_by(Duty.lawyer_id)
    )
    return {lawyer_id: on for lawyer_id, on in db.session.execute(statement)}


def hold(swap: Swap) -> None:
    """Lock an offer until the transaction ends, and read it anew."""
    db.session.refresh(swap, with_for_update={"of": Swap})


def offers_of(duty: Duty) -> list[Swap]:
    """The offers of a duty that wait."""
    statement = select(Swap).where(Swap.duty_id == duty.id, Swap.status == SwapStatus.OFFERED)
    return list(db.session.scalars(statement.order_by(Swap.id)))


def offered_of(duty_ids: Collection[int]) -> dict[int, Swap]:
    """The waiting offers by duty."""
    statement = select(Swap).where(Swap.duty_id.in_(duty_ids), Swap.status == SwapStatus.OFFERED)
    return {swap.duty_id: swap for swap in db.session.scalars(statement)}


def open_to(lawyer: DutyLawyer, today: date) -> list[Swap]:
    """The offers that a lawyer may take: to him or her, or to whoever volunteers; of days still to come."""
    statement = (
        select(Swap)
        .options(joinedload(Swap.duty).options(TEAM), selectinload(Swap.for_duty))
        .join(Swap.duty)
        .join(Duty.day)
        .where(
            Swap.status == SwapStatus.OFFERED,
            or_(Swap.to_id == lawyer.id, Swap.to_id.is_(None)),
            Duty.lawyer_id != lawyer.id,
            ReceptionDay.on >= today,
        )
    )
    return list(db.session.scalars(statement.order_by(ReceptionDay.on, Swap.id)))


def get_swap(user: Actor, id: int, verb: str) -> tuple[Swap, Move]:
    """An offer that the person made, may take or took, and the move that an address names. Raises NotFound."""
    if verb not in SWAP_MOVES or not SWAP_MOVES[verb].is_simple:
        raise NotFound
    me = lawyers.find_mine(user)
    swap = db.session.get(Swap, id)
    if me is None or swap is None or (swap.duty.lawyer_id != me.id and swap.to_id not in {None, me.id}):
        raise NotFound
    return swap, SWAP_MOVES[verb]


def waiting_offers() -> list[Swap]:
    """All offers that wait, for what lapses by time."""
    return list(db.session.scalars(select(Swap).where(Swap.status == SwapStatus.OFFERED)))


def to_come(first: date, last: date) -> list[Duty]:
    """The seats held on published planned days of a span: whom to remind."""
    statement = select(Duty).join(Duty.day).where(
        Duty.status.in_((DutyStatus.PROPOSED, DutyStatus.CONFIRMED)), ReceptionDay.status == DayStatus.PLANNED,
        ReceptionDay.published_at.is_not(None), ReceptionDay.on.between(first, last),
    )  # fmt: skip
    return list(db.session.scalars(statement.order_by(ReceptionDay.on, Duty.id)))


def spread(first: date, last: date) -> Sequence[Row[str, str, int, int]]:
    """Duties by active lawyer in a span: (name, firm, attended, absent), by name."""
    within = ReceptionDay.on.between(first, last)
    statement = (
        select(
            DutyLawyer.name,
            DutyLawyer.firm,
            func.count().filter(Duty.status == DutyStatus.ATTENDED, within),
            func.count().filter(Duty.status == DutyStatus.ABSENT, within),
        )
        .outerjoin(Duty, Duty.lawyer_id == DutyLawyer.id)
        .outerjoin(ReceptionDay, ReceptionDay.id == Duty.day_id)
        .where(DutyLawyer.status == LawyerStatus.ACTIVE)
        .group_by(DutyLawyer.id)
    )
    return db.session.execute(statement.order_by(DutyLawyer.sort_key, DutyLawyer.id)).all()


def _mine_or(user: Actor) -> ColumnElement[bool]:
    """Officers of both sides see every duty of a day, a lawyer his or her own."""
    if standing.is_bar_officer(user) or standing.is_bench_officer(user):
        return Duty.id.is_not(None)
    return DutyLawyer.person_id == user.person_id if user.person_id is not None else false()
