"""`flask ledgers …`."""

from pathlib import Path

import click

from liaison.ledgers import queries
from liaison.ledgers.services import imports, reading
from liaison.store import unit
from liaison.web.commands import CommandFailed, Commands

ledger_commands = Commands("ledgers", help="Old ledgers.")


@ledger_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "username", required=True, help="The officer or organiser in whose name it is taken in.")
@click.option("--files", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of old minutes.")
@click.option("--dry-run", is_flag=True, help="Say what it would make, and make nothing.")
def import_file(file: Path, username: str, files: Path | None, dry_run: bool) -> None:
    """Take in a workbook of old ledgers (.xlsx, as the template of the site has it): all of it, or nothing."""
    brought = [(one.name, one.read_bytes()) for one in sorted(files.iterdir()) if one.is_file()] if files else []
    by = queries.find_user(username)
    if by is None:
        raise CommandFailed(f"there is no account {username}")
    plan = reading.plan_of(file.read_bytes(), reading.unpacked(brought), by)
    if plan.faults:
        more = f"（另有 {len(plan.faults) - 1} 处错误）" if len(plan.faults) > 1 else ""
        raise CommandFailed("：".join(plan.faults[0].told()) + more)
    if not dry_run and plan.total:
        with unit.transaction():
            imports.take_in(file.name, plan, by)
    for part in plan.parts:
        new, there = len(part.drawn.planned), len(part.drawn.doubled)
        click.echo(f"{part.kind.key}: {new} new, {there} there already")
