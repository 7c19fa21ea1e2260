"""Resolutions that name somebody who leaves as the one who carries them out."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from liaison.conferences.models import Resolution, ResolutionEvent
from liaison.conferences.models.resolutions import UNSETTLED
from liaison.core import clock
from liaison.core.handing_over import Holding
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.store import audit
from liaison.store.base import db


def ids(leaver: Actor, _by: Actor) -> Sequence[int]:
    """Those that are not settled."""
    return [resolution.id for resolution in _open_of(leaver)]


def why_not(successor: Actor) -> Refusal | None:
    """A resolution names somebody of the roster."""
    return None if successor.person_id else Refusal(N_("接手人没有对应名册中的人员，不能作议定事项的责任人。"))


def hand_over(leaver: Actor, successor: Actor, by: Actor, reason: str) -> None:
    """The successor is named instead, and the timeline says so; the lead unit stays."""
    if successor.person_id is None:
        return
    for resolution in _open_of(leaver):
        before = resolution.person
        resolution.person, resolution.person_id = successor.name, successor.person_id
        facts = {"person_before": before, "person": successor.name}
        resolution.events.append(
            ResolutionEvent(verb="reassign", at=clock.now(), by_id=by.id, by=by.name, note=reason, facts=facts)
        )
        audit.record("resolution.handed_over", resolution, by)


def _open_of(leaver: Actor) -> Sequence[Resolution]:
    if leaver.person_id is None:
        return []
    named = select(Resolution).where(Resolution.person_id == leaver.person_id, Resolution.status.in_(UNSETTLED))
    return db.session.scalars(named.order_by(Resolution.id)).all()


HOLDING: Final = Holding(N_("未办结的议定事项"), ids, hand_over, why_not, card="resolution")
