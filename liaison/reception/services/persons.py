"""What a person may ask of us: a copy of the own data, and their erasure down to a row that only the figures need."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception.models.following import LegalOpinion, Referral, VisitSatisfaction
from liaison.reception.models.visits import (
    ConflictCheck,
    DeskDraft,
    Talk,
    TimeLimit,
    Visit,
    VisitEvent,
    VisitKey,
    VisitStatus,
)
from liaison.reception.queries import visits as queries
from liaison.reception.rules import visits as rules
from liaison.reception.services import identity, visit_noting
from liaison.store import audit, purges
from liaison.store.base import db
from liaison.store.sealed import keyed_hash

PURGE: Final = "visit"
DRAFTS_KEPT: Final = timedelta(days=2)
EMPTIED: Final[tuple[tuple[Any, tuple[str, ...]], ...]] = (
    (VisitEvent, ("note",)),
    (ConflictCheck, ("findings", "reason")),
    (Referral, ("text", "note")),
    (LegalOpinion, ("text", "reason")),
    (VisitSatisfaction, ("remark",)),
)
"""Rows that stay for the figures, and what of them goes."""
OVER: Final = (VisitStatus.DONE, VisitStatus.LEFT, VisitStatus.CANCELLED)


def find(name: str, phone: str, id_number: str, by: Actor) -> list[Visit]:
    """The visits of whoever gave this name, or none, with this phone or ID number. Raises RuleBroken on `phone`."""
    if not phone and not id_number:
        raise RuleBroken(N_("请填写电话或者证件号码，只凭姓名不能确认是本人。"), field="phone")
    asked, found = identity.ready(name), []
    for visit in _candidates(phone, id_number):
        if not visit.name or identity.best(asked, identity.ready(visit.name), agrees=True):
            found.append(visit)
    seen = {visit.id for visit in queries.find_visible(by, [visit.id for visit in found])}
    return [visit for visit in found if visit.id in seen]


def note_look(visits: Sequence[Visit], by: Actor) -> None:
    """Note that somebody looked a person up."""
    for visit in visits:
        audit.record("visit.looked_up", visit, by)


def note_export(visits: Sequence[Visit], by: Actor) -> None:
    """Note that a person's data were handed out."""
    for visit in visits:
        audit.record("visit.exported", visit, by)


def erase(visits: Sequence[Visit], reason: str, by: Actor) -> int:
    """Make visits anonymous because the person asked for it. Raises Forbidden, RuleBroken on `reason`."""
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    for visit in visits:
        refuse(rules.why_not("erase", by, visit, queries.me(by), clock.today()))
    anonymise([visit.id for visit in visits], by)
    return len(visits)


def due(before: date) -> Sequence[int]:
    """The ids of the visits that were over before a day and still name somebody."""
    statement = select(Visit.id).where(Visit.on < before, Visit.status.in_(OVER), Visit.anonymised_on.is_(None))
    return db.session.scalars(statement.order_by(Visit.id)).all()


def anonymise(ids: Collection[int], by: Actor | None) -> None:
    """Take away all that names or tells of somebody, for good; what the figures count stays. Noted in the ledger."""
    for visit in db.session.scalars(select(Visit).where(Visit.id.in_(ids), Visit.anonymised_on.is_(None))).all():
        _empty(visit)
        purges.note(PURGE, visit.reference)
        visit_noting.record("visit.erased", visit, by)


def erase_again(reference: str) -> None:
    """Do so again after an older backup was restored; nothing where there is no such visit."""
    visit = db.session.scalar(select(Visit).where(Visit.reference == reference))
    if visit is not None:
        _empty(visit)


def find_by_reference(typed: str) -> int | None:
    """The id of the visit with the reference that somebody typed."""
    reference = queries.reference_of(typed)
    return db.session.scalar(select(Visit.id).where(Visit.reference == reference)) if reference else None


def forget_drafts() -> None:
    """Delete what was typed at a desk and not registered by the end of the next day."""
    limit = clock.now() - DRAFTS_KEPT
    db.session.execute(delete(DeskDraft).where(DeskDraft.saved_at < limit))


def _empty(visit: Visit) -> None:
    for name in ("name", "phone", "id_number", "address", "other_parties", "other_firms", "case_number", "code"):
        setattr(visit, name, None)
    visit.follow_up_note, visit.code_hash = None, None
    visit.phone_hash = visit.id_hash = visit.case_hash = ""
    visit.consents, visit.earlier_id = [], None
    visit.anonymised_on = visit.anonymised_on or clock.today()
    for model in (VisitKey, Talk, TimeLimit):
        db.session.execute(delete(model).where(model.visit_id == visit.id))
    for model, names in EMPTIED:
        for row in db.session.scalars(select(model).where(model.visit_id == visit.id)):
            for name in names:
                setattr(row, name, "[]" if name == "findings" else "")
    db.session.flush()
    db.session.expire(visit)


def _candidates(phone: str, id_number: str) -> list[Visit]:
    found = queries.with_phone(keyed_hash(phone, "phone")) if phone else []
    if id_number:
        found += queries.with_id_number(keyed_hash(id_number, "id_number"))
    return list({visit.id: visit for visit in found}.values())
