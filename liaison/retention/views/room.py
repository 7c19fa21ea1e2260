"""The room of the pages of keeping: administrators act, auditors read."""

from typing import Final

from flask import Blueprint

from liaison.core.sides import Role
from liaison.web.access import holding

READERS: Final = holding(Role.ADMINISTRATOR, Role.AUDITOR)
CHANGERS: Final = holding(Role.ADMINISTRATOR)

blueprint = Blueprint("retention", __name__, url_prefix="/retention")
