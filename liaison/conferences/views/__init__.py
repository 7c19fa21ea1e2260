"""The pages of conferences."""

from liaison.conferences.views import agenda, attendance, conferences, minutes, register, resolutions
from liaison.conferences.views.room import blueprint

__all__ = ["agenda", "attendance", "blueprint", "conferences", "minutes", "register", "resolutions"]
