"""Selects of what the worker does: mail, jobs, backups."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, func, select

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.text import like_escape
from liaison.store.backup_runs import BackupRun, RunKind
from liaison.store.base import db
from liaison.store.jobs import OPEN, Job, JobStatus
from liaison.store.outbox import Delivery, OutboxMessage

MAIL_ORDER: Final[dict[str, Sequence[Any]]] = {"queued_at": (OutboxMessage.queued_at, OutboxMessage.id)}
JOB_ORDER: Final[dict[str, Sequence[Any]]] = {"queued_at": (Job.queued_at, Job.id)}
RUN_ORDER: Final[dict[str, Sequence[Any]]] = {"at": (BackupRun.at, BackupRun.id)}
NEWEST: Final = "-queued_at"
NEWEST_RUN: Final = "-at"


def messages(*, q: str = "", status: str = "", kind: str = "") -> Select[OutboxMessage]:
    """Mail by words of its subject, by state, and by the occasion that its key begins with."""
    statement = select(OutboxMessage)
    if q:
        statement = statement.where(OutboxMessage.subject.ilike(f"%{like_escape(q)}%", escape="\\"))
    if status:
        statement = statement.where(OutboxMessage.status.in_([word for word in Delivery if word == status]))
    if kind:
        statement = statement.where(OutboxMessage.key.like(f"{like_escape(kind)}:%", escape="\\"))
    return statement


def jobs(*, q: str = "", status: str = "", kind: str = "") -> Select[Job]:
    """Jobs by words of their kind, by state, by kind."""
    statement = select(Job)
    if q:
        statement = statement.where(Job.kind.ilike(f"%{like_escape(q)}%", escape="\\"))
    if status:
        statement = statement.where(Job.status.in_([word for word in JobStatus if word == status]))
    if kind:
        statement = statement.where(Job.kind == kind)
    return statement


def runs(*, q: str = "", kind: str = "") -> Select[BackupRun]:
    """What was done with backups, by words of the file's name and by what it was."""
    statement = select(BackupRun)
    if q:
        statement = statement.where(BackupRun.name.ilike(f"%{like_escape(q)}%", escape="\\"))
    if kind:
        statement = statement.where(BackupRun.kind.in_([word for word in RunKind if word == kind]))
    return statement


def job_kinds() -> list[str]:
    """Every kind of job there is, for the filter."""
    return list(db.session.scalars(select(Job.kind).distinct().order_by(Job.kind)))


def get_message(id: int) -> OutboxMessage:
    """A mail. Raises NotFound."""
    return _found(db.session.get(OutboxMessage, id))


def get_job(id: str) -> Job:
    """A job. Raises NotFound."""
    return _found(db.session.get(Job, id))


def open_jobs() -> tuple[int, datetime | None]:
    """How many jobs are not done, and since when the oldest of those nobody has begun waits."""
    count = db.session.scalar(select(func.count()).select_from(Job).where(Job.status.in_(OPEN))) or 0
    waiting = select(func.min(Job.queued_at)).where(Job.status == JobStatus.QUEUED, Job.heard_at.is_(None))
    return count, db.session.scalar(waiting)


def failed_mail() -> int:
    """How many mails were given up."""
    failed = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.status == Delivery.FAILED)
    return db.session.scalar(failed) or 0


def settled_before(day: date) -> list[int]:
    """The ids of mails that were queued before a day and will not be tried again."""
    is_open = OutboxMessage.status.in_((Delivery.QUEUED, Delivery.SENDING))
    statement = select(OutboxMessage.id).where(OutboxMessage.queued_at < clock.midnight(day), ~is_open)
    return list(db.session.scalars(statement.order_by(OutboxMessage.id)))


def _found(thing: Any) -> Any:
    if thing is None:
        raise NotFound
    return thing
