"""Selects for old ledgers: which conferences and resolutions are there, and what stands on them."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from liaison.conferences.models import (
    AgendaItem,
    ArchivedMinutes,
    CarriedResolution,
    Conference,
    ConferenceKind,
    ItemKind,
    Resolution,
)
from liaison.store.base import db


def held_days() -> dict[tuple[ConferenceKind, int], date]:
    """Every conference by kind and ordinal, with its day."""
    rows = db.session.execute(select(Conference.kind, Conference.ordinal, Conference.held_on))
    return {(kind, ordinal): held_on for kind, ordinal, held_on in rows if ordinal is not None}


def old_ones() -> Sequence[Conference]:
    """The conferences from before this installation, in the order of their days."""
    is_old = Conference.is_from_archive.is_(True)
    return db.session.scalars(select(Conference).where(is_old).order_by(Conference.held_on, Conference.id)).all()


def with_all(ids: Collection[int]) -> Sequence[Conference]:
    """These conferences, each with what may have come to stand on it, read anew."""
    old = joinedload(Conference.archived).selectinload(ArchivedMinutes.corrections)
    rest = (Conference.items, Conference.resolutions, Conference.attendances, Conference.revisions,
            Conference.reopenings)  # fmt: skip
    statement = select(Conference).where(Conference.id.in_(ids)).options(old, *(selectinload(one) for one in rest))
    fresh = statement.order_by(Conference.id).execution_options(populate_existing=True)
    return db.session.scalars(fresh).all()


def highest_ordinal(kind: ConferenceKind) -> int:
    """The highest running number of a kind, 0 where there is none."""
    return db.session.scalar(select(func.max(Conference.ordinal)).where(Conference.kind == kind)) or 0


def opinions_item(conference_id: int) -> AgendaItem | None:
    """The item of a conference that has its opinions."""
    wanted = (AgendaItem.conference_id == conference_id) & (AgendaItem.kind == ItemKind.OPINIONS)
    return db.session.scalar(select(AgendaItem).where(wanted))


def texts_of(conference_ids: Collection[int]) -> set[tuple[int, str]]:
    """What was resolved at these conferences: what a ledger may not enter twice."""
    rows = db.session.execute(
        select(Resolution.conference_id, Resolution.text).where(Resolution.conference_id.in_(conference_ids))
    )
    return {(id, text) for id, text in rows}


def resolutions(ids: Collection[int]) -> Sequence[Resolution]:
    """These resolutions, each with what happened to it."""
    rest = selectinload(Resolution.events), selectinload(Resolution.milestones), selectinload(Resolution.joint_units)
    return db.session.scalars(select(Resolution).where(Resolution.id.in_(ids)).options(*rest)).all()


def carried(ids: Collection[int]) -> frozenset[int]:
    """Those of these resolutions that a later conference had in its ledger."""
    wanted = CarriedResolution.resolution_id.in_(ids)
    return frozenset(db.session.scalars(select(CarriedResolution.resolution_id).where(wanted)))
