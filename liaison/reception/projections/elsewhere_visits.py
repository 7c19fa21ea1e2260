"""What the other features see of visits: cards, what waits, running receipts, and the draft of an opinion."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from liaison.core import clock
from liaison.core.declaration import Card, Running, Waiting
from liaison.core.drafts import ComplaintDraft, OpinionDraft
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.sides import Actor, Side
from liaison.reception.models.lawyers import SPECIALITY_LABELS
from liaison.reception.models.visits import VISIT_LABELS, VISIT_TONES, Consent, Visit, VisitStatus
from liaison.reception.projections.visits import shown_number
from liaison.reception.queries import following
from liaison.reception.queries import visits as queries
from liaison.reception.rules import following as following_rules
from liaison.reception.rules import standing
from liaison.reception.rules import visits as rules
from liaison.store import clocks, links
from liaison.store.links import LinkKind
from liaison.web.frame import features
from liaison.web.language import tr

KIND = "visit"
KIND_LABEL = N_("来访")


def cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """The cards of those visits that the person may know of, without a name."""
    return {visit.id: _card(visit) for visit in queries.find_visible(user, ids)}


def shown(visits: Sequence[Visit]) -> list[tuple[Visit, Card]]:
    """These visits with their cards."""
    return [(visit, _card(visit)) for visit in visits]


def may_use_desk(user: Actor) -> bool:
    """The bar's officers and the duty lawyers."""
    return standing.is_bar_officer(user) or queries.me(user) is not None


def is_duty_lawyer(user: Actor) -> bool:
    """Who declares what a check compares."""
    return queries.me(user) is not None


def waiting(user: Actor) -> list[Waiting]:
    """What waits at the desk and after it: talks, follow-ups, receipts, appointments that need another day."""
    if not standing.is_bar_officer(user) and queries.me(user) is None:
        return []
    today = clock.today()
    found = [
        Waiting(N_("待改约"), _title(visit), _url(visit), visit.on, N_("接访日已取消或者已过"), "bad")
        for visit in queries.stranded(user, today)
        if standing.is_bar_officer(user)
    ]
    found += [
        Waiting(N_("转交待签收"), referral.body, _url(referral.visit), referral.receipt_due_on,
                referral.visit.reference, following_rules.due_tone(referral, today))
        for referral in following.overdue(user, today)
    ]  # fmt: skip
    found += [
        Waiting(N_("待回访"), _title(visit), _url(visit), visit.follow_up_due_on, visit.reference, "warn")
        for visit in queries.to_follow_up(user, today)
    ]
    return found


def running() -> list[Running]:
    """The receipts that are awaited, for the settings that may move their days; no name, only the reference."""
    return [
        Running(clocks.REFERRAL_RECEIPT, KIND_LABEL, each.id, each.visit.reference, each.sent_on, each.receipt_due_on)
        for each in following.running()
    ]


def find_draft(user: Actor, id: int) -> OpinionDraft:
    """What an opinion raised from a visit begins with: nothing of the person or the court case. Raises NotFound."""
    visit = queries.get_visible(user, id)
    if not may_raise(user, visit):
        raise NotFound
    kind = tr(SPECIALITY_LABELS[visit.kind])
    return OpinionDraft(
        title="",
        text=tr(
            N_(
                "律师接访中，有来访人反映%(kind)s案件中的下列共性问题：\n（请概括普遍性的问题，不要写来访人姓名、案号和个案情节。）"
            )
        )
        % {"kind": kind},
        grounds="",
        wanted="",
        label=_title(visit),
    )


def find_complaint_draft(user: Actor, kind: str, id: int) -> ComplaintDraft:
    """What a complaint raised from a visit begins with; name and phone where the visitor lets them be handed on.

    Raises NotFound, for any other kind of thing too.
    """
    if kind != KIND:
        raise NotFound
    visit = queries.get_visible(user, id)
    if not may_complain(user, visit):
        raise NotFound
    talk, is_shared = queries.talk_of(visit), Consent.SHARED in visit.consents
    return ComplaintDraft(
        received_on=visit.on,
        name=(visit.name or "") if is_shared else "",
        contact=(visit.phone or "") if is_shared else "",
        facts=talk.facts if talk is not None else "",
        case_number=visit.case_number or "",
        label=_title(visit),
    )


def raised_from(user: Actor, visit: Visit) -> list[Card]:
    """The cards of what was raised from a visit: opinions, complaints, as far as the person may know of them."""
    tied = links.tied_from(KIND, [visit.id], LinkKind.RAISED_FROM).get(visit.id, [])
    found: list[Card] = []
    for kind in dict.fromkeys(kind for kind, _ in tied):
        found += features().cards(user, kind, [id for its, id in tied if its == kind]).values()
    return found


def may_raise(user: Actor, visit: Visit) -> bool:
    """Whether an opinion may be raised from it: by whoever may read what was said, once the talk is over."""
    return visit.status is VisitStatus.DONE and rules.may_read_talk(user, visit, queries.me(user), clock.today())


def may_complain(user: Actor, visit: Visit) -> bool:
    """Whether a complaint may be typed in from it: by the bar's officers, once the talk is over."""
    return (
        standing.is_bar_officer(user) and may_raise(user, visit) and bool(features().offer("may_enter_complaint")(user))
    )


def _card(visit: Visit) -> Card:
    return Card(
        kind=KIND,
        id=visit.id,
        number=visit.reference,
        title=_title(visit),
        url=_url(visit),
        state_label=VISIT_LABELS[visit.status],
        tone=VISIT_TONES[visit.status],
        side=Side.BAR,
        lines=((N_("案件类型"), tr(SPECIALITY_LABELS[visit.kind])),),
    )


def _title(visit: Visit) -> str:
    """A visit without a name: day and number."""
    number = shown_number(visit.number)
    day = _day(visit.on)
    return (
        tr(N_("%(day)s来访%(number)s号")) % {"day": day, "number": number}
        if number
        else tr(N_("%(day)s预约")) % {"day": day}
    )


def _day(day: date) -> str:
    return day.isoformat()


def _url(visit: Visit) -> str:
    """The address of the page; written out, since commands ask for it outside of any request."""
    return f"/reception/visits/{visit.id}"
