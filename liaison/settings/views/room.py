"""The room of the pages of settings: who may read and change them, and what those pages share."""

from flask import Blueprint, request

from liaison.core.sides import Role
from liaison.web.access import holding

READERS = holding(Role.ADMINISTRATOR, Role.AUDITOR)
CHANGERS = holding(Role.ADMINISTRATOR)
MOST_SHOWN = 200
"""Rows that a preview writes out; the count is always whole."""

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


def is_confirmed() -> bool:
    """Whether the button was pressed that saves, and not the one that shows what would move."""
    return request.form.get("step") == "confirm"
