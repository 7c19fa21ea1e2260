"""Agenda items and resolutions as things that take files: who lays papers before an item, who proves a resolution."""

from liaison.conferences.models import AgendaItem, Conference, Resolution
from liaison.conferences.projections.elsewhere import conference_url, resolution_url
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.queries import resolutions as resolution_queries
from liaison.conferences.rules import agenda as agenda_rules
from liaison.conferences.rules import moves, standing
from liaison.conferences.rules import resolutions as resolution_rules
from liaison.core.declaration import Holder
from liaison.core.errors import NotFound
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Side

ITEM, RESOLUTION = "agenda_item", "resolution"


def find_item(user: Actor, id: int) -> Holder:
    """An agenda item whose papers the person may see. Raises NotFound."""
    found = agenda_queries.items_by_ids(user, [id])
    return _found(item_holder(user, found[0]) if found else None)


def find_resolution(user: Actor, id: int) -> Holder:
    """A resolution whose evidence the person may see. Raises NotFound."""
    return _found(resolution_holder(user, resolution_queries.get_visible(user, id)))


def item_holder(user: Actor, item: AgendaItem) -> Holder | None:
    """An agenda item with its papers, as somebody stands to it; None for who sees none of them."""
    url = f"{conference_url(item.conference_id)}/agenda/{item.id}"
    return _holder(
        user, item.conference, (ITEM, item.id, item.title, url), agenda_rules.why_not_lay(user, item.conference)
    )


def resolution_holder(user: Actor, resolution: Resolution) -> Holder | None:
    """A resolution with the evidence of its progress."""
    thing = (RESOLUTION, resolution.id, resolution.full_number or resolution.text, resolution_url(resolution.id))
    return _holder(user, resolution.conference, thing, resolution_rules.why_not_prove(user, resolution))


def _holder(
    user: Actor, conference: Conference, thing: tuple[str, int, str, str], why_not_add: Refusal | None
) -> Holder | None:
    if not standing.may_see_files(user, conference):
        return None
    is_organiser = moves.ORGANISER in standing.relations(user, conference)
    own_side: Side | None = user.side if is_organiser else None
    return Holder(*thing, why_not_add, own_side, is_officer=is_organiser)


def _found(holder: Holder | None) -> Holder:
    if holder is None:
        raise NotFound
    return holder
