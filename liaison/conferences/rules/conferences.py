"""Whether a verb is open on a conference as it is now: its state, who asks, and what is still missing for it."""

from liaison.conferences.models import Conference, Presence
from liaison.conferences.rules import minutes
from liaison.conferences.rules.agenda import SYSTEM_ITEMS
from liaison.conferences.rules.moves import ATTENDEE, MOVES
from liaison.conferences.rules.standing import relations, was_there
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Refusal
from liaison.core.sides import Actor


def why_not(verb: str, user: Actor, conference: Conference | None) -> Refusal | None:
    """Why somebody may not do this to the conference as it is now; None when they may."""
    status = conference.status if conference is not None else BEGINNING
    refusal = MOVES.why_not(verb, status, relations_for(verb, user, conference))
    if refusal is None and conference is not None and verb in CONDITIONS:
        refusal = CONDITIONS[verb](conference, user)
    return refusal


def relations_for(verb: str, user: Actor, conference: Conference | None) -> frozenset[str]:
    """Who was there is asked only where it counts: it reads the list of those invited."""
    who = relations(user, conference)
    is_asked = conference is not None and ATTENDEE in MOVES[verb].relations
    return who | {ATTENDEE} if is_asked and conference and was_there(user, conference) else who


def _why_not_announce(conference: Conference, _user: Actor) -> Refusal | None:
    if all(item.kind in SYSTEM_ITEMS for item in conference.items):
        return Refusal(N_("议程中还没有议题，不能发出通知。"))
    if not conference.attendances:
        return Refusal(N_("还没有登记参会人员，不能发出通知。"))
    return None


def _why_not_conclude(conference: Conference, _user: Actor) -> Refusal | None:
    """A conference is not held while an item has no outcome, or a resolution no owner or date."""
    for item in conference.items:
        if not item.outcome.strip():
            return Refusal(N_("议题“%(title)s”还没有填写结果。"), {"title": item.title})
    for resolution in conference.resolutions:
        if not resolution.lead_name or resolution.due_on is None:
            return Refusal(N_("第 %(n)s 项议定事项缺少主办单位或完成期限。"), {"n": resolution.position})
    if not any(row.presence is Presence.PRESENT for row in conference.attendances):
        return Refusal(N_("还没有登记出席人员。"))
    return None


CONDITIONS = {
    "announce": _why_not_announce,
    "conclude": _why_not_conclude,
    **minutes.CONDITIONS,
}
