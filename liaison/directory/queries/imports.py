"""Selects of uploaded rosters."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.directory.models import RosterImport
from liaison.store.base import db
from liaison.store.held_imports import ImportStatus


def get_visible(user: Actor, id: int) -> RosterImport:
    """The own upload of that number, with its file. Raises NotFound: another's is nobody else's business."""
    statement = select(RosterImport).options(joinedload(RosterImport.file))
    held = db.session.scalar(statement.where(RosterImport.id == id, RosterImport.uploaded_by_id == user.id))
    if held is None:
        raise NotFound
    return held


def latest_of(user: Actor, most: int) -> list[RosterImport]:
    """The own uploads, newest first."""
    statement = select(RosterImport).where(RosterImport.uploaded_by_id == user.id)
    return list(db.session.scalars(statement.order_by(RosterImport.id.desc()).limit(most)))


def held_before(moment: datetime) -> list[RosterImport]:
    """Uploads that wait for their confirmation since before that moment."""
    statement = select(RosterImport).options(joinedload(RosterImport.file))
    waiting = (RosterImport.status == ImportStatus.PREVIEWED) & (RosterImport.uploaded_at < moment)
    return list(db.session.scalars(statement.where(waiting).order_by(RosterImport.id)))
