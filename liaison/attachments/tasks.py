"""The job of the worker that makes copy and pictures of a file."""

from liaison.core.file_kinds import FileKind
from liaison.papers.evidence.workshop import copy_and_pictures
from liaison.store import attachments, files, unit
from liaison.store.attachments import Attachment, Use, stored
from liaison.store.base import db
from liaison.store.jobs import Job


def prepare(job: Job) -> None:
    """Make the copy without metadata and the pictures, outside of any transaction. Twice does no harm.

    Raises CopyFailed, which is final, or OSError.
    """
    attachment = db.session.get(Attachment, int(job.arguments["attachment_id"]))
    if attachment is None:
        return
    id, kind = attachment.id, FileKind(attachment.kind)
    data = b"".join(files.read(piece) for piece in stored(attachment, Use.ORIGINAL))
    db.session.rollback()
    made = copy_and_pictures(kind, data)
    with unit.transaction():
        attachments.attach(id, made)
