"""Selects of purges and holds."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from liaison.core.declaration import Retaining
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.retention.models import PurgeRun, RunStatus
from liaison.store.base import db
from liaison.store.retention import Keeping, LegalHold
from liaison.web.frame import features

ORDER: Final[dict[str, Sequence[Any]]] = {"asked_at": (PurgeRun.asked_at, PurgeRun.id)}
NEWEST: Final = "-asked_at"
OPEN: Final = (RunStatus.ASKED, RunStatus.CONFIRMED)


def get_kind(_user: Actor, kind: str) -> tuple[str, Retaining]:
    """A kind that some feature keeps. Raises NotFound."""
    if kind not in features().retains:
        raise NotFound
    return kind, features().retains[kind]


def runs(status: str = "") -> Select[PurgeRun]:
    """All purges, or those of a state; an unknown word finds nothing."""
    statement = select(PurgeRun)
    return statement.where(PurgeRun.status.in_([word for word in RunStatus if word == status])) if status else statement


def get_run(_user: Actor, id: int) -> PurgeRun:
    """A purge with its job. Raises NotFound."""
    found = db.session.scalar(select(PurgeRun).where(PurgeRun.id == id).options(joinedload(PurgeRun.job)))
    if found is None:
        raise NotFound
    return found


def open_runs() -> dict[str, PurgeRun]:
    """The purge of each kind that is not done."""
    return {run.kind: run for run in db.session.scalars(select(PurgeRun).where(PurgeRun.status.in_(OPEN)))}


def asked_by_others(user: Actor) -> Sequence[PurgeRun]:
    """The purges that wait for this administrator's confirmation."""
    statement = select(PurgeRun).where(
        PurgeRun.status == RunStatus.ASKED, PurgeRun.asked_by_id != user.id, PurgeRun.kind.in_(features().retains)
    )
    return db.session.scalars(statement.order_by(PurgeRun.id)).all()


def holds() -> Sequence[LegalHold]:
    """All holds, those that stand first, the newest first."""
    statement = select(LegalHold).order_by(LegalHold.released_at.is_not(None), LegalHold.id.desc())
    return db.session.scalars(statement).all()


def get_hold(_user: Actor, id: int) -> LegalHold:
    """A hold. Raises NotFound."""
    found = db.session.get(LegalHold, id)
    if found is None:
        raise NotFound
    return found


def get_keeping(kind: str) -> Keeping:
    """The row of a kind, which the caller made sure of."""
    return db.session.scalars(select(Keeping).where(Keeping.kind == kind)).one()
