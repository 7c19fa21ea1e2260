"""What time does to complaints: reminders of what is overdue, then its head; closing what was answered."""

from liaison.complaints import notices
from liaison.complaints.queries import overdue
from liaison.complaints.rules.relations import (
    HANDLER,
    INVESTIGATOR,
    OTHER_HEAD,
    OTHER_OFFICER,
    OWN_HEAD,
    OWN_OFFICER,
    PANEL,
)
from liaison.complaints.services import moving
from liaison.core import clock

HOLDERS = {True: {OWN_OFFICER}, False: {OTHER_OFFICER, HANDLER, INVESTIGATOR, PANEL}}
HEADS = {True: {OWN_HEAD}, False: {OTHER_HEAD}}


def watch() -> None:
    """Remind who is late, and tell the head of the side a few days later; each once. Safe to run twice."""
    today = clock.today()
    for row, complaint in overdue.to_remind():
        row.reminded_on = today
        notices.send(complaint, HOLDERS[row.side is complaint.side], None)
    for row, complaint in overdue.to_escalate():
        row.head_told_on = today
        notices.send(complaint, HEADS[row.side is complaint.side], None)


def close_answered() -> None:
    """Close what was answered when the time to ask for a re-examination is over."""
    for complaint in overdue.to_close():
        moving.close_answered(complaint)
