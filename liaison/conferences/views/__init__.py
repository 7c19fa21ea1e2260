"""The pages of conferences."""

from liaison.conferences.views import (
    agenda,
    attendance,
    conferences,
    copies,
    door,
    excerpts,
    following,
    handouts,
    minutes,
    minutes_comments,
    minutes_page,
    old_minutes,
    register,
    reopening,
    replies,
    resolutions,
    running,
)
from liaison.conferences.views.room import blueprint

__all__ = [
    "agenda",
    "attendance",
    "blueprint",
    "conferences",
    "copies",
    "door",
    "excerpts",
    "following",
    "handouts",
    "minutes",
    "minutes_comments",
    "minutes_page",
    "old_minutes",
    "register",
    "reopening",
    "replies",
    "resolutions",
    "running",
]
