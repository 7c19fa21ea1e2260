"""The verbs: set how long, ask for a purge, confirm or withdraw it, and take the records away."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from liaison.core import clock
from liaison.core.declaration import Retaining
from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.retention import queries, rules
from liaison.retention.models import PurgeRun, RunStatus
from liaison.retention.rules import DryRun
from liaison.store import audit, jobs, retention, unit
from liaison.store.base import db, ensure_row, expect_version
from liaison.store.jobs import Job
from liaison.store.remembered import forget
from liaison.store.retention import Keeping, LegalHold
from liaison.store.users import User
from liaison.web.frame import features

PURGE: Final = "retention.purge"
AT_ONCE: Final = 100
Kinds = Mapping[str, Retaining]


def dry_run(kind: str, retaining: Retaining, today: date) -> DryRun:
    """What a purge of today would take away, less what is held; changes nothing."""
    days = retention.days(kind, retaining.first_days)
    before = rules.first_kept(today, days)
    return rules.without_held(retaining.due(before), retention.held(kind), days, before)


def amend(kind: str, retaining: Retaining, days: int, reason: str, *, by: Actor, seen: int) -> None:
    """Set how many days a kind is kept. `seen`: the number on the page. Raises Stale, or RuleBroken on `days`."""
    ensure_row(db.session(), Keeping, kind=kind, days=retaining.first_days, version=1, reason="", amended_by="")
    row = queries.get_keeping(kind)
    if seen != row.days:
        raise Stale(theirs={N_("天数"): str(row.days)}, yours={N_("天数"): str(days)})
    if not retaining.lowest_days <= days <= rules.LONGEST:
        raise RuleBroken(
            N_("请填写%(lowest)s至%(highest)s的整数。"),
            field="days",
            lowest=retaining.lowest_days,
            highest=rules.LONGEST,
        )
    if days == row.days:
        raise RuleBroken(N_("内容没有改动。"), field="days")
    old, row.days, row.reason, row.amended_by = row.days, days, reason, by.name
    db.session.flush()
    forget()
    audit.record("keeping.amended", row, by, kind=kind, old=old, new=days)


def hold(kinds: Kinds, kind: str, number: str, reason: str, by: Actor) -> LegalHold:
    """Hold one record by what its pages call it. Raises RuleBroken on `kind`, `number` or `reason`."""
    find = kinds[kind].find if kind in kinds else None
    if find is None:
        raise RuleBroken(N_("请从列表中选择一项。"), field="kind")
    id = find(number)
    if id is None:
        raise RuleBroken(N_("没有这个编号的记录。"), field="number")
    return retention.hold(kind, id, reason, by)


def ask(kind: str, retaining: Retaining, reason: str, by: Actor) -> PurgeRun:
    """Ask for a purge of what is due today. Raises RuleBroken where nothing is, or one is under way."""
    dry = dry_run(kind, retaining, clock.today())
    refuse(rules.why_not_ask(dry, is_automatic=retaining.is_automatic, has_open=kind in queries.open_runs()))
    run = PurgeRun(
        kind=kind,
        days=dry.days,
        before=dry.before,
        found=dry.found,
        held=dry.held,
        reason=reason,
        status=RunStatus.ASKED,
        asked_at=clock.now(),
        asked_by_id=by.id,
        asked_by=by.name,
    )
    db.session.add(run)
    db.session.flush()
    audit.record("purge.asked", run, by, kind=kind, found=dry.found, held=dry.held, before=dry.before)
    return run


def confirm(run: PurgeRun, by: Actor, seen: int | None = None) -> None:
    """Let the worker take the records away. Raises Forbidden for the one who asked, RuleBroken, or Stale."""
    refuse(rules.why_not("confirm", by, run))
    expect_version(run, seen)
    run.status, run.decided_at, run.decided_by_id, run.decided_by = RunStatus.CONFIRMED, clock.now(), by.id, by.name
    run.job = jobs.enqueue(PURGE, by, run_id=run.id)
    audit.record("purge.confirmed", run, by, kind=run.kind)


def withdraw(run: PurgeRun, by: Actor, seen: int | None = None) -> None:
    """Take the wish back, or refuse it. Raises Forbidden, RuleBroken, or Stale."""
    refuse(rules.why_not("withdraw", by, run))
    expect_version(run, seen)
    run.status, run.decided_at, run.decided_by_id, run.decided_by = RunStatus.WITHDRAWN, clock.now(), by.id, by.name
    audit.record("purge.withdrawn", run, by, kind=run.kind)


def purge(job: Job) -> None:
    """The job behind a confirmed purge. Killed half-way it goes on where it was: what is gone is not due again."""
    run = db.session.get_one(PurgeRun, int(job.arguments["run_id"]))
    run_id, kind, before, retaining = run.id, run.kind, run.before, features().retains[run.kind]
    by_id = run.decided_by_id
    ids = rules.without_held(retaining.due(before), retention.held(kind), run.days, before).ids
    db.session.rollback()
    for place in range(0, len(ids), AT_ONCE):
        batch = ids[place : place + AT_ONCE]
        with unit.transaction():
            retaining.purge(batch, db.session.get(User, by_id))
            db.session.get_one(PurgeRun, run_id).purged += len(batch)
        jobs.progress(job, place + len(batch), len(ids))
    with unit.transaction():
        run = db.session.get_one(PurgeRun, run_id)
        if run.status is RunStatus.CONFIRMED:
            run.status, run.done_at = RunStatus.DONE, clock.now()
            audit.record("purge.done", run, db.session.get(User, by_id), kind=kind, purged=run.purged)


def purge_automatic() -> None:
    """What goes by itself when its time is over; called every night, safe to run twice."""
    for kind, retaining in features().retains.items():
        if retaining.is_automatic:
            ids = dry_run(kind, retaining, clock.today()).ids
            if ids:
                retaining.purge(ids, None)
                audit.record("purge.done", None, None, kind=kind, purged=len(ids))
