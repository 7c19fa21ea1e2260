"""Files handed in with things, through the services as the pages do it, and what the worker makes of them."""

import io

from liaison.attachments import queries
from liaison.attachments.services import handing
from liaison.attachments.tasks import prepare
from liaison.core.sides import Actor
from liaison.store import jobs, unit
from liaison.store.attachments import Attachment
from liaison.store.base import db
from liaison.web.frame import features
from tests.makers import evidence


def attach(kind: str, id: int, by: Actor, name: str = "阅卷记录.pdf", data: bytes | None = None) -> Attachment:
    """A file of a thing, in the caller's transaction."""
    holder = queries.get_holder(by, features().attaches, kind, id)
    stream = io.BytesIO(evidence.pdf() if data is None else data)
    return handing.add(holder, [handing.look_into(name, stream)], by)[0]


def work() -> None:
    """Do what the worker would: every job that waits."""
    for job_id in jobs.sweep():
        with unit.transaction():
            job = jobs._claim(job_id)
        if job is not None and job.kind == "attachments.prepare":
            prepare(job)
            with unit.transaction():
                jobs._settle(job, jobs.JobStatus.DONE)


def only() -> Attachment:
    """The one file that there is."""
    return db.session.query(Attachment).one()
