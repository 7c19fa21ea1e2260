"""The pages of keeping and purging."""

from liaison.retention.views import holds, keeping, runs
from liaison.retention.views.room import blueprint

__all__ = ["blueprint", "holds", "keeping", "runs"]
