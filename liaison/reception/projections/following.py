"""What follows a visit as its page shows it: referrals with their clocks, legal opinions, satisfaction."""

from dataclasses import dataclass
from datetime import date

from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor
from liaison.reception.models.following import (
    ADOPTION_LABELS,
    ADOPTION_TONES,
    BODY_LABELS,
    REFERRAL_LABELS,
    REFERRAL_TONES,
    RESULT_LABELS,
    SATISFACTION_LABELS,
    SATISFACTION_WAY_LABELS,
    BodyKind,
    LegalOpinion,
    Referral,
    ReferralStatus,
    VisitSatisfaction,
)
from liaison.reception.models.visits import Visit
from liaison.reception.queries import following as queries
from liaison.reception.queries import visits as visit_queries
from liaison.reception.rules import following as rules
from liaison.reception.rules import visits as visit_rules
from liaison.store import clocks
from liaison.web.language import limit_words, tr


@dataclass(frozen=True, slots=True)
class SeenReferral:
    """A referral. Labels are message ids; `limits` are those of the receiving body, shown as reminders."""

    id: int
    version: int
    visit_id: int
    reference: str
    body: str
    body_label: str
    status: ReferralStatus
    status_label: str
    tone: Tone
    sent_on: date
    receipt_due_on: date
    due_tone: Tone
    received_on: date | None
    answered_on: date | None
    result_label: str
    text: str
    note: str
    limits: tuple[tuple[str, date], ...]
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLegalOpinion:
    """A lawyer's legal opinion to the court."""

    id: int
    version: int
    visit_id: int
    reference: str
    submitted_on: date
    status_label: str
    tone: Tone
    settled_on: date | None
    text: str
    reason: str
    may_settle: bool = False


@dataclass(frozen=True, slots=True)
class SeenSatisfaction:
    """What the visitor thought."""

    label: str
    way_label: str
    given_on: date
    remark: str


@dataclass(frozen=True, slots=True)
class Following:
    """All that follows a visit, for whoever may read what was said."""

    referrals: tuple[SeenReferral, ...] = ()
    opinions: tuple[SeenLegalOpinion, ...] = ()
    satisfaction: SeenSatisfaction | None = None
    follow_up_note: str = ""


def following_of(user: Actor, visit: Visit) -> Following:
    """What follows a visit; nothing for whoever reads only the identity."""
    me, today = visit_queries.me(user), clock.today()
    if not visit_rules.may_read_talk(user, visit, me, today):
        return Following()
    referrals = tuple(
        referral_as_seen(
            each,
            verbs=tuple(
                verb
                for verb in ("receive", "answer", "withdraw")
                if rules.why_not_referral(verb, user, each, me, today) is None
            ),
        )
        for each in queries.referrals_of(visit)
    )
    opinions = tuple(
        opinion_as_seen(each, may_settle=rules.why_not_settle(user, each, me, today) is None)
        for each in queries.opinions_of(visit)
    )
    return Following(referrals, opinions, _satisfaction(queries.satisfaction_of(visit)), visit.follow_up_note or "")


def referral_as_seen(referral: Referral, verbs: tuple[str, ...] = ()) -> SeenReferral:
    """A referral, with the limits of the receiving body where it has signed for it."""
    return SeenReferral(
        id=referral.id,
        version=referral.version,
        visit_id=referral.visit_id,
        reference=referral.visit.reference,
        body=referral.body,
        body_label=BODY_LABELS[referral.body_kind],
        status=referral.status,
        status_label=REFERRAL_LABELS[referral.status],
        tone=REFERRAL_TONES[referral.status],
        sent_on=referral.sent_on,
        receipt_due_on=referral.receipt_due_on,
        due_tone=rules.due_tone(referral, clock.today()),
        received_on=referral.received_on,
        answered_on=referral.answered_on,
        result_label=RESULT_LABELS[referral.result] if referral.result else "",
        text=referral.text,
        note=referral.note,
        limits=_their_limits(referral),
        verbs=verbs,
    )


def opinion_as_seen(opinion: LegalOpinion, *, may_settle: bool = False) -> SeenLegalOpinion:
    """A legal opinion with what the court made of it."""
    return SeenLegalOpinion(
        id=opinion.id,
        version=opinion.version,
        visit_id=opinion.visit_id,
        reference=opinion.visit.reference,
        submitted_on=opinion.submitted_on,
        status_label=ADOPTION_LABELS[opinion.status],
        tone=ADOPTION_TONES[opinion.status],
        settled_on=opinion.settled_on,
        text=opinion.text,
        reason=opinion.reason,
        may_settle=may_settle,
    )


def reminders() -> list[str]:
    """The limits that bind other bodies, in words; we only remind of them."""
    return [
        tr(N_("法律援助机构自收到申请之日起%(limit)s内作出是否给予法律援助的决定（法律援助法第43条）。"))
        % {"limit": limit_words(clocks.limit(clocks.LEGAL_AID_DECISION))},
        tr(N_("决定给予法律援助的，自决定之日起%(limit)s内指派法律援助人员（法律援助法第43条）。"))
        % {"limit": limit_words(clocks.limit(clocks.LEGAL_AID_ASSIGNMENT))},
    ]


def day_words(day: date) -> str:
    """A day in a sentence."""
    return chinese_date(day)


def _their_limits(referral: Referral) -> tuple[tuple[str, date], ...]:
    """What a legal aid body has to keep, counted from the day on which it received the application."""
    if referral.body_kind is not BodyKind.LEGAL_AID or referral.received_on is None or referral.result is not None:
        return ()
    decided_by = clocks.due_of(clocks.LEGAL_AID_DECISION, referral.received_on).on
    return (
        (N_("法律援助机构应作出决定"), decided_by),
        (N_("决定援助的，最迟应指派"), clocks.due_of(clocks.LEGAL_AID_ASSIGNMENT, decided_by).on),
    )


def _satisfaction(given: VisitSatisfaction | None) -> SeenSatisfaction | None:
    if given is None:
        return None
    return SeenSatisfaction(
        SATISFACTION_LABELS[given.answer],
        SATISFACTION_WAY_LABELS[given.way],
        clock.local(given.given_at).date(),
        given.remark,
    )
