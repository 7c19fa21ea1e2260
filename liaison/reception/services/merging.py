"""Reception of a lawyer, firm or court whose two entries of the roster become one."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from liaison.core.merging import Merging
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.reception.models import Duty, DutyLawyer, DutyStatus, LawyerStatus, Leave, ReceptionPlace, Swap, SwapStatus
from liaison.reception.models.visits import ConflictCheck, Declaration, Visit
from liaison.reception.rules import standing
from liaison.store import merging
from liaison.store.base import db

OF_LAWYER: Final[tuple[Any, ...]] = (
    Duty.lawyer_id, Swap.to_id, Swap.taken_by_id, Leave.lawyer_id, Visit.lawyer_id, ConflictCheck.lawyer_id,
    Declaration.lawyer_id,
)  # fmt: skip
"""All that hangs on a row of the register of duty lawyers."""
OF_DUTY: Final[tuple[Any, ...]] = (Duty.replaces_id, Swap.duty_id, Swap.for_duty_id)
WEIGHT: Final = {DutyStatus.ATTENDED: 3, DutyStatus.CONFIRMED: 2, DutyStatus.PROPOSED: 1}
"""Of two duties on one day the heavier one is kept."""


def settle(gone: int, kept: int) -> None:
    """One row of the register: the one on the rota, else that of the entry that is kept, with the consent of either."""
    rows = {row.person_id: row for row in db.session.scalars(_register(gone, kept))}
    if len(rows) < 2:
        return
    going, staying = rows[gone], rows[kept]
    if going.status is LawyerStatus.ACTIVE and staying.status is not LawyerStatus.ACTIVE:
        going, staying = staying, going
    staying.consented_on = staying.consented_on or going.consented_on
    db.session.flush()
    _join_duties(going.id, staying.id)
    for column in OF_LAWYER:
        merging.move(column, going.id, staying.id)
    own = select(Duty.id).where(Duty.lawyer_id == staying.id)
    to_oneself = (Swap.to_id == staying.id) & Swap.duty_id.in_(own) & (Swap.status == SwapStatus.OFFERED)
    db.session.execute(
        update(Swap).where(to_oneself).values(status=SwapStatus.LAPSED),
        execution_options=merging.AT_ONCE,
    )
    merging.drop(DutyLawyer.id, [going.id])


def count_people(user: Actor, person_id: int) -> Sequence[tuple[str, int]]:
    """Duties, for the office that keeps the rota. Visits are told to nobody: whom they concern is confidential."""
    if not standing.is_bar_officer(user):
        return []
    theirs = select(func.count()).select_from(Duty).join(DutyLawyer, DutyLawyer.id == Duty.lawyer_id)
    return [(N_("接访值班"), db.session.scalar(theirs.where(DutyLawyer.person_id == person_id)) or 0)]


def count_units(user: Actor, unit_id: int) -> Sequence[tuple[str, int]]:
    """Duty lawyers of a firm, places of a court."""
    if not standing.is_bar_officer(user):
        return []
    counted = ((N_("值班律师"), DutyLawyer.firm_id), (N_("接访地点"), ReceptionPlace.court_id))
    return [(label, _count(column, unit_id)) for label, column in counted]


def _register(gone: int, kept: int) -> Any:
    return select(DutyLawyer).where(DutyLawyer.person_id.in_((gone, kept)))


def _count(column: Any, unit_id: int) -> int:
    return db.session.scalar(select(func.count()).where(column == unit_id)) or 0


def _join_duties(going: int, staying: int) -> None:
    """On a day on which both were put down, the duty that was served, else confirmed, is the one of both."""
    its = aliased(Duty)
    pairs = select(Duty.id, Duty.status, its.id, its.status).join(its, its.day_id == Duty.day_id)
    doubles: dict[int, int] = {}
    for id, status, its_id, its_status in db.session.execute(
        pairs.where(Duty.lawyer_id == going, its.lawyer_id == staying)
    ):
        doubles |= {its_id: id} if WEIGHT.get(status, 0) > WEIGHT.get(its_status, 0) else {id: its_id}
    for column in OF_DUTY:
        merging.exchange(column, doubles)
    merging.drop(Duty.id, doubles)


PERSON: Final = Merging(references=(DutyLawyer.person_id,), settle=settle, count=count_people)
ORGANISATION: Final = Merging(
    references=(DutyLawyer.firm_id, ReceptionPlace.court_id, Visit.court_id), count=count_units
)
