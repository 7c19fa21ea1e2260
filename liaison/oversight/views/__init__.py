"""The pages of oversight."""

from liaison.oversight.views import backups, checks, jobs, outbox, trail
from liaison.oversight.views.room import blueprint

__all__ = ["backups", "blueprint", "checks", "jobs", "outbox", "trail"]
