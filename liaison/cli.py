"""The commands that belong to no feature: the audit trail, timed tasks, upgrades. Errors: one line, exit status 2."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click
from flask import Flask, current_app
from flask_migrate import upgrade as migrate

from liaison.config import Settings
from liaison.core import clock
from liaison.demo.commands import demo_commands
from liaison.features import FEATURES, Installed
from liaison.store import audit, jobs, tasks
from liaison.store.base import db
from liaison.web.commands import CommandFailed, Commands
from liaison.web.health import schema_state

SETTINGS = "liaison.settings"

audit_commands = Commands("audit", help="The audit trail.")
task_commands = Commands("tasks", help="What is due.")


def install(app: Flask, features: Sequence[Installed] = FEATURES) -> None:
    """Register the commands of the house and of every feature."""
    own = (audit_commands, task_commands, demo_commands)
    groups = [*own, *(group for installed in features for group in installed.commands)]
    for group in groups:
        app.cli.add_command(group)
    app.cli.add_command(upgrade)


@audit_commands.command("verify")
def verify() -> None:
    """Check the chain and the recorded heads; exit status 1 and the first broken entry if it is broken."""
    broken = audit.verify(_settings().folder / audit.HEADS)
    if broken is not None:
        click.echo(f"broken at entry {broken.entry_id}: {broken.reason}", err=True)
        raise SystemExit(1)
    click.echo("the audit trail holds")


@task_commands.command("run")
def run_tasks() -> None:
    """Everything due: reminders, overdue marks, purges, lost jobs, mail. Safe to run twice."""
    failed = tasks.run_all()
    for job_id in jobs.sweep():
        jobs.run(job_id)
    sent = current_app.extensions[jobs.MAILER]()
    if failed:
        raise CommandFailed(f"{', '.join(failed)}: failed, the log says why; all other tasks are done")
    click.echo(f"done; {sent} mails left")


@click.command("upgrade")
def upgrade() -> None:
    """Back the database up, migrate it, verify the audit trail, and say the way back."""
    present, wanted = schema_state()
    if present == wanted:
        click.echo(f"nothing to do: the database is at {wanted}")
        return
    settings = _settings()
    database = Path(db.engine.url.database or "")
    copy = _copy_database(database, settings.folder / "backups") if settings.is_sqlite and database.exists() else None
    migrate()
    tasks.run_all()
    broken = audit.verify(settings.folder / audit.HEADS)
    click.echo(f"upgraded from {present or 'empty'} to {wanted}")
    if broken is not None:
        raise CommandFailed(f"the audit trail is broken at entry {broken.entry_id}: {broken.reason}")
    if copy is not None:
        beside = f"{database}-wal and {database}-shm"
        click.echo(f"way back: stop the server, remove {beside} if they are there, then copy {copy} over {database}")
    else:
        click.echo("way back: restore the dump that was made with pg_dump before this upgrade")


def _settings() -> Settings:
    settings: Settings = current_app.extensions[SETTINGS]
    return settings


def _copy_database(source: Path, folder: Path) -> Path:
    """A consistent copy of the SQLite database; on PostgreSQL the operator's own dump serves."""
    target = folder / f"before-upgrade-{clock.now():%Y%m%d-%H%M%S}.db"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    shutil.copymode(source, target)
    return target
