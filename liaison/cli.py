"""The commands that belong to no feature: the audit trail, timed tasks. Errors: one line, exit status 2."""

from collections.abc import Sequence

import click
from flask import Flask, current_app

from liaison.config import Settings
from liaison.demo.commands import demo_commands
from liaison.features import FEATURES, Installed
from liaison.store import audit, jobs, tasks
from liaison.upgrading import upgrade
from liaison.web.commands import CommandFailed, Commands

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


def _settings() -> Settings:
    settings: Settings = current_app.extensions[SETTINGS]
    return settings
