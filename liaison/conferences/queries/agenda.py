"""Selects of agenda items and of the opinions on them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from liaison.conferences.models import AgendaItem, Conference
from liaison.conferences.queries import get_visible, visible_to
from liaison.conferences.rules import moves
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.store import links
from liaison.store.base import db
from liaison.store.links import LinkKind


def get_item(user: Actor, id: int, item_id: int) -> AgendaItem:
    """An item of a visible conference, with the conference loaded. Raises NotFound."""
    conference = get_visible(user, id)
    item = next((item for item in conference.items if item.id == item_id), None)
    if item is None:
        raise NotFound
    return item


def opinions_of(item_ids: Collection[int]) -> dict[int, list[int]]:
    """The opinions that are on these items, by item."""
    tied = links.tied_to("agenda_item", item_ids, LinkKind.TABLES)
    return {item_id: [id for kind, id in things if kind == "opinion"] for item_id, things in tied.items()}


def items_by_ids(user: Actor, ids: Collection[int]) -> list[AgendaItem]:
    """Those of the items whose conference the person may see, in one statement with their conferences."""
    statement = select(AgendaItem).join(AgendaItem.conference).where(AgendaItem.id.in_(ids), visible_to(user))
    return list(db.session.scalars(statement.order_by(Conference.held_on, AgendaItem.position)))


def ids_held(first: date, last: date) -> dict[int, list[int]]:
    """The ids of the agenda items of conferences held from first to last, by conference."""
    is_held = Conference.held_on.between(first, last) & Conference.status.in_(moves.CONVENED)
    statement = select(AgendaItem.conference_id, AgendaItem.id).join(AgendaItem.conference).where(is_held)
    found: dict[int, list[int]] = {}
    for conference_id, id in db.session.execute(statement):
        found.setdefault(conference_id, []).append(id)
    return found


def ids_of_conference(user: Actor, conference_id: int) -> list[int]:
    """The ids of a conference's agenda items; none where the person may not see it."""
    statement = select(AgendaItem.id).join(AgendaItem.conference)
    return list(db.session.scalars(statement.where(AgendaItem.conference_id == conference_id, visible_to(user))))
