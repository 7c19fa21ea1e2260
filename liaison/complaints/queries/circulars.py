"""Circulars that somebody may see, and the closed complaints that one may tell of."""

import json
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import selectinload

from liaison.complaints.models import Complaint, Finding, Status
from liaison.complaints.models.circulars import Circular, CircularItem, CircularStatus
from liaison.complaints.queries import complaints
from liaison.complaints.queries.standing import standing_of
from liaison.complaints.rules.circulars import SHOWN_TO_ALL, SHOWN_TO_PEER
from liaison.complaints.rules.relations import Standing
from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role
from liaison.store.base import db

TOLD_WITHIN = timedelta(days=3 * 365)
MOST_OFFERED = 60
ORDER: dict[str, Sequence[ColumnElement[Any]]] = {"drafted": (Circular.drafted_at, Circular.id)}  # type: ignore[dict-item]
NEWEST = "-drafted"
OFFICES = frozenset({Role.OFFICER, Role.HEAD_OF_SUPERVISION})


def visible_as(who: Standing) -> ColumnElement[bool]:
    """What somebody may know of: the twin of `rules.circulars.circular_relations`."""
    if who.side is None and not who.has(Role.OBSERVER):
        return false()
    is_shown = Circular.status.in_(sorted(SHOWN_TO_ALL))
    if who.side is None or not who.roles & OFFICES:
        return is_shown
    is_reached = or_(Circular.side == who.side, Circular.status.in_(sorted(SHOWN_TO_PEER)))
    hidden = exists().where(
        CircularItem.circular_id == Circular.id,
        CircularItem.complaint_id == Complaint.id,
        complaints.keeps_away(who),
    )
    return or_(is_shown, and_(is_reached, ~hidden))


def get(user: Actor, id: int) -> Circular:
    """One that the person may know of. Raises NotFound."""
    found = db.session.scalar(select(Circular).where(Circular.id == id, visible_as(standing_of(user))))
    if found is None:
        raise NotFound
    return found


def hold(circular: Circular) -> None:
    """Lock a circular until the transaction ends, and read it anew."""
    db.session.refresh(circular, with_for_update={"of": Circular})


def listed(user: Actor) -> Select[Circular]:
    """The circulars of a list."""
    return select(Circular).where(visible_as(standing_of(user)))


def told_by(circular: Circular) -> Sequence[Complaint]:
    """The complaints that a circular tells of, as far as they are still kept."""
    return told_by_each([circular])[circular.id]


def offered(user: Actor) -> Sequence[Complaint]:
    """Closed complaints of which this person's office may draft a circular, the newest first."""
    who = standing_of(user)
    told = (
        Complaint.status == Status.CLOSED,
        Complaint.transferred_at.is_not(None),
        Complaint.finding.is_not(None),
        Complaint.finding != Finding.OUT_OF_SCOPE,
        Complaint.closed_at >= clock.now() - TOLD_WITHIN,
        complaints.visible_as(who),
        ~complaints.keeps_away(who),
    )
    return db.session.scalars(
        select(Complaint).where(*told).order_by(Complaint.closed_at.desc(), Complaint.id).limit(MOST_OFFERED)
    ).all()


def told_by_each(circulars: Collection[Circular]) -> dict[int, list[Complaint]]:
    """The same for several circulars, by id; one statement."""
    told = {one.id: _told_ids(one) for one in circulars}
    ids = {id for those in told.values() for id in those}
    rows = db.session.scalars(select(Complaint).where(Complaint.id.in_(ids))).all() if ids else ()
    known = {complaint.id: complaint for complaint in rows}
    return {id: [known[each] for each in those if each in known] for id, those in told.items()}


def _told_ids(circular: Circular) -> list[int]:
    return json.loads(circular.origin) if circular.origin else [item.complaint_id for item in circular.items]


def chosen(user: Actor, ids: Collection[int]) -> list[Complaint]:
    """Those of the offered complaints, in their order; any other id raises NotFound."""
    known = {complaint.id: complaint for complaint in offered(user)}
    if not set(ids) <= known.keys():
        raise NotFound
    return [complaint for id, complaint in known.items() if id in ids]


def waiting(user: Actor) -> Sequence[Circular]:
    """Those that wait for a signature or to be published and that the person may see."""
    states = (CircularStatus.PROPOSED, CircularStatus.HALF_SIGNED, CircularStatus.SIGNED)
    found = listed(user).where(Circular.status.in_(states)).options(selectinload(Circular.items))
    return db.session.scalars(found.order_by(Circular.id)).all()


def published_papers(user: Actor) -> Select[int | None]:
    """The ids of the papers of published circulars, for the archive."""
    shown = user.side is not None or user.has(Role.OBSERVER)
    is_shown = Circular.status.in_(sorted(SHOWN_TO_ALL)) if shown else false()
    return select(Circular.paper_id).where(is_shown, Circular.paper_id.is_not(None))


def paper_origin(paper_id: int) -> tuple[str, int]:
    """The circular that a paper is of, as kind and id of its card."""
    return "complaint_circular", db.session.scalars(select(Circular.id).where(Circular.paper_id == paper_id)).one()


def find_many(ids: Collection[int]) -> Sequence[Circular]:
    """These circulars, where they are published: cards are for everybody."""
    shown = Circular.status.in_(sorted(SHOWN_TO_ALL))
    return db.session.scalars(select(Circular).where(Circular.id.in_(ids), shown)).all()
