"""Selects of agenda items and of the opinions on them."""

from collections.abc import Collection

from sqlalchemy import select

from liaison.conferences.models import AgendaItem, Conference
from liaison.conferences.queries import get_visible, visible_to
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
