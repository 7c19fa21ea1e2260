"""What every verb of opinions ends with: the state that the table gives, the timeline, the audit entry, the mails."""

from collections.abc import Mapping
from typing import Any

from liaison.core import clock
from liaison.core.sides import Actor
from liaison.opinions import notices, rules
from liaison.opinions.models import Opinion, OpinionEvent, OpinionStatus
from liaison.store import audit
from liaison.store.base import db


def moved(
    opinion: Opinion,
    verb: str,
    by: Actor | None,
    note: str = "",
    *,
    changed: Mapping[str, str] | None = None,
    is_quiet: bool = False,
    **detail: Any,
) -> Opinion:
    """Set the state that the table gives, with timeline, audit entry and mails; `detail` holds none of its text.

    `by` None is the system. A proposer whose name is withheld is "proposer" in the trail, without a number: the trail
    is read by people of neither side.
    """
    step = rules.MOVES[verb]
    before = opinion.status if opinion.id is not None else ""
    opinion.status = OpinionStatus(step.target or opinion.status)
    event = OpinionEvent(
        opinion=opinion, verb=verb, at=clock.now(), side=by.side if by else None, note=note, before=dict(changed or {})
    )
    db.session.add(event)
    db.session.flush()
    is_hidden = by is not None and opinion.is_name_withheld and by.id == opinion.proposer_user_id
    if is_hidden:
        detail["acted_as"] = rules.PROPOSER
    audit.record(step.action, opinion, None if is_hidden else by, before=before, after=opinion.status, **detail)
    if not is_quiet:
        notices.send(event, opinion, by)
    return opinion
