"""What a complaint goes through after lodging, whatever the verb: state, event, clocks, papers, audit, notices."""

from dataclasses import dataclass
from typing import Any, Final

from liaison.complaints import notices
from liaison.complaints.models import Complaint, ComplaintEvent, Status
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules.relations import COMPLAINANT, OFFICIAL, SYSTEM
from liaison.complaints.rules.steps import REPLIES, step_of
from liaison.complaints.services import clocks, papers
from liaison.complaints.services.telling import telling_of
from liaison.core import clock
from liaison.core.sides import Actor
from liaison.store import audit
from liaison.store.base import db


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form of a verb held; "" and empty where it has no such field. `people` are user ids.

    `respondent_id`: a person of the roster; `months`: how long a suspension lasts.
    """

    text: str = ""
    finding: str = ""
    measure: str = ""
    satisfaction: int | None = None
    people: tuple[int, ...] = ()
    reference: str = ""
    respondent_id: int | None = None
    months: int | None = None


NOTHING: Final = Filled()


def finish(
    verb: str, complaint: Complaint, mine: frozenset[str], by: Actor | None, filled: Filled = NOTHING
) -> ComplaintEvent:
    """What every verb has in common: the state of the table, event, clocks, papers, audit entry, notices.

    `mine`: who the person was to the complaint when the verb was begun.
    """
    row, step = rules.MOVES[complaint.direction][verb], step_of(complaint.direction, verb)
    before = "" if verb in {"lodge", "enter"} else complaint.status
    part = next((word for word in sorted(row.relations & mine)), COMPLAINANT if verb == "lodge" else SYSTEM)
    complaint.status = Status(row.target or complaint.status)
    now = clock.now()
    for column, verbs in MOMENTS.items():
        if verb in verbs:
            setattr(complaint, column, now)
    is_official = bool(mine & OFFICIAL)
    event = ComplaintEvent(
        complaint_id=complaint.id,
        verb=verb,
        at=now,
        side=by.side if by is not None and is_official else None,
        part=part,
        round=complaint.round,
        text=filled.text,
        data={name: value for name in ("finding", "measure", "months") if (value := getattr(filled, name))},
    )
    db.session.add(event)
    db.session.flush()
    clocks.apply(complaint, step)
    if complaint.status in rules.ENDED:
        clocks.end_all(complaint)
    for sort in step.papers:
        if sort.value == "outcome" and not complaint.is_notified:
            continue
        papers.issue(complaint, sort, telling_of(complaint, sort, filled.text))
    detail: dict[str, Any] = {"before": before, "after": complaint.status, "part": part}
    # Who complains and who is complained of stand in no open row: their entries name the part alone.
    audit.record(row.action, complaint, by if is_official else None, **detail)
    notices.send(complaint, step.told, by)
    return event


MOMENTS: Final = {
    "transferred_at": {"transfer", "vet"},
    "notified_at": {"notify"},
    "replied_at": REPLIES,
    "closed_at": {"close", "decline", "guide", "withdraw", "drop"},
}
"""Verb by column: when the other side, the person complained of, the complainant learned; when it ended."""
