"""The pages of opinions."""

from liaison.opinions.views import handling, reading
from liaison.opinions.views.room import blueprint

__all__ = ["blueprint", "handling", "reading"]
