"""Selects of what follows a visit: referrals, legal opinions, satisfaction, declarations."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select

from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.reception.models.following import LegalOpinion, Referral, ReferralStatus, VisitSatisfaction
from liaison.reception.models.visits import Declaration, Visit
from liaison.reception.queries.visits import MOST_WAITING, me, visible_to
from liaison.store.base import db


def referrals_of(visit: Visit) -> list[Referral]:
    """The referrals of a visit, oldest first."""
    return list(db.session.scalars(select(Referral).where(Referral.visit_id == visit.id).order_by(Referral.id)))


def get_referral(user: Actor, id: int) -> Referral:
    """One referral of a visit that the person may know of. Raises NotFound."""
    referral = db.session.scalar(_referrals(user).where(Referral.id == id))
    if referral is None:
        raise NotFound
    return referral


def overdue(user: Actor, today: date) -> Sequence[Referral]:
    """Referrals whose receipt is awaited beyond its day."""
    statement = _referrals(user).where(Referral.status == ReferralStatus.SENT, Referral.receipt_due_on < today)
    return db.session.scalars(statement.order_by(Referral.receipt_due_on, Referral.id).limit(MOST_WAITING)).all()


def by_ids(ids: Collection[int]) -> Sequence[Referral]:
    """The referrals themselves."""
    return db.session.scalars(select(Referral).where(Referral.id.in_(ids)).order_by(Referral.id)).all()


def running() -> Sequence[Referral]:
    """The receipts that are awaited."""
    statement = select(Referral).where(Referral.status == ReferralStatus.SENT).order_by(Referral.id)
    return db.session.scalars(statement).all()


def opinions_of(visit: Visit) -> list[LegalOpinion]:
    """The legal opinions of a visit, oldest first."""
    statement = select(LegalOpinion).where(LegalOpinion.visit_id == visit.id).order_by(LegalOpinion.id)
    return list(db.session.scalars(statement))


def get_opinion(user: Actor, id: int) -> LegalOpinion:
    """One legal opinion of a visit that the person may know of. Raises NotFound."""
    statement = select(LegalOpinion).join(Visit, Visit.id == LegalOpinion.visit_id)
    opinion = db.session.scalar(statement.where(LegalOpinion.id == id, visible_to(user)))
    if opinion is None:
        raise NotFound
    return opinion


def satisfaction_of(visit: Visit) -> VisitSatisfaction | None:
    """What the visitor thought, if anything was said."""
    return db.session.get(VisitSatisfaction, visit.id)


def declarations_of(lawyer_id: int) -> list[Declaration]:
    """What a duty lawyer has declared: for the lawyer's own page, and for the check."""
    statement = select(Declaration).where(Declaration.lawyer_id == lawyer_id)
    return list(db.session.scalars(statement.order_by(Declaration.id)))


def get_declaration(user: Actor, id: int) -> Declaration:
    """One declaration of the signed-in lawyer's own. Raises NotFound."""
    mine = me(user)
    declared = db.session.get(Declaration, id)
    if declared is None or mine is None or declared.lawyer_id != mine:
        raise NotFound
    return declared


def _referrals(user: Actor) -> Select[Referral]:
    return select(Referral).join(Visit, Visit.id == Referral.visit_id).where(visible_to(user))
