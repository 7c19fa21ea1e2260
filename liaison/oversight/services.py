"""The verbs of oversight: ask for a check or a backup, send a mail again, try a job again or take it back."""

from collections.abc import Collection
from typing import Final

from flask import current_app
from sqlalchemy import delete, select

from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.oversight import rules
from liaison.store import audit, backup_runs, jobs, purges, unit
from liaison.store.base import db
from liaison.store.jobs import Job, JobStatus
from liaison.store.outbox import SECRET_PLACE, Delivery, OutboxMessage

MAIL: Final = "mail"


def ask_for_check(by: Actor) -> None:
    """Have the worker verify the whole chain; the page shows what it found."""
    job = jobs.enqueue(rules.VERIFY, by)
    audit.record("trail.check_requested", None, by, job=job.id)


def ask_for_backup(by: Actor) -> None:
    """Have the worker make a backup now, as it does every day."""
    job = jobs.enqueue(backup_runs.CREATE, by)
    audit.record("backup.requested", None, by, job=job.id)


def resend(message: OutboxMessage, by: Actor) -> None:
    """Queue a mail again that was given up. Raises RuleBroken where it was not, or its link is gone."""
    refuse(rules.why_not_resend(message.status, had_secret=SECRET_PLACE in message.body))
    message.status, message.attempts, message.error, message.tried_at = Delivery.QUEUED, 0, "", None
    audit.record("mail.requeued", message, by)
    unit.after_commit(jobs.wake)


def retry(job: Job, by: Actor) -> None:
    """Try a failed job again from the beginning. Raises RuleBroken where it did not fail."""
    refuse(rules.why_not_retry(job.status))
    job.status, job.attempts, job.error = JobStatus.QUEUED, 0, ""
    job.heard_at = job.finished_at = None
    audit.record("job.retried", None, by, kind=job.kind, job=job.id)
    send, job_id = current_app.extensions[jobs.SENDER], job.id
    unit.after_commit(lambda: send(job_id))


def cancel(job: Job, by: Actor) -> None:
    """Take a job back that has not ended. Raises RuleBroken where it has."""
    is_cancelled = jobs.cancel(job)
    refuse(None if is_cancelled else rules.why_not_cancel(JobStatus.DONE))
    audit.record("job.cancelled", None, by, kind=job.kind, job=job.id)


def note_export(by: Actor, rows: int, filters: dict[str, str]) -> None:
    """Record that somebody took the trail along: who reads it is on record too."""
    used = sorted(name for name, value in filters.items() if value and name not in {"format", "lang"})
    with unit.independent() as session:
        audit.record("trail.exported", None, by, session=session, rows=rows, filters=used)


def purge_mail(ids: Collection[int], _by: Actor | None) -> None:
    """Delete mails for good. The ledger knows one by number and second, since a number may come again."""
    for message in db.session.scalars(select(OutboxMessage).where(OutboxMessage.id.in_(ids))):
        purges.note(MAIL, f"{message.id}@{message.queued_at:%Y%m%d%H%M%S}")
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.id.in_(ids)))


def erase_mail(key: str) -> None:
    """Delete a mail that an older backup brought back."""
    number, _, second = key.partition("@")
    message = db.session.get(OutboxMessage, int(number))
    if message is not None and f"{message.queued_at:%Y%m%d%H%M%S}" == second:
        db.session.delete(message)
