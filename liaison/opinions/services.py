"""The verbs of opinions: lodge, amend, screen, reply, and the moves that need no more than a reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison.core import clock
from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor
from liaison.opinions import notices, queries, rules
from liaison.opinions.models import Opinion, OpinionCategory, OpinionEvent, OpinionStatus, Outcome, ProposerKind
from liaison.store import audit, clocks, links, numbering
from liaison.store.base import db, ensure_row, expect_version
from liaison.store.links import LinkKind

SERIES = "opinion"
CATEGORIES = (
    "立案", "阅卷", "开庭排期", "庭审", "送达", "保全", "执行", "调查令",
    "安检", "退费", "诉前调解", "律师权利", "律师执业", "诉讼服务", "其他",
)  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Origin:
    """The thing of another feature that an opinion was raised from, which the view has found for this person."""

    kind: str
    id: int


def ensure_categories() -> None:
    """Put in the categories to begin with, in a new database only: the office may rename and drop them."""
    if not queries.categories():
        for position, name in enumerate(CATEGORIES):
            ensure_row(db.session(), OpinionCategory, name=name, position=position)


def add_category(name: str, by: Actor) -> OpinionCategory:
    """Add a category at the end. Raises RuleBroken on `name` when there is one of that name, retired ones included."""
    _require_new(name)
    known = queries.categories()
    category = OpinionCategory(name=name, position=max((one.position for one in known), default=-1) + 1)
    db.session.add(category)
    db.session.flush()
    audit.record("opinion_category.added", category, by, new=name)
    return category


def rename_category(id: int, name: str, by: Actor, seen: str) -> OpinionCategory:
    """Rename a category; opinions that have it show the new name. `seen`: the name on the page.

    Raises Stale, NotFound, or RuleBroken on `name`.
    """
    category = queries.get_category(id)
    if seen != category.name:
        raise Stale(theirs={N_("类别名称"): category.name}, yours={N_("类别名称"): name})
    if name == category.name:
        return category
    _require_new(name)
    old, category.name = category.name, name
    audit.record("opinion_category.renamed", category, by, old=old, new=name)
    return category


def move_category(id: int, step: int, by: Actor) -> None:
    """Move a category one place up (-1) or down (1) among all; at either end it stays. Raises NotFound."""
    moved, order = queries.get_category(id), list(queries.categories())
    place = order.index(moved)
    if not 0 <= place + step < len(order):
        return
    order[place], order[place + step] = order[place + step], order[place]
    for position, category in enumerate(order):
        category.position = position
    audit.record("opinion_category.moved", moved, by, old=place + 1, new=place + step + 1)


def retire_category(id: int, is_retired: bool, by: Actor) -> None:
    """Take a category out of use, or back into it; none is ever deleted. Raises NotFound, RuleBroken for the last."""
    category = queries.get_category(id)
    if category.is_retired == is_retired:
        return
    if is_retired and sum(not one.is_retired for one in queries.categories()) == 1:
        raise RuleBroken(N_("至少应保留一个使用中的类别。"))
    category.is_retired = is_retired
    audit.record("opinion_category.retired" if is_retired else "opinion_category.restored", category, by)


def _require_new(name: str) -> None:
    if queries.find_category(name) is not None:
        raise RuleBroken(N_("已有同名的类别（包括已停用的）。"), field="name")


def lodge(content: Content, by: Actor, on_behalf: OnBehalf | None = None, origin: Origin | None = None) -> Opinion:
    """Lodge one's own opinion, or as an officer that of a person or body of the own side.

    One that comes from another thing (`origin`) is tied to it; the trail does not tell to which.

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
    opinion.number = numbering.take(SERIES, opinion.year)
    db.session.add(opinion)
    _moved(opinion, "lodge", by)
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
    fields = {N_("标题"): "title", N_("内容"): "text", N_("事实和依据"): "grounds", N_("希望如何处理"): "wanted"}
    pairs = {label: (getattr(opinion, name), getattr(content, name)) for label, name in fields.items()}
    expect_version(opinion, seen, **{label: pair for label, pair in pairs.items() if pair[0] != pair[1]})
    refuse(rules.why_not("amend", by, opinion))
    if on_behalf is not None:
        _attribute(opinion, on_behalf, by)
    _fill(opinion, content)
    opinion.reason = ""
    return _moved(opinion, "amend", by)


