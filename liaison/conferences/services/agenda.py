"""The verbs on the agenda: add, amend, remove, reorder, record."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import flag_modified, set_committed_value

from liaison.conferences import queries
from liaison.conferences.models import AgendaChange, AgendaItem, Conference, ConferenceStatus, ItemKind
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.rules import agenda as agenda_rules
from liaison.conferences.rules import moves
from liaison.conferences.services.moving import begin, differing, finish
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import attachments, audit, clocks, links
from liaison.store.base import db, expect_version
from liaison.store.links import LinkKind
from liaison.web.frame import features

RECORD, OUTCOME, TITLE, ORDER = N_("会议记录"), N_("结果"), N_("议题"), N_("议程次序")


def add(
    conference: Conference, kind: ItemKind, title: str, presenter: str, minutes_planned: int,
    opinion_ids: Collection[int] = (), *, by: Actor, reason: str = "",
) -> AgendaItem:  # fmt: skip
    """Add a report or a topic at the end, with the opinions that belong to it.

    The caller has made sure that `by` may table the opinions. Raises Forbidden, or RuleBroken on `title`, or on
    `reason` where the agenda has closed.
    """
    begin("arrange", conference, by)
    _check_open(conference, reason)
    agenda_rules.check_item_title(title)
    item = AgendaItem(
        kind=kind, title=title, presenter=presenter, minutes_planned=minutes_planned, position=len(conference.items) + 1
    )
    conference.items.append(item)
    db.session.flush()
    _table(item, opinion_ids, by)
    _rearranged(conference, by, "added", item, reason=reason)
    return item


def amend(
    item: AgendaItem, title: str, presenter: str, minutes_planned: int, opinion_ids: Collection[int] | None = None,
    *, by: Actor, seen: int | None = None, reason: str = "",
) -> AgendaItem:  # fmt: skip
    """Change an item; `opinion_ids` None leaves its opinions as they are.

    Raises Stale, Forbidden, or RuleBroken on `title`, or on `reason` where the agenda has closed.
    """
    _begin("arrange", item, by)
    expect_version(item, seen, **differing({TITLE: (item.title, title)}))
    _check_open(item.conference, reason)
    agenda_rules.check_item_title(title)
    item.title, item.presenter, item.minutes_planned = title, presenter, minutes_planned
    if opinion_ids is not None:
        _table(item, opinion_ids, by)
    _rearranged(item.conference, by, "amended", item, reason=reason)
    return item


def remove(item: AgendaItem, *, by: Actor, reason: str = "") -> Conference:
    """Take an item off the agenda, and its opinions with it.

    Raises Forbidden, or RuleBroken for items of the system and for those with a record, a resolution or papers.
    """
    _begin("arrange", item, by)
    conference = item.conference
    if item.kind in agenda_rules.SYSTEM_ITEMS:
        raise RuleBroken(N_("此项由系统列入，不能删除。"))
    if item.record or item.outcome or any(resolution.item_id == item.id for resolution in conference.resolutions):
        raise RuleBroken(N_("“%(title)s”已有会议记录或议定事项，不能删除。"), title=item.title)
    if attachments.count_kept("agenda_item", item.id):
        raise RuleBroken(N_("“%(title)s”附有材料，请先撤下材料再删除议题。"), title=item.title)
    _check_open(conference, reason)
    _table(item, (), by)
    conference.items.remove(item)
    db.session.flush()
    number(conference.items)
    _rearranged(conference, by, "removed", item, reason=reason)
    return conference


def reorder(
    conference: Conference, ids: Sequence[int], *, by: Actor, seen: int | None = None, reason: str = ""
) -> Conference:
    """Put the items into this order; those of the system stay in front whatever was asked.

    Raises Stale with both orders when somebody rearranged the agenda meanwhile, Forbidden, or RuleBroken, on `reason`
    where the agenda has closed.
    """
    queries.hold(conference)
    by_id = {item.id: item for item in conference.items}
    yours = "\n".join(by_id[id].title for id in ids if id in by_id)
    expect_version(conference, seen, **{ORDER: ("\n".join(item.title for item in conference.items), yours)})
    begin("arrange", conference, by)
    if sorted(ids) != sorted(by_id):
        raise RuleBroken(N_("议程的议题已有变化，请刷新页面后再调整次序。"))
    wanted = agenda_rules.system_first(by_id[id] for id in ids)
    if wanted != conference.items:
        _check_open(conference, reason)
        number(wanted)
        _rearranged(conference, by, "reordered", reason=reason)
        db.session.expire(conference, ["items"])
    return conference


def record(item: AgendaItem, text: str, outcome: str, *, by: Actor, seen: int | None = None) -> AgendaItem:
    """Keep what was said on an item and what came of it; the same texts again change nothing.

    Raises Stale with both texts, Forbidden or RuleBroken.
    """
    _begin("record", item, by)
    expect_version(item, seen, **differing({RECORD: (item.record, text), OUTCOME: (item.outcome, outcome)}))
    if (item.record, item.outcome) != (text, outcome):
        item.record, item.outcome = text, outcome
        audit.record(moves.MOVES["record"].action, item, by)
        db.session.flush()
    return item


def take_up(item: AgendaItem, *, by: Actor) -> Conference:
    """Say that the conference has come to this item; the one before it ends. Raises Forbidden or RuleBroken."""
    _begin("take_up", item, by)
    conference, now = item.conference, clock.now()
    if item.is_current:
        return conference
    close_current(conference)
    times = update(AgendaItem).where(AgendaItem.id == item.id).values(started_at=item.started_at or now, ended_at=None)
    _past_version(item, times, started_at=item.started_at or now, ended_at=None)
    finish("take_up", conference, by, item=item.id)
    return conference


def close_current(conference: Conference) -> None:
    """End the item that is up, if one is."""
    now = clock.now()
    for item in conference.items:
        if item.is_current:
            _past_version(item, update(AgendaItem).where(AgendaItem.id == item.id).values(ended_at=now), ended_at=now)


def _past_version(item: AgendaItem, step: Any, **values: object) -> None:
    """Change an item past its version: a record that is being typed must not become stale by it."""
    db.session.execute(step, execution_options={"synchronize_session": False})
    for name, value in values.items():
        set_committed_value(item, name, value)


def release(conference: Conference, by: Actor) -> None:
    """Free the opinions on an agenda that comes to nothing: they may go onto another one, and their pages say so."""
    for item in conference.items:
        _table(item, (), by)


def closes_on(conference: Conference) -> date:
    """The last day on which the agenda changes without a reason."""
    return clocks.day_before(clocks.AGENDA_CLOSE, conference.held_on)


def is_closed(conference: Conference) -> bool:
    """Whether a change of it needs a reason today."""
    return agenda_rules.is_closed(conference, closes_on(conference), clock.today())


def _check_open(conference: Conference, reason: str) -> None:
    agenda_rules.check_change(reason, closed=is_closed(conference))


def _begin(verb: str, item: AgendaItem, by: Actor) -> None:
    """As for a conference, with the item read anew under its lock."""
    queries.hold(item.conference)
    db.session.refresh(item)
    begin(verb, item.conference, by)


def _table(item: AgendaItem, opinion_ids: Collection[int], by: Actor) -> None:
    """Tie exactly these opinions to the item; those that it loses have it in their timeline."""
    tied = agenda_queries.opinions_of([item.id]).get(item.id, [])
    freed = sorted(set(tied) - set(opinion_ids))
    for opinion_id in freed:
        links.untie("agenda_item", item.id, LinkKind.TABLES, "opinion", opinion_id)
    if freed:
        features().offer("note_untabled")(by, freed, item.conference.status is ConferenceStatus.CANCELLED)
    for opinion_id in sorted(set(opinion_ids) - set(tied)):
        links.tie("agenda_item", item.id, LinkKind.TABLES, "opinion", opinion_id)


def number(items: Sequence[AgendaItem]) -> None:
    """Give the items their places, past their versions: a record that is being typed must not become stale by it."""
    for position, item in enumerate(items, 1):
        step = update(AgendaItem).where(AgendaItem.id == item.id).values(position=position)
        _past_version(item, step, position=position)


def _rearranged(
    conference: Conference, by: Actor, how: str, item: AgendaItem | None = None, *, reason: str = ""
) -> None:
    """Note the change and raise the version of the conference: whoever still sees the old agenda reorders in vain.

    What changed after the agenda closed is kept with its reason.
    """
    if is_closed(conference):
        title = item.title if item else ""
        change = AgendaChange(at=clock.now(), by=by.name, side=by.side, how=how, title=title, reason=reason)
        conference.agenda_changes.append(change)
    flag_modified(conference, "title")
    finish("arrange", conference, by, change=how, item=item.id if item else None)
    db.session.flush()
