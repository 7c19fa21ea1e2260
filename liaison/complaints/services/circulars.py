"""The verbs of circulars: draft from closed complaints, amend, sign on both sides, publish, take back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from liaison.complaints import notices
from liaison.complaints.facts.circulars import NUMBER, circular_facts
from liaison.complaints.models import Complaint
from liaison.complaints.models.circulars import Circular, CircularItem, CircularStatus
from liaison.complaints.queries import circulars as queries
from liaison.complaints.queries import complaints as complaint_queries
from liaison.complaints.rules import circulars as rules
from liaison.complaints.rules.relations import Standing
from liaison.complaints.rules.words import Words
from liaison.complaints.services.telling import outcome_words
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.ledgers import NumberKind
from liaison.core.messages import N_
from liaison.core.moves import Refusal, refuse
from liaison.core.sides import Actor, Role, Side
from liaison.papers import fonts, glyphs
from liaison.papers.canonical import canonical_json
from liaison.papers.letters import compose
from liaison.store import audit, numbering, papers, wordings
from liaison.store.base import db, expect_version
from liaison.store.papers import PaperKind
from liaison.web.frame import features

SERIES: Final = "circular"
HEADS, OFFICERS = Role.HEAD_OF_SUPERVISION, Role.OFFICER
# Verb -> the role on both sides that hears of it.
TOLD: Final = {"propose": HEADS, "sign": HEADS, "countersign": OFFICERS, "send_back": OFFICERS}


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form of a circular held."""

    title: str
    text: str
    is_named: bool = False
    naming_reason: str = ""


def first_text(told: Sequence[Complaint]) -> str:
    """What a circular of these complaints says to begin with: category and outcome, nothing that names anybody."""
    lines = [
        f"{place}. 反映“{complaint.category.name}”的投诉。处理结果：{outcome_words(complaint)}。"
        for place, complaint in enumerate(told, 1)
    ]
    return "\n".join(("近期，双方对下列监督投诉作出了处理，现予通报。", *lines, "请引以为戒，规范诉讼活动中的言行。"))


def draft_circular(draft: Draft, told: Sequence[Complaint], who: Standing, by: Actor) -> Circular:
    """Draft a circular of these complaints. Raises Forbidden, or RuleBroken on `text`, `naming_reason`, `items`."""
    refuse(rules.circular_refusal("draft_circular", who, None))
    if not told or not all(rules.may_be_told(complaint) for complaint in told):
        raise RuleBroken(N_("请选择至少一件已办结并有认定的投诉。"), field="items")
    assert by.side is not None, "only the offices of the two sides pass"
    _check(draft, told)
    circular = Circular(
        side=by.side,
        status=CircularStatus.DRAFTED,
        title=draft.title,
        text=draft.text,
        is_named=draft.is_named,
        naming_reason=draft.naming_reason,
        drafted_at=clock.now(),
        items=[CircularItem(complaint_id=complaint.id, position=place) for place, complaint in enumerate(told)],
    )
    db.session.add(circular)
    db.session.flush()
    audit.record("circular.drafted", circular, by, side=by.side)
    return circular


def amend_circular(circular: Circular, draft: Draft, who: Standing, by: Actor, seen: int | None = None) -> Circular:
    """Change the draft. Raises Stale, Forbidden, RuleBroken on `text`, `naming_reason`."""
    _begin("amend_circular", circular, who, seen, draft.text)
    _check(draft, queries.told_by(circular))
    circular.title, circular.text = draft.title, draft.text
    circular.is_named, circular.naming_reason = draft.is_named, draft.naming_reason
    db.session.flush()
    audit.record("circular.amended", circular, by)
    return circular


def move_circular(
    verb: str, circular: Circular, who: Standing, by: Actor, reason: str = "", seen: int | None = None
) -> Circular:
    """Do one of the other verbs. Raises Stale, Forbidden, RuleBroken on `reason` or in general."""
    _begin(verb, circular, who, seen)
    row = rules.CIRCULAR_MOVES[verb]
    if row.needs_reason and not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    before = circular.status
    if verb in {"sign", "countersign"}:
        _sign(circular, by)
    if verb == "send_back":
        circular.bar_signed_at = circular.bench_signed_at = None
        circular.bar_signed_by = circular.bench_signed_by = ""
    if verb in {"propose", "publish"}:
        told = queries.told_by(circular)
        _check(Draft(circular.title, circular.text, circular.is_named, circular.naming_reason), told)
    if verb == "publish":
        _publish(circular, by)
    if row.needs_reason:
        circular.reason = reason
    circular.status = CircularStatus(row.target or circular.status)
    db.session.flush()
    audit.record(row.action, circular, by, before=before, after=circular.status)
    if verb in TOLD:
        notices.tell_offices(TOLD[verb], by, rules.keeps_away, queries.told_by(circular))
    return circular


def _begin(verb: str, circular: Circular, who: Standing, seen: int | None, typed: str = "") -> None:
    queries.hold(circular)
    expect_version(circular, seen, **{N_("正文"): (circular.text, typed)} if typed else {})
    refuse(rules.circular_refusal(verb, who, circular, queries.told_by(circular)))


def _sign(circular: Circular, by: Actor) -> None:
    if by.side is Side.BAR:
        circular.bar_signed_at, circular.bar_signed_by = clock.now(), by.name
    else:
        circular.bench_signed_at, circular.bench_signed_by = clock.now(), by.name


def _publish(circular: Circular, by: Actor) -> None:
    """Number it, put it on letter paper, and lock the way back to the complaints."""
    bar, bench = features().offer("association_names")()
    if not (bar and bench):
        raise RuleBroken(N_("名册中还没有律师协会和法官协会，无法发布通报。"))
    year = clock.today().year
    number = wordings.numbered(NUMBER, year, numbering.take(SERIES, year))
    issuers = (bar, bench) if circular.side is Side.BAR else (bench, bar)
    facts = circular_facts(circular.title, circular.text, number, issuers, clock.today(), wordings.write)
    try:
        glyphs.require(compose(facts).texts(), fonts.find())
    except (glyphs.MissingGlyph, fonts.FontMissing) as error:
        raise RuleBroken(error.message, **error.params) from error
    circular.paper = papers.freeze(PaperKind.CIRCULAR, number, circular.title, canonical_json(facts), by)
    circular.origin = json.dumps([item.complaint_id for item in circular.items])
    circular.items.clear()
    circular.published_at = clock.now()


def _check(draft: Draft, told: Sequence[Complaint]) -> None:
    if draft.is_named and not draft.naming_reason.strip():
        raise RuleBroken(N_("点名通报必须写明决定和理由。"), field="naming_reason")
    respondents = [Words.from_json(complaint_queries.content_of(one).words).respondent for one in told]
    allowed = [name.split("（")[0].strip() for name in respondents]
    rules.check_text(draft.title, draft.text, is_named=draft.is_named, allowed=allowed, known=_roster())


def _roster() -> list[str]:
    """Everybody's name, of both sides."""
    units = [unit.id for side in Side for unit in features().offer("units")(side)]
    return [person.name for person in features().offer("people_of")(units)]


def why_not_number(user: Actor) -> Refusal | None:
    """Where the numbers of circulars start is set by the officers, who issue them."""
    is_office = user.side is not None and user.has(Role.OFFICER)
    return None if is_office else Refusal(N_("通报编号由双方经办人设置。"), kind="forbidden")


NUMBERS: Final = NumberKind(
    SERIES, N_("通报编号"), True, why_not_number, lambda year, number: wordings.numbered(NUMBER, year, number)
)
