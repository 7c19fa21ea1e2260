"""`flask demo …`: the demonstration city and its accounts."""

import json
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask_migrate import upgrade as migrate

from liaison.config import Settings
from liaison.core import clock
from liaison.demo import load as loading
from liaison.demo import shown
from liaison.demo.canaries import Canaries
from liaison.launch.commands import print_code
from liaison.launch.queries import has_administrator
from liaison.serve import check_whole
from liaison.store import tasks
from liaison.web.commands import CommandFailed, Commands
from liaison.web.health import schema_state

SETTINGS = "liaison.settings"
GOING_LIVE = (
    "Going live: LIAISON_DEMO=0 make run serves an empty site and prints its set-up code; see docs/operations.md"
)
NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])

demo_commands = Commands("demo", help="The demonstration city.")


@demo_commands.command("load")
@click.option("--today", type=DAY, help="The day on which the three years end; default: today.")
@click.option("--canaries", type=NEW_FILE, help="Plant markers in confidential fields and list them in this file.")
def load(today: datetime | None, canaries: Path | None) -> None:
    """Load the demonstration city into an empty database."""
    _refuse_live()
    day = today.date() if today else clock.today()
    planted = Canaries(day) if canaries else None
    loading.load(day, planted)
    if canaries and planted:
        canaries.write_text(json.dumps(planted.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo("the demonstration city is loaded")


@demo_commands.command("accounts")
@click.option("--json", "as_json", is_flag=True)
def accounts(as_json: bool) -> None:
    """List the demonstration accounts."""
    _refuse_live()
    if as_json:
        click.echo(json.dumps(shown.as_json(), ensure_ascii=False, indent=2))
        return
    _print_accounts()


@demo_commands.command("prepare")
def prepare() -> None:
    """What `make run` does before it serves: bring a demonstration up to date; begin an empty live site, and stop one
    that must migrate.
    """
    if _settings().demo:
        click.echo("preparing the demonstration city (the first time takes up to a minute) …")
        loading.prepare(clock.today())
        _print_accounts()
        click.echo(GOING_LIVE)
        return
    check_whole(_settings())
    present, wanted = schema_state()
    if present is None:
        # An empty database has nothing that an upgrade could harm.
        migrate()
        tasks.run_all()
    elif present != wanted:
        raise CommandFailed("migrations are due: run `make upgrade` first")
    if not has_administrator():
        print_code()


def _print_accounts() -> None:
    for row in shown.as_json():
        click.echo(f"{row['username']:18} {row['password']}  {row['name']}  {', '.join(row['roles'])}")


def _refuse_live() -> None:
    if not _settings().demo:
        raise CommandFailed("LIAISON_DEMO=0: a live site has no demonstration data and no demonstration accounts")


def _settings() -> Settings:
    settings: Settings = current_app.extensions[SETTINGS]
    return settings
