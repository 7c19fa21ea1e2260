"""The pages of going live."""

from liaison.launch.views import first, steps
from liaison.launch.views.room import blueprint

__all__ = ["blueprint", "first", "steps"]
