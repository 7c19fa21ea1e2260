"""Withdrawn files are taken away for good when their time is over."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import update

from liaison.attachments import queries
from liaison.core.sides import Actor
from liaison.store import audit, files, purges
from liaison.store.attachments import Upload, Use, stored
from liaison.store.base import db

KIND: Final = "attachment"


def purge(ids: Collection[int], by: Actor | None) -> None:
    """Delete rows and bytes. The ledger knows a file by the place of its first piece, which is random and never comes
    again, as an id may.
    """
    db.session.execute(update(Upload).where(Upload.attachment_id.in_(ids)).values(attachment_id=None))
    for attachment in queries.with_files(ids):
        pieces = [row.file for row in attachment.files]
        purges.note(KIND, stored(attachment, Use.ORIGINAL)[0].place)
        audit.record("attachment.purged", attachment, by, of=attachment.thing_kind, of_id=attachment.thing_id)
        db.session.delete(attachment)
        db.session.flush()
        for piece in pieces:
            files.discard(piece)


def erase(place: str) -> None:
    """Purge again after an older backup came back."""
    found = queries.find_by_place(place)
    if found is not None:
        purge([found], None)
