"""The thing of another feature that a complaint comes from: `/complaints/enter?from=<kind>-<id>`."""

from flask import request

from liaison.complaints.services.lodging import Origin
from liaison.core.drafts import ComplaintDraft
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.web.edge import LARGEST
from liaison.web.frame import features


def asked(user: Actor) -> tuple[Origin | None, ComplaintDraft | None]:
    """The thing that the address names, and what a complaint from it says to begin with; (None, None) without one.

    Raises NotFound for what gives rise to no complaint, and for a thing from which this person may raise none.
    """
    word = request.args.get("from", "")
    if not word:
        return None, None
    kind, _dash, number = word.rpartition("-")
    if not number.isdecimal() or not 0 < int(number[:11]) <= LARGEST:
        raise NotFound
    origin = Origin(kind, int(number))
    return origin, features().offer("complaint_draft")(user, origin.kind, origin.id)
