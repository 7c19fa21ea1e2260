"""Time limits of a complaint: started, paused, resumed, extended and ended, each in the unit of its rule."""

from collections.abc import Iterable
from datetime import date, timedelta

from liaison.complaints.models import Complaint, ComplaintClock
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import overdue
from liaison.complaints.rules.steps import Holder, Step
from liaison.core import clock
from liaison.core.calendar import Unit, add_working_days, due, working_days_between
from liaison.core.declaration import Running
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store import clocks
from liaison.store.base import db
from liaison.store.holidays import arrangements

EXTENSION = "complaint_check_extension"
CLOSING = "complaint_close"
CHECKS = ("complaint_check", "complaint_check_limit", "discipline_investigate")
"""What an extension moves."""


def apply(complaint: Complaint, step: Step) -> None:
    """End, pause, resume and start what the step says, and note the day that comes first."""
    today = clock.today()
    is_touched = bool(step.ends or step.pauses or step.resumes)
    for row in queries.clocks_of(complaint, open_only=True) if is_touched else ():
        if row.key in step.ends:
            row.ended_on = today
        elif row.key in step.pauses and row.paused_on is None:
            row.paused_on = today
        elif row.key in step.resumes and row.paused_on is not None:
            _resume(row, today)
    for key, holder in step.starts:
        start(complaint, key, holder)
    if step.ends or step.pauses or step.resumes or step.starts:
        settle(complaint)


def start(complaint: Complaint, key: str, holder: Holder) -> ComplaintClock:
    """Begin a time limit today."""
    today = clock.today()
    row = ComplaintClock(
        complaint_id=complaint.id,
        key=key,
        side=_side(complaint, holder),
        started_on=today,
        due_on=clocks.due_of(key, today).on,
        paused_days=0,
    )
    db.session.add(row)
    return row


def end_all(complaint: Complaint) -> None:
    """End whatever runs: the complaint is over."""
    for row in queries.clocks_of(complaint, open_only=True):
        row.ended_on = clock.today()
    settle(complaint)


def ask_extension(complaint: Complaint, reason: str, user_id: int) -> None:
    """Note that more time is asked for."""
    for row in _checks(complaint):
        row.extension_asked_at, row.extension_reason, row.extension_asked_by_id = clock.now(), reason, user_id


def settle_extension(complaint: Complaint, *, is_approved: bool) -> None:
    """Give the time asked for once, or not."""
    limit = clocks.limit(EXTENSION)
    for row in _checks(complaint):
        row.extension_asked_at = None
        if is_approved:
            row.due_on = due(row.due_on, limit, arrangements()).on
            row.extended_on = clock.today()
    settle(complaint)


def settle(complaint: Complaint) -> None:
    """Note the day that comes first among what runs."""
    db.session.flush()
    running = [row for row in queries.clocks_of(complaint, open_only=True) if _counts(row)]
    first = min(running, key=lambda row: row.due_on, default=None)
    complaint.due_on, complaint.due_key = (first.due_on, first.key) if first else (None, "")


def _resume(row: ComplaintClock, today: date) -> None:
    """The days of the pause are given back in the unit of the rule."""
    assert row.paused_on is not None
    is_working = clocks.limit(row.key).unit is Unit.WORKING_DAYS
    lost = working_days_between(row.paused_on, today, arrangements()) if is_working else (today - row.paused_on).days
    row.paused_days, row.paused_on = row.paused_days + max(0, lost), None
    row.due_on = _counted(row)


def running() -> list[Running]:
    """What runs now, for the settings that may move it: by which rule and since when, nothing of any complaint.

    A pause counts as a later beginning; what was extended runs by the rule of extensions from its first end on.
    """
    return [
        Running(
            clock=EXTENSION if row.extended_on else row.key,
            kind_label=N_("监督投诉"),
            id=row.id,
            number="",
            started_on=_counted(row) if row.extended_on else _beginning(row),
            due_on=row.due_on,
        )
        for row in overdue.running_clocks()
    ]


def _beginning(row: ComplaintClock) -> date:
    if not row.paused_days:
        return row.started_on
    if clocks.limit(row.key).unit is Unit.WORKING_DAYS:
        return add_working_days(row.started_on, row.paused_days, arrangements()).on
    return row.started_on + timedelta(days=row.paused_days)


def _counted(row: ComplaintClock) -> date:
    return clocks.due_of(row.key, _beginning(row)).on


def _counts(row: ComplaintClock) -> bool:
    """What a party may do within some time, and what closes by itself, is no deadline of an office."""
    return row.side is not None and row.paused_on is None and row.key != CLOSING


def _checks(complaint: Complaint) -> Iterable[ComplaintClock]:
    return [row for row in queries.clocks_of(complaint, open_only=True) if row.key in CHECKS]


def _side(complaint: Complaint, holder: Holder) -> Side | None:
    return {"own": complaint.side, "other": complaint.side.other, "party": None}[holder]
