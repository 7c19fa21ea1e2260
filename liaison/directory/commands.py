"""`flask directory …`."""

from pathlib import Path

import click

from liaison.directory.forms import roster as workbook
from liaison.directory.services import rosters as services
from liaison.store import unit
from liaison.web.commands import CommandFailed, Commands

directory_commands = Commands("directory", help="The roster.")


@directory_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Take in a roster (.xlsx, as the template of the site has it): all of it, or nothing."""
    roster = workbook.read(file.read_bytes())
    with unit.transaction():
        plan = services.plan_of(roster, None)
        if plan.faults:
            more = f"（另有 {len(plan.faults) - 1} 处错误）" if len(plan.faults) > 1 else ""
            raise CommandFailed("：".join(plan.faults[0].told()) + more)
        services.import_roster(roster, file.name, None)
    for name in ("organisations", "people"):
        new, changed, same = (plan.counts[f"{name}_{what}"] for what in ("new", "changed", "same"))
        click.echo(f"{name}: {new} new, {changed} changed, {same} unchanged")
