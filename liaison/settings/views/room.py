"""The room of the pages of settings: who may read and change them, and what those pages share."""

from collections.abc import Iterable

from flask import Blueprint, request
from flask_babel import gettext as _

from liaison.core.messages import write_out
from liaison.core.sides import Role
from liaison.papers.sheet import CellError
from liaison.web.access import holding
from liaison.web.language import tr

READERS = holding(Role.ADMINISTRATOR, Role.AUDITOR)
CHANGERS = holding(Role.ADMINISTRATOR)
MOST_SHOWN = 200
"""Rows that a preview writes out; the count is always whole."""

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


def is_confirmed() -> bool:
    """Whether the button was pressed that saves, and not the one that shows what would move."""
    return request.form.get("step") == "confirm"


def told(errors: Iterable[CellError]) -> list[tuple[str, str]]:
    """Where each fault of a sheet is, and what is wrong there, in the language of the page."""
    return [
        (
            _("第 %(row)s 行 %(column)s 列“%(title)s”", row=error.row, column=error.column, title=error.title),
            write_out(error.message, error.params, tr),
        )
        for error in errors
    ]
