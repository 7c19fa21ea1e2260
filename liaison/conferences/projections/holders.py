"""Agenda items and resolutions as things that take files: who lays papers before an item, who proves a resolution."""

from liaison.conferences.models import AgendaItem, Conference, Resolution, ResolutionEvent
from liaison.conferences.projections.elsewhere import conference_url, resolution_url
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.queries import resolutions as resolution_queries
from liaison.conferences.rules import agenda as agenda_rules
from liaison.conferences.rules import moves, standing
from liaison.conferences.rules import resolutions as resolution_rules
from liaison.core.declaration import Holder
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Side

ITEM, RESOLUTION, NOTE = "agenda_item", "resolution", "resolution_event"
TITLE_LENGTH = 80


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


def find_note(user: Actor, id: int) -> Holder:
    """A note on the progress of a resolution, whose files the person may see. Raises NotFound."""
    return _found(note_holder(user, resolution_queries.find_note(user, id)))


def resolution_holder(user: Actor, resolution: Resolution) -> Holder | None:
    """A resolution with the evidence of its progress; those who carry it out hand in and see files too."""
    thing = (RESOLUTION, resolution.id, resolution.full_number or resolution.text, resolution_url(resolution.id))
    return _proof(user, resolution, thing)


def note_holder(user: Actor, event: ResolutionEvent) -> Holder | None:
    """A note on progress with its own files."""
    resolution = event.resolution
    url = f"{resolution_url(resolution.id)}/notes/{event.id}"
    return _proof(user, resolution, (NOTE, event.id, f"{resolution.full_number} {event.note}"[:TITLE_LENGTH], url))


def _proof(user: Actor, resolution: Resolution, thing: tuple[str, int, str, str]) -> Holder | None:
    units = resolution_queries.units_of(user)
    is_concerned = resolution_rules.concerns(user, resolution, units)
    if not (is_concerned or standing.may_see_files(user, resolution.conference)):
        return None
    is_organiser = moves.ORGANISER in standing.relations(user, resolution.conference)
    own_side: Side | None = user.side if is_organiser or is_concerned else None
    refusal = resolution_rules.why_not_prove(user, resolution, units)
    if user.side is None and refusal is None:
        refusal = Refusal(N_("材料由双方人员添加。"), {}, "forbidden")
    return Holder(*thing, refusal, own_side, is_officer=is_organiser)


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
