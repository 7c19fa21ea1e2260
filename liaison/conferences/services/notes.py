"""What features lay before the next conference: items of the system, kept up to date until the agenda closes."""

from collections.abc import Sequence

from sqlalchemy.orm.attributes import flag_modified

from liaison.conferences import queries
from liaison.conferences.models import AgendaItem, Conference, ItemKind
from liaison.conferences.rules.agenda import system_first
from liaison.conferences.services.agenda import number
from liaison.conferences.services.moving import finish
from liaison.core import clock
from liaison.core.declaration import AgendaNote
from liaison.store import clocks
from liaison.store.base import db

MINUTES = 10


def refresh(found: Sequence[tuple[str, AgendaNote]]) -> Conference | None:
    """Put what features tell now (feature, note) onto the next regular conference; run twice it changes nothing.

    A note that is told no longer leaves the agenda, unless something was recorded on it. Gives the conference whose
    agenda changed.
    """
    conference = queries.next_regular(clock.today())
    if conference is None or clock.today() > clocks.day_before(clocks.AGENDA_CLOSE, conference.held_on):
        return None
    queries.hold(conference)
    told = {(feature, note.title): note.text for feature, note in found if note.text.strip()}
    present = {(item.source, item.title): item for item in conference.items if item.kind is ItemKind.FIGURES}
    if told == {key: item.note for key, item in present.items()}:
        return None
    for key, item in present.items():
        if key not in told and not (item.record or item.outcome):
            conference.items.remove(item)
    for key, text in told.items():
        if key in present:
            present[key].note = text
        else:
            conference.items.append(_item(*key, text, place=len(conference.items) + 1))
    db.session.flush()
    number(system_first(conference.items))
    flag_modified(conference, "title")
    finish("note", conference, None, items=len(told))
    db.session.flush()
    db.session.expire(conference, ["items"])
    return conference


def _item(source: str, title: str, text: str, *, place: int) -> AgendaItem:
    return AgendaItem(
        kind=ItemKind.FIGURES, source=source, title=title, note=text, minutes_planned=MINUTES, position=place
    )
