"""The pages of conferences."""

from liaison.conferences.views import (
    agenda,
    attendance,
    conferences,
    copies,
    excerpts,
    following,
    minutes,
    minutes_comments,
    minutes_page,
    old_minutes,
    register,
    reopening,
    resolutions,
)
from liaison.conferences.views.room import blueprint

__all__ = [
    "agenda",
    "attendance",
    "blueprint",
    "conferences",
    "copies",
    "excerpts",
    "following",
    "minutes",
    "minutes_comments",
    "minutes_page",
    "old_minutes",
    "register",
    "reopening",
    "resolutions",
]
