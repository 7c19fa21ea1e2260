"""Work that takes long: a row is the truth, the queue carries its id, a sweep sends again what got lost."""

import errno
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from flask import current_app
from huey.constants import EmptyData
from sqlalchemy import JSON, ColumnElement, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core import clock
from liaison.core.errors import LiaisonError, RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import unit
from liaison.store.base import Base, UTCDateTime, Word, db

SILENT = timedelta(minutes=5)
"""How long nobody speaks of a job before it is tried again: its worker died, or its last attempt failed."""
ATTEMPTS = 3
ERROR_LENGTH = 200
SENDER = "liaison.send_job"
HANDLERS = "liaison.job_handlers"
MAILER = "liaison.mailer"
BOARD = "liaison.board"
DISK_FULL = N_("磁盘空间不足，文件没有保存。请联系管理员清理磁盘后重试。")

log = logging.getLogger(__name__)


class JobStatus(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)


class JobCancelled(Exception):
    """Raised inside a handler when somebody took the job back: it stops where it is and leaves nothing behind."""


class Job(Base):
    """One piece of work. `arguments` holds ids only, never personal text."""

    __tablename__ = "job"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, int | str]] = mapped_column(JSON)
    status: Mapped[JobStatus] = mapped_column(Word(JobStatus), default=JobStatus.QUEUED, index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(ERROR_LENGTH), default="")
    requested_by: Mapped[int | None]
    queued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    heard_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


Handler = Callable[[Job], None]


def enqueue(kind: str, by: Actor | None, **arguments: int | str) -> Job:
    """Add a job in the caller's transaction; the queue hears of it after the commit.

    `kind` names a handler that a feature declares; `arguments` are ids.
    """
    job = Job(
        id=secrets.token_hex(16),
        kind=kind,
        arguments=arguments,
        requested_by=by.id if by else None,
        queued_at=clock.now(),
    )
    db.session.add(job)
    send, job_id = current_app.extensions[SENDER], job.id
    unit.after_commit(lambda: send(job_id))
    return job


def wake() -> None:
    """Tell the worker that mail waits in the outbox."""
    current_app.extensions[SENDER]("")


def run(job_id: str) -> None:
    """Run one job unless it is done or another worker has it; a handler keeps its own transactions.

    A failure is kept in the row; after three attempts the job stays failed, one that kills its worker too. A broken
    rule is final at once.
    """
    with unit.transaction():
        job = _claim(job_id)
    if job is None:
        return
    try:
        current_app.extensions[HANDLERS][job.kind](job)
    except JobCancelled:
        db.session.rollback()
    except Exception as error:
        log.exception("job %s (%s) failed", job.id, job.kind)
        db.session.rollback()
        # What is against a rule will be so the next time too.
        is_final = isinstance(error, RuleBroken) or job.attempts >= ATTEMPTS
        status = JobStatus.FAILED if is_final else JobStatus.QUEUED
        with unit.transaction():
            _settle(job, status, _in_words(error))
    else:
        with unit.transaction():
            _settle(job, JobStatus.DONE)


def _in_words(error: Exception) -> str:
    """What the page of the job may say: our own sentence, of anything else only its kind."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DISK_FULL
    return str(error)[:ERROR_LENGTH] if isinstance(error, LiaisonError) else type(error).__name__


def progress(job: Job, done: int, total: int) -> None:
    """Say how far a running job is; also what keeps the sweep from taking it for dead.

    Raises JobCancelled when somebody took the job back.
    """
    step = update(Job).where(Job.id == job.id, Job.status == JobStatus.RUNNING)
    with unit.independent() as session:
        told = session.execute(step.values(done=done, total=total, heard_at=clock.now()).returning(Job.id)).first()
    if told is None:
        raise JobCancelled


def tell(job: Job, done: int, total: int) -> None:
    """Say how far a job is from inside its one long transaction: on SQLite nobody else writes while it lasts.

    So it stands in the store of the queue, which is a database of its own, until `hush`.
    """
    current_app.extensions[BOARD].put_data(_sign(job), f"{done} {total}".encode())


def told(job: Job) -> tuple[int, int]:
    """How far a job is, by whichever way it was said last: (done, of how many)."""
    sign = current_app.extensions[BOARD].peek_data(_sign(job))
    if sign is EmptyData:
        return job.done, job.total
    done, total = sign.split()
    return int(done), int(total)


def hush(job: Job) -> None:
    """Take the sign of a job away: its row tells the rest."""
    current_app.extensions[BOARD].pop_data(_sign(job))


def _sign(job: Job) -> str:
    return f"job:{job.id}"


def cancel(job: Job) -> bool:
    """Take a job back in the caller's transaction; False when it had ended already. A running one stops soon after."""
    step = update(Job).where(Job.id == job.id, Job.status.in_(OPEN))
    values = {"status": JobStatus.CANCELLED, "finished_at": clock.now()}
    return db.session.execute(step.values(values).returning(Job.id)).first() is not None


def sweep() -> list[str]:
    """The ids of jobs that nobody works on: never sent, or silent for five minutes."""
    ids = list(db.session.scalars(select(Job.id).where(_is_waiting()).order_by(Job.queued_at)))
    db.session.rollback()
    return ids


def _is_waiting() -> ColumnElement[bool]:
    is_silent = Job.heard_at.is_(None) | (Job.heard_at < clock.now() - SILENT)
    return Job.status.in_(OPEN) & is_silent


def _claim(job_id: str) -> Job | None:
    claim = (
        update(Job)
        .where(Job.id == job_id, _is_waiting())
        .values(status=JobStatus.RUNNING, attempts=Job.attempts + 1, heard_at=clock.now())
        .returning(Job)
    )
    job = db.session.scalars(claim).one_or_none()
    if job is None:
        return None
    db.session.expunge(job)
    if job.attempts > ATTEMPTS:
        _settle(job, JobStatus.FAILED, job.error or "WorkerDied")
        return None
    return job


def _settle(job: Job, status: JobStatus, error: str = "") -> None:
    """Write down how an attempt ended, unless a later attempt has the job by now or somebody took it back."""
    finished_at = None if status is JobStatus.QUEUED else clock.now()
    mine = (Job.id == job.id) & (Job.attempts == job.attempts) & (Job.status == JobStatus.RUNNING)
    values = {"status": status, "error": error, "heard_at": clock.now(), "finished_at": finished_at}
    db.session.execute(update(Job).where(mine).values(**values))
