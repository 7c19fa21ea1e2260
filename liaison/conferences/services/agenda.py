"""The verbs on the agenda: add, amend, remove, reorder, record."""

from collections.abc import Collection, Sequence

from sqlalchemy import update
from sqlalchemy.orm.attributes import flag_modified, set_committed_value

from liaison.conferences import queries
from liaison.conferences.models import AgendaItem, Conference, ItemKind
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.rules import agenda as agenda_rules
from liaison.conferences.rules import moves
from liaison.conferences.services.moving import begin, differing, finish
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import attachments, audit, links
from liaison.store.base import db, expect_version
from liaison.store.links import LinkKind

RECORD, OUTCOME, TITLE = N_("会议记录"), N_("结果"), N_("议题")


def add(
    conference: Conference, kind: ItemKind, title: str, presenter: str, minutes_planned: int,
    opinion_ids: Collection[int] = (), *, by: Actor,
) -> AgendaItem:  # fmt: skip
    """Add a report or a topic at the end, with the opinions that belong to it.

    The caller has made sure that `by` may table the opinions. Raises Forbidden, or RuleBroken on `title`.
    """
    begin("arrange", conference, by)
    agenda_rules.check_item_title(title)
    item = AgendaItem(
        kind=kind, title=title, presenter=presenter, minutes_planned=minutes_planned, position=len(conference.items) + 1
    )
    conference.items.append(item)
    db.session.flush()
    _table(item, opinion_ids)
    _rearranged(conference, by, "added", item)
    return item


def amend(
    item: AgendaItem, title: str, presenter: str, minutes_planned: int, opinion_ids: Collection[int] | None = None,
    *, by: Actor, seen: int | None = None,
) -> AgendaItem:  # fmt: skip
    """Change an item; `opinion_ids` None leaves its opinions as they are.

    Raises Stale, Forbidden, or RuleBroken on `title`.
    """
    _begin("arrange", item, by)
    expect_version(item, seen, **differing({TITLE: (item.title, title)}))
    agenda_rules.check_item_title(title)
    item.title, item.presenter, item.minutes_planned = title, presenter, minutes_planned
    if opinion_ids is not None:
        _table(item, opinion_ids)
    _rearranged(item.conference, by, "amended", item)
    return item


def remove(item: AgendaItem, *, by: Actor) -> Conference:
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
    _table(item, ())
    conference.items.remove(item)
    db.session.flush()
    number(conference.items)
    _rearranged(conference, by, "removed", item)
    return conference


def reorder(conference: Conference, ids: Sequence[int], *, by: Actor, seen: int | None = None) -> Conference:
    """Put the items into this order; those of the system stay in front whatever was asked.

    Raises Stale when somebody rearranged the agenda meanwhile, Forbidden or RuleBroken.
    """
    begin("arrange", conference, by, seen)
    by_id = {item.id: item for item in conference.items}
    if sorted(ids) != sorted(by_id):
        raise RuleBroken(N_("议程的议题已有变化，请刷新页面后再调整次序。"))
    wanted = agenda_rules.system_first(by_id[id] for id in ids)
    if wanted != conference.items:
        number(wanted)
        _rearranged(conference, by, "reordered")
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


def _begin(verb: str, item: AgendaItem, by: Actor) -> None:
    """As for a conference, with the item read anew under its lock."""
    queries.hold(item.conference)
    db.session.refresh(item)
    begin(verb, item.conference, by)


def _table(item: AgendaItem, opinion_ids: Collection[int]) -> None:
    """Tie exactly these opinions to the item."""
    tied = agenda_queries.opinions_of([item.id]).get(item.id, [])
    for opinion_id in set(tied) - set(opinion_ids):
        links.untie("agenda_item", item.id, LinkKind.TABLES, "opinion", opinion_id)
    for opinion_id in sorted(set(opinion_ids) - set(tied)):
        links.tie("agenda_item", item.id, LinkKind.TABLES, "opinion", opinion_id)


def number(items: Sequence[AgendaItem]) -> None:
    """Give the items their places, past their versions: a record that is being typed must not become stale by it."""
    for position, item in enumerate(items, 1):
        move = update(AgendaItem).where(AgendaItem.id == item.id).values(position=position)
        db.session.execute(move, execution_options={"synchronize_session": False})
        set_committed_value(item, "position", position)


def _rearranged(conference: Conference, by: Actor, how: str, item: AgendaItem | None = None) -> None:
    """Note the change and raise the version of the conference: whoever still sees the old agenda reorders in vain."""
    flag_modified(conference, "title")
    finish("arrange", conference, by, change=how, item=item.id if item else None)
    db.session.flush()
