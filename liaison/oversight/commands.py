"""`flask backup …` and `flask keys …`: what the operator does with backups and with the data key."""

from pathlib import Path

import click
from flask_migrate import upgrade

from liaison.store import backup, backup_restore, backup_runs, resealing, unit
from liaison.store.backup_runs import RunKind
from liaison.web.commands import CommandFailed, Commands
from liaison.web.health import schema_state

FILE = click.Path(dir_okay=False, path_type=Path)
PRESENT_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

backup_commands = Commands("backup", help="Backups: one encrypted file with database, uploads and keys.")
key_commands = Commands("keys", help="The key that seals what is confidential.")


@backup_commands.command("create")
@click.argument("file", type=FILE)
def create(file: Path) -> None:
    """Write a backup while the site runs, and read it again."""
    present, wanted = schema_state()
    if present != wanted:
        raise CommandFailed("migrations are due: run `make upgrade` first")
    about = backup.create(file, _passphrase(is_new=True))
    with unit.transaction():
        backup_runs.note(RunKind.CREATED, file.name, about, None)
    click.echo(f"{file}: {about.row_count} rows, {len(about.files)} files, read again and whole")
    if about.missing:
        click.echo(f"warning: {len(about.missing)} files named in the database were not on the disk", err=True)


@backup_commands.command("restore")
@click.argument("file", type=PRESENT_FILE)
@click.option("--purges", "ledger", type=PRESENT_FILE, help="The newest ledger of purges, where it survived.")
def restore(file: Path, ledger: Path | None) -> None:
    """Bring a backup back into an empty instance; stop the site first."""
    done = backup_restore.restore(file, _passphrase(), lambda revision: upgrade(revision=revision), ledger)
    with unit.transaction():
        backup_runs.note(RunKind.RESTORED, file.name, done.about, None)
    click.echo(f"restored: {done.about.row_count} rows, {len(done.about.files)} files, as of {done.about.made_at}")
    click.echo(f"purges of the ledger repeated: {done.purged}")
    if done.broken is not None:
        broken = done.broken
        click.echo(f"warning: the audit trail was broken at entry {broken.entry_id}: {broken.reason}", err=True)


@key_commands.command("rotate")
def rotate() -> None:
    """Seal with a new key from now on; the worker seals again what there is, then the old key is forgotten."""
    with unit.transaction():
        job = resealing.rotate(None)
    click.echo(f"a new data key is in use; job {job.id} seals again what there is. Make a backup when it is done")


def _passphrase(*, is_new: bool = False) -> str:
    """LIAISON_BACKUP_PASSPHRASE, or what the operator types; twice where a mistake would cost the backup."""
    known = backup_runs.schedule().passphrase
    return known or str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True))
