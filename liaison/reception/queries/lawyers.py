"""Selects of the register of duty lawyers."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import selectinload

from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.reception.models import DutyLawyer, LawyerStatus
from liaison.reception.rules import standing
from liaison.store.base import db


def visible_to(user: Actor) -> ColumnElement[bool]:
    """The rows that somebody may see: the bar's officers all, a lawyer his or her own."""
    if standing.may_read_register(user):
        return DutyLawyer.id.is_not(None)
    return DutyLawyer.person_id == user.person_id if user.person_id is not None else false()


def get_visible(user: Actor, id: int) -> DutyLawyer:
    """One row of the register. Raises NotFound."""
    lawyer = db.session.scalar(select(DutyLawyer).where(DutyLawyer.id == id, visible_to(user)))
    if lawyer is None:
        raise NotFound
    return lawyer


def find_mine(user: Actor) -> DutyLawyer | None:
    """The signed-in person's own row of the register, if he or she is a duty lawyer."""
    if user.person_id is None:
        return None
    return db.session.scalar(select(DutyLawyer).where(DutyLawyer.person_id == user.person_id))


def find_by_person(person_id: int) -> DutyLawyer | None:
    """The row of a person of the roster, whether on the rota now or no longer."""
    return db.session.scalar(select(DutyLawyer).where(DutyLawyer.person_id == person_id))


def active() -> list[DutyLawyer]:
    """All on the rota now, by name, with the days on which they cannot come."""
    statement = select(DutyLawyer).options(selectinload(DutyLawyer.leaves))
    statement = statement.where(DutyLawyer.status == LawyerStatus.ACTIVE)
    return list(db.session.scalars(statement.order_by(DutyLawyer.sort_key, DutyLawyer.id)))


def by_ids(ids: Collection[int]) -> dict[int, DutyLawyer]:
    """Duty lawyers by id."""
    return {each.id: each for each in db.session.scalars(select(DutyLawyer).where(DutyLawyer.id.in_(ids)))}


def everybody() -> list[DutyLawyer]:
    """The whole register, those who left too."""
    return list(db.session.scalars(select(DutyLawyer).order_by(DutyLawyer.sort_key, DutyLawyer.id)))
