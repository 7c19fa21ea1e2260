"""Files around a complaint: from the draft to what was lodged, and away for good."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select, update

from liaison.complaints.models import Complaint, Identity
from liaison.store import files
from liaison.store.attachments import Attachment, Upload
from liaison.store.base import db

DRAFT: Final = "complaint_draft"
ORIGINAL: Final = "complaint"
KINDS: Final = (ORIGINAL, "complaint_copy", "complaint_account", "complaint_check")
NOBODY: Final = ""


def hand_over(draft_id: int, complaint: Complaint) -> None:
    """What was added to the draft belongs to the complaint from now on; without a name nothing tells who added it."""
    of_draft = (Attachment.thing_kind == DRAFT) & (Attachment.thing_id == draft_id)
    for attachment in db.session.scalars(select(Attachment).where(of_draft)):
        attachment.thing_kind, attachment.thing_id = ORIGINAL, complaint.id
        if complaint.identity is Identity.ANONYMOUS:
            attachment.added_by_key, attachment.added_by = NOBODY, NOBODY
    on_the_way = (Upload.thing_kind == DRAFT) & (Upload.thing_id == draft_id)
    db.session.execute(
        update(Upload).where(on_the_way).values(begun_by_key=NOBODY, attachment_id=None),
        execution_options={"synchronize_session": "fetch"},
    )
    db.session.flush()


def discard(kinds: Collection[str], thing_id: int) -> None:
    """Take the files of a thing away for good, rows and bytes."""
    of_it = (Attachment.thing_id == thing_id) & Attachment.thing_kind.in_(kinds)
    stored = []
    for attachment in db.session.scalars(select(Attachment).where(of_it)).all():
        stored += [row.file for row in attachment.files]
        db.session.execute(update(Upload).where(Upload.attachment_id == attachment.id).values(attachment_id=None))
        db.session.delete(attachment)
    db.session.flush()
    for file in stored:
        files.discard(file)
