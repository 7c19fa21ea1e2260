"""A visit as one person may see it: identity for the desk, what was said for the lawyer who talks and the officers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.matching import WHY_LABELS, Why
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.reception.models.lawyers import SPECIALITY_LABELS
from liaison.reception.models.visits import (
    CHECK_LABELS,
    CHECK_TONES,
    CONSENT_LABELS,
    DECLARATION_LABELS,
    FOLLOW_UP_LABELS,
    NOTICE_LABELS,
    OUTCOME_LABELS,
    VISIT_LABELS,
    VISIT_TONES,
    WAY_LABELS,
    CheckResult,
    ConflictCheck,
    Consent,
    Notice,
    Talk,
    Visit,
    VisitEvent,
    VisitStatus,
    VisitWay,
)
from liaison.reception.queries import visits as queries
from liaison.reception.rules import visits as rules
from liaison.reception.services import checks
from liaison.reception.services.identity import Earlier

BOARD_GROUPS = (
    (VisitStatus.CALLED, N_("已叫号")),
    (VisitStatus.TALKING, N_("谈话中")),
    (VisitStatus.WAITING, N_("候谈")),
    (VisitStatus.DONE, N_("已办结")),
    (VisitStatus.LEFT, N_("已离开")),
)
ASKED_LABELS = {
    "visitor": N_("来访人"),
    "party": N_("对方当事人"),
    "firm": N_("对方律师事务所"),
    "case_number": N_("案号"),
}
AGAINST_LABELS = {
    **{str(kind): label for kind, label in DECLARATION_LABELS.items()},
    checks.FIRM: N_("值班律师所在律师事务所"),
    checks.EARLIER: N_("该律师以往接谈的对方"),
}


@dataclass(frozen=True, slots=True)
class SeenVisit:
    """A visit at the desk and in lists. Labels are message ids; `name` "" where the number is the name."""

    id: int
    version: int
    reference: str
    day_id: int
    on: date
    number: str
    status: VisitStatus
    status_label: str
    tone: Tone
    way_label: str
    is_booking: bool
    is_from_paper: bool
    booked_for: time | None
    kind_label: str
    court_id: int | None
    name: str
    phone: str
    id_number: str
    address: str
    other_parties: str
    other_firms: str
    case_number: str
    people: int
    received: int
    is_group: bool
    is_repeat: bool
    is_same_matter: bool
    consents: tuple[str, ...]
    may_call_back: bool
    lawyer: str
    lawyer_id: int | None
    arrived_at: datetime | None
    called_at: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    outcome_label: str
    notices: tuple[str, ...]
    is_advised: bool
    follow_up_due_on: date | None
    followed_up_on: date | None
    follow_up_label: str
    anonymised_on: date | None
    check_label: str
    check_tone: Tone
    code: str

    @property
    def is_unnamed(self) -> bool:
        """Whether only the number names the visitor."""
        return not self.name


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """What matched, as the page shows it; `declared` "" for whoever is not the lawyer concerned."""

    asked_label: str
    name: str
    against_label: str
    is_same: bool
    why_label: str
    detail: str
    declared: str


@dataclass(frozen=True, slots=True)
class SeenCheck:
    """A check with its findings and what was decided upon it."""

    lawyer: str
    result: CheckResult
    result_label: str
    tone: Tone
    is_during: bool
    is_open: bool
    is_decided: bool
    checked_at: datetime
    decided_at: datetime | None
    decided_by: str
    reason: str
    findings: tuple[SeenFinding, ...]


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """A line of the timeline; `title` is a message id."""

    title: str
    at: datetime
    by: str
    quote: str
    tone: Tone = "info"


@dataclass(frozen=True, slots=True)
class SeenLimit:
    """A time limit in play."""

    name: str
    ends_on: date
    is_near: bool


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """The numbers of the wall board that stand in one place."""

    label: str
    status: str
    numbers: tuple[str, ...]


def shown_number(number: int | None) -> str:
    """03, "" for an appointment that has not come."""
    return f"{number:02}" if number is not None else ""


def as_seen_by(user: Actor, visit: Visit) -> SeenVisit:
    """Give what the person may see; the visit must be one that `visible_to` lets through."""
    check = visit.check
    return SeenVisit(
        id=visit.id,
        version=visit.version,
        reference=visit.reference,
        day_id=visit.day_id,
        on=visit.on,
        number=shown_number(visit.number),
        status=visit.status,
        status_label=VISIT_LABELS[visit.status],
        tone=VISIT_TONES[visit.status],
        way_label=WAY_LABELS[visit.way],
        is_booking=visit.way is VisitWay.APPOINTMENT,
        is_from_paper=visit.is_from_paper,
        booked_for=visit.booked_for,
        kind_label=SPECIALITY_LABELS[visit.kind],
        court_id=visit.court_id,
        name=visit.name or "",
        phone=visit.phone or "",
        id_number=_masked(visit.id_number or ""),
        address=visit.address or "",
        other_parties=visit.other_parties or "",
        other_firms=visit.other_firms or "",
        case_number=visit.case_number or "",
        people=visit.people,
        received=visit.received,
        is_group=visit.is_group,
        is_repeat=visit.is_repeat,
        is_same_matter=visit.is_same_matter,
        consents=tuple(CONSENT_LABELS[each] for each in Consent if each in visit.consents),
        may_call_back=Consent.CALLED_BACK in visit.consents,
        lawyer=visit.lawyer.name if visit.lawyer else "",
        lawyer_id=visit.lawyer_id,
        arrived_at=visit.arrived_at,
        called_at=visit.called_at,
        began_at=visit.began_at,
        ended_at=visit.ended_at,
        outcome_label=OUTCOME_LABELS[visit.outcome] if visit.outcome else "",
        notices=tuple(NOTICE_LABELS[each] for each in Notice if each in visit.notices),
        is_advised=visit.is_advised,
        follow_up_due_on=visit.follow_up_due_on,
        followed_up_on=visit.followed_up_on,
        follow_up_label=FOLLOW_UP_LABELS[visit.follow_up_result] if visit.follow_up_result else "",
        anonymised_on=visit.anonymised_on,
        check_label=CHECK_LABELS[check.result] if check else "",
        check_tone=CHECK_TONES[check.result] if check else "neutral",
        code=visit.code or "",
    )


def checks_as_seen_by(user: Actor, visit: Visit) -> list[SeenCheck]:
    """The checks of a visit, the newest first; what a lawyer declared is shown to that lawyer alone."""
    mine = queries.me(user)
    return [_check(check, is_mine=check.lawyer_id == mine) for check in reversed(visit.checks)]


def talk_as_seen_by(user: Actor, visit: Visit, talk: Talk | None) -> Talk | None:
    """What was said, for whoever may read it; None for everybody else."""
    return talk if rules.may_read_talk(user, visit, queries.me(user), clock.today()) else None


def limits_of(visit: Visit) -> list[SeenLimit]:
    """The time limits in play, the nearest first."""
    today = clock.today()
    rows = sorted(visit.limits, key=lambda limit: limit.ends_on)
    return [SeenLimit(limit.name, limit.ends_on, rules.is_near(limit, today)) for limit in rows]


def history(events: Sequence[VisitEvent]) -> list[SeenEvent]:
    """The timeline, newest first."""
    seen = []
    for event in events:
        label = rules.VISIT_MOVES[event.verb].label if event.verb in rules.VISIT_MOVES else N_("谈话中止，重新检索")
        tone: Tone = "warn" if event.verb in {"hand_over", "stop", "cancel"} else "info"
        seen.append(SeenEvent(label, event.at, event.by, event.note, tone))
    return seen[::-1]


def earlier_as_seen(found: Sequence[Earlier]) -> list[tuple[int, str, date, str, str]]:
    """Visits that may be of the same person: id, reference, day, kind and why; nothing of what was said."""
    return [
        (
            each.visit.id,
            each.visit.reference,
            each.visit.on,
            SPECIALITY_LABELS[each.visit.kind],
            N_("电话相同") if each.has_phone else WHY_LABELS[each.match.why],
        )
        for each in found
    ]


def board(rows: Sequence[tuple[int, VisitStatus]]) -> list[BoardGroup]:
    """The wall board: numbers and where each stands."""
    return [
        BoardGroup(label, status.value, tuple(shown_number(number) for number, at in rows if at is status))
        for status, label in BOARD_GROUPS
    ]


def notices() -> list[str]:
    """What every visitor is told, as message ids."""
    return [NOTICE_LABELS[notice] for notice in Notice]


def _check(check: ConflictCheck, *, is_mine: bool) -> SeenCheck:
    return SeenCheck(
        lawyer=check.lawyer.name,
        result=check.result,
        result_label=CHECK_LABELS[check.result],
        tone=CHECK_TONES[check.result],
        is_during=check.stage == "during",
        is_open=check.is_open,
        is_decided=check.decided_at is not None,
        checked_at=check.checked_at,
        decided_at=check.decided_at,
        decided_by=check.decided_by,
        reason=check.reason,
        findings=tuple(
            SeenFinding(
                asked_label=ASKED_LABELS[each.asked],
                name=each.name,
                against_label=AGAINST_LABELS[each.against],
                is_same=each.answer == "yes",
                why_label=WHY_LABELS[Why(each.why)],
                detail=each.detail if is_mine else "",
                declared=each.declared if is_mine else "",
            )
            for each in checks.findings_of(check)
        ),
    )


def _masked(id_number: str) -> str:
    """The first six and last two signs of an ID number: enough to compare a card with."""
    return f"{id_number[:6]}{'*' * max(0, len(id_number) - 8)}{id_number[-2:]}" if len(id_number) > 8 else id_number