def screen(
    opinion: Opinion, lead_id: int, by: Actor, *, joint_ids: Sequence[int] = (), seen: int | None = None
) -> Opinion:
    """Pass an opinion on to the other side with its lead and joint units; the clock of the reply starts.

    Raises Stale, Forbidden, or RuleBroken on `joint_ids`.
    """
    expect_version(opinion, seen)
    refuse(rules.why_not("screen", by, opinion))
    rules.check_units(lead_id, joint_ids)
    opinion.lead_id, opinion.joint_ids = lead_id, list(joint_ids)
    opinion.reply_due_on = clocks.due_of(clocks.OPINION_REPLY, clock.today()).on
    return _moved(opinion, "screen", by, lead_id=lead_id, reply_due_on=opinion.reply_due_on.isoformat())


def reply(opinion: Opinion, text: str, outcome: Outcome, by: Actor, seen: int | None = None) -> Opinion:
    """Answer an opinion. Raises Stale with both texts, Forbidden, RuleBroken."""
    expect_version(opinion, seen, **{N_("答复内容"): (opinion.reply, text)})
    refuse(rules.why_not("reply", by, opinion))
    opinion.reply, opinion.outcome, opinion.replied_on = text, outcome, clock.today()
    return _moved(opinion, "reply", by, outcome=outcome)


def move(opinion: Opinion, verb: str, by: Actor, *, reason: str = "", seen: int | None = None) -> Opinion:
    """Make one of the simple moves of the table: return, withdraw, close.

    Raises Stale, Forbidden, or RuleBroken, on `reason` where the move needs one.
    """
    expect_version(opinion, seen)
    refuse(rules.why_not(verb, by, opinion))
    rules.check_reason(verb, reason)
    opinion.reason = reason
    return _moved(opinion, verb, by, note=reason)


def note_tabled(by: Actor, ids: Collection[int]) -> None:
    """Note that opinions went onto an agenda, which whoever arranged it has asked about beforehand."""
    for id in ids:
        _moved(queries.get_visible(by, id), "table", by)


def redate(days: Mapping[int, date], by: Actor | None) -> None:
    """Move the days by which replies are due, by id, because the rule or a holiday changed; tell those concerned."""
    for opinion in queries.find_many(days):
        before, after = opinion.reply_due_on, days[opinion.id]
        assert before is not None, "only a deadline that runs is moved"
        opinion.reply_due_on = after
        note = f"答复期限由{chinese_date(before)}改为{chinese_date(after)}。"
        event = OpinionEvent(opinion=opinion, verb="redate", at=clock.now(), side=None, note=note)
        db.session.add(event)
        db.session.flush()
        audit.record(rules.MOVES["redate"].action, opinion, by, before=before.isoformat(), after=after.isoformat())
        notices.send(event, opinion, by)


def _attribute(opinion: Opinion, on_behalf: OnBehalf, by: Actor) -> None:
    """Say whose opinion an officer types in."""
    rules.check_proposer(by, on_behalf.kind)
    rules.check_received(on_behalf.received_on, clock.today())
    opinion.proposer_kind, opinion.proposer_name = on_behalf.kind, on_behalf.name
    opinion.received_on = on_behalf.received_on


def _fill(opinion: Opinion, content: Content) -> None:
    opinion.category_id = content.category_id
    opinion.title, opinion.text = content.title, content.text
    opinion.grounds, opinion.wanted = content.grounds, content.wanted
    opinion.is_name_withheld = content.is_name_withheld


def _moved(opinion: Opinion, verb: str, by: Actor, note: str = "", **detail: Any) -> Opinion:
    """Set the state that the table gives, with timeline, audit entry and mails; `detail` holds none of its text."""
    step = rules.MOVES[verb]
    before = opinion.status if verb != "lodge" else ""
    opinion.status = OpinionStatus(step.target or opinion.status)
    event = OpinionEvent(opinion=opinion, verb=verb, at=clock.now(), side=by.side, note=note)
    db.session.add(event)
    db.session.flush()
    audit.record(step.action, opinion, by, before=before, after=opinion.status, **detail)
    notices.send(event, opinion, by)
    return opinion
