"""What a complaint came from, and what the thing it came from shows of it: only to whoever may know of both."""

from collections.abc import Collection, Mapping

from liaison.complaints.models import STATUS_TONES, Direction
from liaison.complaints.projections.complaint import identity_for, row_as_seen_by
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries.standing import standing_of
from liaison.complaints.rules import moves
from liaison.core.declaration import Card
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import links
from liaison.store.links import LinkKind
from liaison.web.frame import features

KIND = "complaint"


def cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """The cards of those complaints of which the person may know who complains: the thing beside it may tell that."""
    who, found = standing_of(user), {}
    for complaint in queries.find_visible(user, ids):
        if identity_for(who, complaint) is None:
            continue
        row = row_as_seen_by(who, complaint)
        found[complaint.id] = Card(
            kind=KIND,
            id=complaint.id,
            number=row.reference,
            title=row.category,
            url=f"/complaints/{complaint.id}",
            state_label=row.status_label,
            tone=STATUS_TONES[complaint.status],
            side=complaint.side,
            lines=((N_("收到日期"), row.received_on.isoformat()),),
        )
    return found


def origins_of(user: Actor, complaint_id: int) -> list[Card]:
    """What a complaint came from, for whoever may know who complains and may see that thing."""
    if complaint_id not in cards(user, [complaint_id]):
        return []
    tied = links.tied_to(KIND, [complaint_id], LinkKind.RAISED_FROM).get(complaint_id, [])
    found = (features().card(user, kind, id) for kind, id in tied)
    return [card for card in found if card is not None]


def may_enter(user: Actor) -> bool:
    """Whether somebody types in what came by letter, telephone or visit."""
    who = standing_of(user)
    return any(moves.lodging_refusal(who, direction, "enter") is None for direction in Direction)
