"""The pages of home; importing them fills the room."""

from liaison.home.views import calendar, desk, search
from liaison.home.views.room import blueprint

__all__ = ["blueprint", "calendar", "desk", "search"]
