"""The way in over the command line: errors are one line on standard error and exit status 2."""

from typing import Any

import click
from click.exceptions import NoArgsIsHelpError
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from liaison.core.errors import LiaisonError

USAGE_STATUS = 2


class CommandFailed(click.ClickException):
    """What went wrong, in one line."""

    exit_code = USAGE_STATUS

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


class Commands(AppGroup):
    """A group of commands whose refusals are told in one line, with nothing changed."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except LiaisonError as error:
            raise CommandFailed(str(error)) from error
        except OperationalError as error:
            raise CommandFailed(f"database: {error.orig}") from error
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise CommandFailed(f"{where}{error.strerror or error}") from error
        except click.UsageError as error:
            if isinstance(error, NoArgsIsHelpError):
                raise
            raise CommandFailed(error.format_message()) from error
