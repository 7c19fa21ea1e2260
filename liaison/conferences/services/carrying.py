"""What is not done is carried on: item 1 of the coming conferences, and what a conference found in it, kept."""

from sqlalchemy.orm.attributes import flag_modified

from liaison.conferences.models import AgendaItem, CarriedResolution, Conference, ConferenceKind, ItemKind
from liaison.conferences.queries import ledger as queries
from liaison.conferences.services.agenda import number
from liaison.core.messages import N_
from liaison.store.base import db

LEDGER_TITLE = N_("以往议定事项落实情况")
LEDGER_MINUTES = 10


def keep_found(conference: Conference) -> int:
    """Keep what a conference found in its item 1 as it counts as held; gives how many it was.

    What was settled by then has been reported, and stands on no later agenda.
    """
    entries = queries.found_today(conference, conference.held_on)
    for entry in entries:
        row = entry.resolution
        db.session.add(
            CarriedResolution(
                conference_id=conference.id,
                resolution_id=row.id,
                status=entry.status,
                due_on=entry.due_on,
                rest_until=entry.rest_until,
                age=entry.age,
                progress=entry.progress,
            )
        )
        row.is_reported = row.is_settled
    db.session.flush()
    return len(entries)


def open_with_ledger(kind: ConferenceKind) -> None:
    """Have the agenda of every coming conference of a kind open with the earlier resolutions, once there are some.

    A conference may have been planned before the one that leaves it something was even held.
    """
    for conference in queries.coming_without_ledger(kind):
        item = AgendaItem(position=0, kind=ItemKind.LEDGER, title=LEDGER_TITLE, minutes_planned=LEDGER_MINUTES)
        conference.items.insert(0, item)
        db.session.flush()
        number(conference.items)
        flag_modified(conference, "title")
    db.session.flush()
