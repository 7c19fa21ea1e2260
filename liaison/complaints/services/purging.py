"""Purge of complaints by outcome: every row, file and paper; what is left is a line of the ledger and the trail."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import delete, select, update

from liaison.complaints.models import (
    Assignment,
    Complaint,
    ComplaintClock,
    ComplaintContent,
    ComplaintEvent,
    ComplaintMessage,
    ComplaintNote,
    ComplaintPaper,
    Disclosure,
    Recusal,
    RedactedCopy,
)
from liaison.complaints.models.circulars import CircularItem
from liaison.complaints.queries import retaining as queries
from liaison.complaints.services import evidence
from liaison.core.sides import Actor
from liaison.store import audit, files, links, purges
from liaison.store.base import db
from liaison.store.jobs import Job

PARTS: Final = (
    Assignment, CircularItem, ComplaintClock, ComplaintContent, ComplaintEvent, ComplaintMessage, ComplaintNote,
    Disclosure, Recusal, RedactedCopy,
)  # fmt: skip


def purge(kind: str, ids: Collection[int], by: Actor | None) -> None:
    """Take complaints away for good, in the caller's transaction; the ledger knows each by its random reference."""
    for complaint in queries.with_ids(ids):
        purges.note(kind, complaint.reference)
        audit.record("complaint.purged", complaint, by, status=complaint.status)
        _discard_files(complaint.id)
        for part in PARTS:
            db.session.execute(delete(part).where(part.complaint_id == complaint.id))
        db.session.execute(
            update(Complaint).where(Complaint.merged_into_id == complaint.id).values(merged_into_id=None)
        )
        links.forget(Complaint.__tablename__, complaint.id)
        db.session.delete(complaint)
        db.session.flush()


def erase(kind: str, reference: str) -> None:
    """Purge again after an older backup came back; does nothing where it finds nothing."""
    found = queries.find_id(reference)
    if found is not None:
        purge(kind, [found], None)


def _discard_files(complaint_id: int) -> None:
    papers = db.session.scalars(select(ComplaintPaper).where(ComplaintPaper.complaint_id == complaint_id)).all()
    stored = [file for paper in papers for file in (paper.pdf, paper.docx) if file is not None]
    jobs = [paper.job_id for paper in papers if paper.job_id]
    for paper in papers:
        db.session.delete(paper)
    db.session.flush()
    evidence.discard(evidence.KINDS, complaint_id)
    for file in stored:
        files.discard(file)
    db.session.execute(delete(Job).where(Job.id.in_(jobs)))
