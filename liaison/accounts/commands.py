"""`flask accounts …`."""

import sys
from pathlib import Path

import click
from flask import current_app

from liaison.accounts import services
from liaison.accounts.forms import importing as workbook
from liaison.accounts.services import importing
from liaison.core.sides import Role, Side
from liaison.papers import bundles
from liaison.papers.canonical import canonical_json
from liaison.store import papers, unit
from liaison.web.commands import CommandFailed, Commands
from liaison.web.frame import features

account_commands = Commands("accounts", help="Users.")
SETTINGS = "liaison.settings"
SIDES = [*(side.value for side in Side), "none"]
ROLES = [role.value for role in Role]


@account_commands.command("add")
@click.option("--username", required=True)
@click.option("--name", default="", help="As others see it; the username if left out.")
@click.option("--side", type=click.Choice(SIDES), required=True)
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, required=True)
@click.option("--email", default="")
def add(username: str, name: str, side: str, roles: tuple[str, ...], email: str) -> None:
    """Add a user; the password comes from the prompt or from standard input."""
    password = (
        click.prompt("Password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline()
    )
    with unit.transaction():
        user = services.add(
            username,
            name or username,
            None if side == "none" else Side(side),
            [Role(role) for role in roles],
            password.rstrip("\r\n"),
            by=None,
            email=email,
        )
        added = user.username
    click.echo(f"added {added}")


@account_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slips", type=click.Path(dir_okay=False, path_type=Path), help="Default: FILE-slips.pdf beside it.")
def import_file(file: Path, slips: Path | None) -> None:
    """Open the accounts of a workbook (.xlsx, as the template of the site has it), all or none, with slips as PDF."""
    target = slips or file.with_name(f"{file.stem}-slips.pdf")
    sheet = workbook.read(file.read_bytes())
    with unit.transaction():
        plan = importing.plan_of(sheet, features().offer("people_by_number"))
        if plan.errors:
            more = f"（另有 {len(plan.errors) - 1} 处错误）" if len(plan.errors) > 1 else ""
            raise CommandFailed("：".join(plan.errors[0].told()) + more)
        made = importing.open_all(plan, current_app.extensions[SETTINGS].public_url, None)
        pdf = bundles.render("slips", canonical_json(made), ("pdf",), watermark=papers.watermark())["pdf"]
        _write_private(target, pdf)
    click.echo(f"{len(plan.accounts)} accounts opened; slips: {target}")


def _write_private(target: Path, data: bytes) -> None:
    """The codes open accounts: nobody but the operator reads the file."""
    target.touch(mode=0o600)
    target.chmod(0o600)
    target.write_bytes(data)
