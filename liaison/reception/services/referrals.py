"""The verbs of what follows: referrals and their receipts, legal opinions to the court, what a lawyer declares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception.models.following import (
    AdoptionStatus,
    BodyKind,
    LegalOpinion,
    Referral,
    ReferralResult,
    ReferralStatus,
)
from liaison.reception.models.visits import Declaration, DeclarationKind, Visit
from liaison.reception.queries import following as queries
from liaison.reception.queries import visits as visit_queries
from liaison.reception.rules import following as rules
from liaison.reception.rules import visits as visit_rules
from liaison.reception.services import visit_noting
from liaison.store import audit, clocks
from liaison.store.base import db, expect_version

MOST_DECLARED: Final = 2000


@dataclass(frozen=True, slots=True)
class SendingOn:
    """To whom a matter is referred, when, and in which words."""

    body_kind: BodyKind
    body: str
    sent_on: date
    text: str = ""


def refer(visit: Visit, sending: SendingOn, by: Actor) -> Referral:
    """Send a matter on; the clock of its receipt starts. Raises Forbidden, RuleBroken on `sent_on`."""
    refuse(visit_rules.why_not("refer", by, visit, visit_queries.me(by), clock.today()))
    rules.check_day(sending.sent_on, visit.on, clock.today(), "sent_on")
    referral = Referral(
        visit=visit, visit_id=visit.id, status=ReferralStatus.SENT, body_kind=sending.body_kind, body=sending.body,
        sent_on=sending.sent_on, receipt_due_on=clocks.due_of(clocks.REFERRAL_RECEIPT, sending.sent_on).on,
        text=sending.text, note="",
    )  # fmt: skip
    db.session.add(referral)
    db.session.flush()
    visit_noting.note(visit, "refer", by, referral_id=referral.id, body_kind=sending.body_kind)
    return referral


def receive(referral: Referral, received_on: date, by: Actor, seen: int | None = None) -> Referral:
    """Note that the body signed for it. Raises Stale, Forbidden, RuleBroken on `received_on`."""
    expect_version(referral, seen)
    refuse(rules.why_not_referral("receive", by, referral, visit_queries.me(by), clock.today()))
    rules.check_day(received_on, referral.sent_on, clock.today(), "received_on")
    referral.received_on, referral.status = received_on, ReferralStatus.RECEIVED
    audit.record("referral.received", referral, by)
    return referral


def answer(
    referral: Referral, result: ReferralResult, answered_on: date, note: str, by: Actor, seen: int | None = None
) -> Referral:
    """Note what the body did. Raises Stale, Forbidden, RuleBroken on `answered_on`."""
    expect_version(referral, seen)
    refuse(rules.why_not_referral("answer", by, referral, visit_queries.me(by), clock.today()))
    rules.check_day(answered_on, referral.received_on or referral.sent_on, clock.today(), "answered_on")
    referral.result, referral.answered_on, referral.note = result, answered_on, note
    referral.received_on, referral.status = referral.received_on or answered_on, ReferralStatus.ANSWERED
    audit.record("referral.answered", referral, by, result=result)
    return referral


def withdraw(referral: Referral, reason: str, by: Actor, seen: int | None = None) -> Referral:
    """Take a referral back, with the reason. Raises Stale, Forbidden, RuleBroken on `reason`."""
    expect_version(referral, seen)
    refuse(rules.why_not_referral("withdraw", by, referral, visit_queries.me(by), clock.today()))
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    referral.note, referral.status = reason, ReferralStatus.WITHDRAWN
    audit.record("referral.withdrawn", referral, by)
    return referral


def redate(days: Mapping[int, date], by: Actor | None) -> None:
    """Move the days by which receipts are awaited, by id, because the rule or a holiday changed."""
    for referral in queries.by_ids(days):
        before, referral.receipt_due_on = referral.receipt_due_on, days[referral.id]
        audit.record("referral.redated", referral, by, before=before.isoformat(), after=days[referral.id].isoformat())
    db.session.flush()


def opine(visit: Visit, text: str, submitted_on: date, by: Actor) -> LegalOpinion:
    """Note the lawyer's legal opinion to the court. Raises Forbidden, RuleBroken on `submitted_on`."""
    refuse(visit_rules.why_not("opine", by, visit, visit_queries.me(by), clock.today()))
    rules.check_day(submitted_on, visit.on, clock.today(), "submitted_on")
    opinion = LegalOpinion(
        visit=visit, visit_id=visit.id, status=AdoptionStatus.SUBMITTED, submitted_on=submitted_on, text=text, reason=""
    )
    db.session.add(opinion)
    db.session.flush()
    visit_noting.note(visit, "opine", by, opinion_id=opinion.id)
    return opinion


def settle(
    opinion: LegalOpinion, status: AdoptionStatus, settled_on: date, reason: str, by: Actor, seen: int | None = None
) -> LegalOpinion:
    """Note whether the court adopted it. Raises Stale, Forbidden, RuleBroken on `status`, `settled_on`, `reason`."""
    expect_version(opinion, seen)
    refuse(rules.why_not_settle(by, opinion, visit_queries.me(by), clock.today()))
    if status is AdoptionStatus.SUBMITTED:
        raise RuleBroken(N_("请选择法院是否采纳。"), field="status")
    rules.check_reason(status, reason)
    rules.check_day(settled_on, opinion.submitted_on, clock.today(), "settled_on")
    opinion.status, opinion.settled_on, opinion.reason = status, settled_on, reason
    audit.record("legal_opinion.settled", opinion, by, result=status)
    return opinion


def declare(kind: DeclarationKind, name: str, note: str, by: Actor) -> Declaration:
    """Declare a client, opponent, court case or relative: for the check alone. Raises Forbidden, RuleBroken."""
    mine = visit_queries.me(by)
    if mine is None:
        raise Forbidden(N_("利益冲突申报由值班律师本人填写。"))
    if len(queries.declarations_of(mine)) >= MOST_DECLARED:
        raise RuleBroken(N_("最多申报%(n)s项，请先删除已经了结的。"), n=MOST_DECLARED)
    declared = Declaration(lawyer_id=mine, kind=kind, name=name, note=note, declared_on=clock.today())
    db.session.add(declared)
    db.session.flush()
    audit.record("declaration.added", declared, by, kind=kind)
    return declared


def retract(declared: Declaration, by: Actor) -> None:
    """Delete a declaration of one's own that no longer holds."""
    audit.record("declaration.deleted", declared, by, kind=declared.kind)
    db.session.delete(declared)
    db.session.flush()
