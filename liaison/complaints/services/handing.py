"""Notes, messages, readings that are recorded, papers asked for once more."""

from sqlalchemy.orm import Session

from liaison.complaints import notices
from liaison.complaints.models import Complaint, ComplaintMessage, ComplaintNote
from liaison.complaints.queries import complaints as queries
from liaison.complaints.rules.relations import COMPLAINANT, OWN_OFFICER, Standing, readers, relations
from liaison.complaints.rules.steps import PAPER_READERS
from liaison.complaints.services.papers import RENDER
from liaison.core import clock
from liaison.core.sides import Actor
from liaison.store import audit, jobs
from liaison.store.base import db


def add_note(complaint: Complaint, text: str, by: Actor) -> ComplaintNote:
    """Keep an inner note of the side of who writes it."""
    assert by.side is not None, "the access of the page lets only officials of a side through"
    note = ComplaintNote(complaint_id=complaint.id, side=by.side, text=text, by=by.name, at=clock.now())
    db.session.add(note)
    db.session.flush()
    audit.record("complaint.note_added", complaint, by, side=by.side)
    return note


def send_message(complaint: Complaint, text: str, who: Standing, by: Actor | None) -> ComplaintMessage:
    """A message from the complainant to the intake, or back; the entry of the former names nobody."""
    is_complainant = COMPLAINANT in relations(who, complaint)
    message = ComplaintMessage(
        complaint_id=complaint.id, is_from_complainant=is_complainant, text=text, at=clock.now(), read_at=None
    )
    db.session.add(message)
    db.session.flush()
    part = COMPLAINANT if is_complainant else OWN_OFFICER
    audit.record("complaint.message_sent", complaint, None if is_complainant else by, part=part)
    notices.send(complaint, {OWN_OFFICER} if is_complainant else {COMPLAINANT}, by)
    return message


def note_identity_read(session: Session, complaint: Complaint, by: Actor) -> None:
    """Note that somebody read who complains."""
    audit.record("complaint.identity_read", complaint, by, session=session)


def render_papers(complaint: Complaint, who: Standing) -> None:
    """Ask the worker for the files of those papers that this person may read and that have none."""
    reads = readers(relations(who, complaint))
    for paper in queries.papers_of(complaint):
        if PAPER_READERS[paper.sort] & reads and (paper.pdf_id is None or paper.docx_id is None):
            paper.job = jobs.enqueue(RENDER, None, paper_id=paper.id)
