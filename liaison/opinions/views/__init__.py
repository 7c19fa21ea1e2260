"""The pages of opinions."""

from liaison.opinions.views import figures, handling, reading, sheets
from liaison.opinions.views.room import blueprint

__all__ = ["blueprint", "figures", "handling", "reading", "sheets"]
