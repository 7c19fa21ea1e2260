"""What is due of old ledgers: the job that makes one, and forgetting those that nobody confirmed."""

from functools import partial

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.ledgers import queries
from liaison.ledgers.services import imports, reading
from liaison.store import files, jobs, unit
from liaison.store.base import db
from liaison.store.held_imports import ImportStatus
from liaison.store.jobs import Job
from liaison.store.users import User


def make(job: Job) -> None:
    """Make what a workbook holds, in one transaction: all of it, or nothing. Run again it finds it made."""
    held = queries.get(int(job.arguments["id"]))
    if held.status is not ImportStatus.PREVIEWED or held.file is None:
        return
    by = db.session.get_one(User, job.requested_by)
    brought = [(one.file.name, files.read(one.file)) for one in held.files]
    plan = reading.plan_of(files.read(held.file), brought, by)
    if plan.faults:
        raise RuleBroken(N_("您核对之后系统中的记录有了变动，本次没有导入。请按最新的核对结果处理。"))
    jobs.progress(job, 0, plan.total)
    db.session.rollback()
    try:
        with unit.transaction():
            imports.carry_out(queries.get(int(job.arguments["id"])), plan, by, partial(jobs.tell, job))
    finally:
        jobs.hush(job)
    jobs.progress(job, plan.total, plan.total)
