"""`flask upgrade`: backup, migrate, verify, report, way back. What was killed half-way goes on, or is taken back."""

import click
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade as migrate
from sqlalchemy.exc import SQLAlchemyError

from liaison.config import Settings
from liaison.core.errors import LiaisonError
from liaison.releases import version_of
from liaison.store import audit, tasks, upgrades
from liaison.store.served import is_served
from liaison.store.upgrades import Upgrade
from liaison.web.commands import CommandFailed
from liaison.web.frame import features
from liaison.web.health import schema_state

SETTINGS = "liaison.settings"
WAY_BACK = "way back: stop the site, run `flask upgrade --back` with this code, then start the code {version}"


@click.command("upgrade")
@click.option("--back", is_flag=True, help="Bring everything back to what it was before the last upgrade.")
def upgrade(*, back: bool) -> None:
    """Back up, migrate, verify, and say the way back; an upgrade that was interrupted goes on."""
    try:
        _take_back() if back else _upgrade()
    except LiaisonError as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(f"{error.filename or 'disk'}: {error.strerror or error}") from error


def _upgrade() -> None:
    present, wanted = schema_state()
    assert wanted is not None
    known = upgrades.last()
    if present == wanted and (known is None or known.is_done):
        click.echo(f"nothing to do: the database is at {wanted}")
        return
    _refuse_served()
    if present is None:
        migrate()
        tasks.run_all()
        click.echo(f"upgraded from empty to {wanted}")
        return
    begun, goes_on = upgrades.begin(present, wanted)
    rows = sum(begun.rows.values())
    click.echo(
        f"an upgrade that began at {begun.begun_at} was interrupted; going on with it" if goes_on
        else f"backup: {begun.place}, {rows} rows, read again and whole"
    )  # fmt: skip
    _migrate(begun)
    _verify(begun)
    tasks.run_all()


def _migrate(begun: Upgrade) -> None:
    """Raises CommandFailed, with both ways out, when a migration fails: each is kept whole or not at all."""
    steps = _steps(begun.came_from, begun.leads_to)
    click.echo(f"migrating: {begun.came_from} to {begun.leads_to}, {steps} steps")
    try:
        migrate()
    except (SystemExit, SQLAlchemyError, RuntimeError) as error:
        raise CommandFailed(
            f"the migration failed at {schema_state()[0]}: {error}. Run `make upgrade` to go on once it is mended, or "
            "`flask upgrade --back` to go back"
        ) from error


def _verify(begun: Upgrade) -> None:
    """What came along is counted, and the audit trail checked. Raises CommandFailed where it is broken."""
    broken = audit.verify(_settings().folder / audit.HEADS)
    if broken is not None:
        raise CommandFailed(
            f"the audit trail is broken at entry {broken.entry_id}: {broken.reason}. `flask upgrade --back` goes back"
        )
    fewer = upgrades.finish(begun)
    click.echo(f"verified: {len(begun.rows)} tables counted, the audit trail holds")
    for line in fewer:
        click.echo(f"fewer rows than before: {line}")
    click.echo(f"upgraded from {begun.came_from} to {begun.leads_to}")
    click.echo(WAY_BACK.format(version=version_of(begun.came_from)))


def _take_back() -> None:
    _refuse_served()
    decided = {kind for kind, retaining in features().retains.items() if not retaining.is_automatic}
    done = upgrades.take_back(lambda revision: migrate(revision=revision), decided)
    click.echo(f"back at {done.came_from}, as of {done.begun_at}; what was recorded since then is gone")
    click.echo(f"start the code {version_of(done.came_from)}; the backup stays: {done.place}")


def _refuse_served() -> None:
    if is_served(_settings().folder):
        raise CommandFailed("the site is being served: stop it first")


def _steps(came_from: str, leads_to: str) -> int:
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    return sum(1 for _step in scripts.iterate_revisions(leads_to, came_from))


def _settings() -> Settings:
    settings: Settings = current_app.extensions[SETTINGS]
    return settings
