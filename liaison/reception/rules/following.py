"""Who may do what with a referral and with a lawyer's legal opinion, and which limits of others are in play."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from liaison.core.declaration import Tone
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Actor
from liaison.reception.models.following import (
    ADOPTION_LABELS,
    REFERRAL_LABELS,
    AdoptionStatus,
    LegalOpinion,
    Referral,
    ReferralStatus,
)
from liaison.reception.rules import visits
from liaison.reception.rules.visits import OFFICER, RELATION_LABELS, VISIT_LAWYER, WHO_TALKS

R, A = ReferralStatus, AdoptionStatus
NEAR_DAYS: Final = 2
EARLIEST: Final = date(2000, 1, 1)
LEGAL_AID_CLOCKS: Final = ("legal_aid_decision", "legal_aid_assignment")

REFERRAL_MOVES: Final = Moves(
    (
        Move("refer", N_("转交"), {BEGINNING}, R.SENT, WHO_TALKS, "referral.sent", clock="referral_receipt"),
        Move("receive", N_("登记签收"), {R.SENT}, R.RECEIVED, WHO_TALKS, "referral.received"),
        Move("answer", N_("登记结果"), {R.SENT, R.RECEIVED}, R.ANSWERED, WHO_TALKS, "referral.answered"),
        Move("withdraw", N_("撤回"), {R.SENT, R.RECEIVED}, R.WITHDRAWN, {OFFICER, VISIT_LAWYER}, "referral.withdrawn",
             needs_reason=True, is_simple=True),
    ),
    state_labels=REFERRAL_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip

ADOPTION_MOVES: Final = Moves(
    (
        Move("opine", N_("登记法律意见"), {BEGINNING}, A.SUBMITTED, WHO_TALKS, "legal_opinion.submitted"),
        Move("settle", N_("登记法院反馈"), {A.SUBMITTED}, None, WHO_TALKS, "legal_opinion.settled"),
    ),
    state_labels=ADOPTION_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip


def why_not_referral(verb: str, user: Actor, referral: Referral, me: int | None, today: date) -> Refusal | None:
    """Why somebody may not do this to the referral as it is now; None when they may."""
    who = visits.relations(user, referral.visit, me, today)
    return REFERRAL_MOVES.why_not(verb, referral.status, who)


def why_not_settle(user: Actor, opinion: LegalOpinion, me: int | None, today: date) -> Refusal | None:
    """Why somebody may not note what the court made of it; None when they may."""
    who = visits.relations(user, opinion.visit, me, today)
    return ADOPTION_MOVES.why_not("settle", opinion.status, who)


def check_day(day: date, since: date, today: date, field: str) -> None:
    """A day between what went before and today. Raises RuleBroken on the field."""
    if day > today:
        raise RuleBroken(N_("日期不能晚于今天。"), field=field)
    if day < max(since, EARLIEST):
        raise RuleBroken(N_("日期不能早于前一步的日期。"), field=field)


def check_reason(status: AdoptionStatus, reason: str) -> None:
    """Not adopted, or only in part: the court says why. Raises RuleBroken on `reason`."""
    if status in {A.PARTLY, A.NOT_ADOPTED} and not reason.strip():
        raise RuleBroken(N_("部分采纳、未采纳的，请写明法院说明的理由。"), field="reason")


def due_tone(referral: Referral, today: date) -> Tone:
    """How the wait for a receipt looks."""
    if referral.status is not R.SENT:
        return "neutral"
    left = (referral.receipt_due_on - today).days
    return "bad" if left < 0 else "warn" if left <= NEAR_DAYS else "neutral"


def receipt_in_time(referral: Referral) -> bool | None:
    """Whether the body signed in time; None while it has not and still may."""
    return None if referral.received_on is None else referral.received_on <= referral.receipt_due_on


def overdue(referrals: Sequence[Referral], today: date) -> list[Referral]:
    """Those whose receipt is awaited beyond its day."""
    return [each for each in referrals if each.status is R.SENT and each.receipt_due_on < today]
