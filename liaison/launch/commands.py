"""`flask launch …`: the set-up code of a site that has no administrator yet."""

import click
from flask import current_app

from liaison.launch import services
from liaison.store import unit
from liaison.web.commands import Commands

SETTINGS = "liaison.settings"

launch_commands = Commands("launch", help="Taking an empty site live.")


@launch_commands.command("code")
def code() -> None:
    """Print a new set-up code, by which the first visitor proves to be the operator."""
    print_code()


def print_code() -> None:
    """Issue a code and print it with what to do with it. Raises RuleBroken once there is an administrator."""
    with unit.transaction():
        new = services.issue_code()
    click.echo(f"set-up code: {new}")
    click.echo(f"open {current_app.extensions[SETTINGS].public_url}/launch/begin and type it in;")
    click.echo("it is good until the first administrator exists, and `flask launch code` makes another")
