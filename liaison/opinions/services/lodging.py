"""The verbs that say what an opinion is: lodge, amend, correct, and enter one of before the platform."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.core.wordings import number_form
from liaison.opinions import rules
from liaison.opinions.models import (
    PROPOSER_NAME,
    Channel,
    Opinion,
    OpinionEvent,
    OpinionReply,
    OpinionStatus,
    Outcome,
    ProposerKind,
)
from liaison.opinions.services.moving import moved
from liaison.store import audit, links, numbering, wordings
from liaison.store.base import db, expect_version
from liaison.store.links import LinkKind

SERIES = "opinion"
NUMBER_FORM = number_form("opinion.number", N_("意见建议编号"), "意见〔{年份}〕{序号}号", 31)
FIELDS = {N_("标题"): "title", N_("内容"): "text", N_("事实和依据"): "grounds", N_("希望如何处理"): "wanted"}


@dataclass(frozen=True, slots=True)
class Content:
    """What an opinion says."""

    category_id: int
    title: str
    text: str
    grounds: str = ""
    wanted: str = ""
    is_name_withheld: bool = False


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """Whose opinion an officer types in, and the day it came."""

    kind: ProposerKind
    name: str
    received_on: date
    channel: Channel = Channel.LETTER


@dataclass(frozen=True, slots=True)
class Origin:
    """The thing of another feature that an opinion was raised from, which the view has found for this person."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class OldRecord:
    """What became of an opinion of before the platform; `number` is the one that it had then, "" for none."""

    side_unit_id: int | None
    reply: str
    outcome: Outcome
    replied_on: date
    number: str = ""
    joint_ids: tuple[int, ...] = field(default=())


def lodge(
    content: Content,
    by: Actor,
    on_behalf: OnBehalf | None = None,
    origin: Origin | None = None,
    *,
    is_quiet: bool = False,
) -> Opinion:
    """Lodge one's own opinion, or as an officer that of a person or body of the own side.

    One that comes from another thing (`origin`) is tied to it; the trail does not tell to which.
    One of many (`is_quiet`) is told to nobody: who took them in knows of them all.

    The number is taken in the caller's transaction, by the year of lodging. A text with a case number is kept and
    lodged too; it only never goes on an agenda. Raises Forbidden, or RuleBroken on `received_on`, `proposer_kind`.
    """
    refuse(rules.why_not("lodge", by, None))
    today = clock.today()
    opinion = Opinion(year=today.year, side=by.side, status=OpinionStatus.LODGED, lodged_by_id=by.id)
    if on_behalf is not None:
        _attribute(opinion, on_behalf, by)
    else:
        opinion.proposer_kind, opinion.proposer_name = ProposerKind.PERSON, by.name
        opinion.proposer_user_id, opinion.received_on = by.id, today
    _fill(opinion, content)
    _number(opinion)
    db.session.add(opinion)
    moved(opinion, "lodge", by, is_quiet=is_quiet)
    if origin is not None:
        links.tie(Opinion.__tablename__, opinion.id, LinkKind.RAISED_FROM, origin.kind, origin.id)
    return opinion


def amend(
    opinion: Opinion, content: Content, by: Actor, on_behalf: OnBehalf | None = None, seen: int | None = None
) -> Opinion:
    """Change what an opinion says before it is screened; one that was returned is lodged again.

    `on_behalf` corrects whose it is, where an officer typed it in. Raises Stale with both texts, Forbidden, or
    RuleBroken on `received_on`, `proposer_kind`.
    """
    pairs = {label: (getattr(opinion, name), getattr(content, name)) for label, name in FIELDS.items()}
    expect_version(opinion, seen, **{label: pair for label, pair in pairs.items() if pair[0] != pair[1]})
    refuse(rules.why_not("amend", by, opinion))
    if on_behalf is not None:
        _attribute(opinion, on_behalf, by)
    _fill(opinion, content)
    opinion.reason = ""
    return moved(opinion, "amend", by)


