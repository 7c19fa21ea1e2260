"""Coming duties of a lawyer who leaves, and visits that somebody registered and that are not over."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.handing_over import Holding
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.reception.models import Duty, DutyLawyer, ReceptionDay
from liaison.reception.models.days import ON_DUTY, DutyStatus
from liaison.reception.models.lawyers import LawyerStatus
from liaison.reception.models.visits import Visit, VisitStatus
from liaison.reception.services import duties
from liaison.store import audit
from liaison.store.base import db

OVER: Final = (VisitStatus.DONE, VisitStatus.LEFT, VisitStatus.CANCELLED)


def duty_days(leaver: Actor, _by: Actor) -> Sequence[int]:
    """The days to come on which the lawyer is on duty."""
    return [duty.day_id for duty in _coming(leaver)]


def why_not_duty(successor: Actor) -> Refusal | None:
    """Only a lawyer selected for reception takes a seat."""
    return None if _lawyer(successor) else Refusal(N_("接手人不是参加值班的律师，不能接替值班。"))


def hand_duties_over(leaver: Actor, successor: Actor, by: Actor, reason: str) -> None:
    """The successor takes each seat; a day on which he or she is on duty already stays as it is."""
    lawyer = _lawyer(successor)
    if lawyer is None:
        return
    for duty in _coming(leaver):
        try:
            duties.take_over(duty, lawyer, reason, by)
        except RuleBroken:
            continue


def visits(leaver: Actor, _by: Actor) -> Sequence[int]:
    """Visits that the leaver registered and that are not over."""
    return [visit.id for visit in _open_visits(leaver)]


def hand_visits_over(leaver: Actor, successor: Actor, by: Actor, _reason: str) -> None:
    """The successor counts as the one who registered them, who alone sees what a paper form said."""
    for visit in _open_visits(leaver):
        visit.registered_by_id = successor.id
        audit.record("visit.handed_over", visit, by)


def _lawyer(user: Actor) -> DutyLawyer | None:
    if user.person_id is None:
        return None
    is_it = (DutyLawyer.person_id == user.person_id) & (DutyLawyer.status == LawyerStatus.ACTIVE)
    return db.session.scalar(select(DutyLawyer).where(is_it))


def _coming(leaver: Actor) -> Sequence[Duty]:
    if leaver.person_id is None:
        return []
    statement = select(Duty).join(DutyLawyer, DutyLawyer.id == Duty.lawyer_id)
    statement = statement.join(ReceptionDay, ReceptionDay.id == Duty.day_id)
    is_coming = Duty.status.in_(ON_DUTY - {DutyStatus.ATTENDED}) & (ReceptionDay.on >= clock.today())
    mine = statement.where(DutyLawyer.person_id == leaver.person_id, is_coming)
    return db.session.scalars(mine.order_by(ReceptionDay.on, Duty.id)).unique().all()


def _open_visits(leaver: Actor) -> Sequence[Visit]:
    mine = select(Visit).where(Visit.registered_by_id == leaver.id, Visit.status.not_in(OVER))
    return db.session.scalars(mine.order_by(Visit.id)).unique().all()


DUTIES: Final = Holding(N_("今后的接访值班"), duty_days, hand_duties_over, why_not_duty, card="reception_day")
VISITS: Final = Holding(N_("未办结的来访登记"), visits, hand_visits_over)
