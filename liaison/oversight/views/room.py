"""The room of the pages of oversight, and who comes in."""

from typing import Final

from flask import Blueprint

from liaison.core.sides import Role
from liaison.web.access import holding

blueprint = Blueprint("oversight", __name__, url_prefix="/oversight")

AUDITORS: Final = holding(Role.AUDITOR)
ADMINISTRATORS: Final = holding(Role.ADMINISTRATOR)
