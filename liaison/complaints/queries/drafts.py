"""Drafts of complaints, found by the keyed hash of their writer."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from liaison.complaints.models import ComplaintDraft
from liaison.complaints.queries.standing import standing_of
from liaison.core import clock
from liaison.core.sides import Actor
from liaison.store.base import db
from liaison.web.frame import features

KEPT = timedelta(days=30)


def find(user_key: str) -> ComplaintDraft | None:
    """The draft of this key, if there is one."""
    return db.session.scalar(select(ComplaintDraft).where(ComplaintDraft.user_key == user_key))


def values_of(user: Actor) -> dict[str, Any]:
    """What somebody has filled in so far; person and body as the roster has them, if they were merged since."""
    draft = find(standing_of(user).user_key)
    found: dict[str, Any] = json.loads(draft.words) if draft else {}
    for name, offer in (("body_id", "unit_now"), ("respondent_id", "person_now")):
        if found.get(name):
            found[name] = str(features().offer(offer)(int(found[name])))
    return found


def forgotten() -> Sequence[ComplaintDraft]:
    """Drafts not touched for a month."""
    return db.session.scalars(select(ComplaintDraft).where(ComplaintDraft.saved_on < clock.today() - KEPT)).all()
