"""`flask accounts …`."""

import sys

import click

from liaison.accounts import services
from liaison.accounts.rules.roles import check_roles
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.web.commands import Commands

account_commands = Commands("accounts", help="Users.")
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
    check_roles(None if side == "none" else Side(side), {Role(role) for role in roles})
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