def correct(
    opinion: Opinion,
    content: Content,
    reason: str,
    by: Actor,
    on_behalf: OnBehalf | None = None,
    seen: int | None = None,
) -> Opinion:
    """Mend an error of typing after screening, with the reason; what stood there before stays to be read.

    Whether the name is withheld is no typing error and stays as it is. Raises Stale with both texts, Forbidden, or
    RuleBroken on `reason`, `received_on`, `proposer_kind`, and where nothing was changed.
    """
    pairs = {label: (getattr(opinion, name), getattr(content, name)) for label, name in FIELDS.items()}
    changed = {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}
    expect_version(opinion, seen, **changed)
    refuse(rules.why_not("correct", by, opinion))
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    before = {label: pair[0] for label, pair in changed.items()}
    if on_behalf is not None:
        if on_behalf.name != opinion.proposer_name:
            before[PROPOSER_NAME] = opinion.proposer_name
        if on_behalf.received_on != opinion.received_on:
            before[N_("收到日期")] = opinion.received_on.isoformat()
    if opinion.category_id != content.category_id:
        before[N_("类别")] = opinion.category.name
    if not before:
        raise RuleBroken(N_("没有任何改动。"))
    if on_behalf is not None:
        _attribute(opinion, on_behalf, by)
    opinion.category_id, opinion.title, opinion.text = content.category_id, content.title, content.text
    opinion.grounds, opinion.wanted = content.grounds, content.wanted
    moved(opinion, "correct", by, reason, changed=before, fields=sorted(before))
    db.session.expire(opinion, ["category"])
    return opinion


def enter_all(records: Sequence[tuple[Content, OnBehalf, OldRecord]], by: Actor) -> list[Opinion]:
    """Enter opinions of before the platform with their replies, each numbered in the year in which it was received.

    Nobody is told: they have been over for years. Raises Forbidden, or RuleBroken on `received_on`, `proposer_kind`.
    Ten thousand of them go in by a few statements: one at a time they would keep all other writers waiting a minute.
    """
    refuse(rules.why_not("enter", by, None))
    now, move = clock.now(), rules.MOVES["enter"]
    opinions = [_entered(*record, by) for record in records]
    for year, mine in groupby(sorted(opinions, key=lambda one: one.year), key=lambda one: one.year):
        numbered = list(mine)
        for opinion, number in zip(numbered, numbering.take_many(SERIES, len(numbered), year), strict=True):
            opinion.number, opinion.full_number = number, wordings.numbered(NUMBER_FORM, year, number)
    db.session.add_all(opinions)
    for opinion, (_content, _behalf, old) in zip(opinions, records, strict=True):
        note = f"原编号：{old.number}" if old.number else ""
        db.session.add(OpinionEvent(opinion=opinion, verb=move.verb, at=now, side=by.side, note=note, before={}))
    db.session.flush()
    for opinion in opinions:
        audit.record(move.action, opinion, by, before="", after=opinion.status)
    return opinions


def _entered(content: Content, on_behalf: OnBehalf, old: OldRecord, by: Actor) -> Opinion:
    """An old opinion that has no number yet."""
    year = on_behalf.received_on.year
    opinion = Opinion(year=year, side=by.side, status=OpinionStatus.CLOSED, lodged_by_id=by.id)
    _attribute(opinion, on_behalf, by)
    opinion.channel = Channel.OLD_RECORD
    _fill(opinion, content)
    opinion.lead_id, opinion.joint_ids = old.side_unit_id, list(old.joint_ids)
    opinion.screened_on = on_behalf.received_on
    opinion.reply, opinion.outcome, opinion.replied_on = old.reply, old.outcome, old.replied_on
    opinion.replies.append(OpinionReply(text=old.reply, outcome=old.outcome, replied_on=old.replied_on))
    return opinion


def _number(opinion: Opinion) -> None:
    opinion.number = numbering.take(SERIES, opinion.year)
    opinion.full_number = wordings.numbered(NUMBER_FORM, opinion.year, opinion.number)


def _attribute(opinion: Opinion, on_behalf: OnBehalf, by: Actor) -> None:
    """Say whose opinion an officer types in."""
    rules.check_proposer(by, on_behalf.kind)
    rules.check_received(on_behalf.received_on, clock.today())
    opinion.proposer_kind, opinion.proposer_name = on_behalf.kind, on_behalf.name
    opinion.received_on, opinion.channel = on_behalf.received_on, on_behalf.channel


def _fill(opinion: Opinion, content: Content) -> None:
    opinion.category_id = content.category_id
    opinion.title, opinion.text = content.title, content.text
    opinion.grounds, opinion.wanted = content.grounds, content.wanted
    opinion.is_name_withheld = content.is_name_withheld
