"""The pages of summaries."""

from liaison.summaries.views import figures, openings, papers
from liaison.summaries.views.room import blueprint

__all__ = ["blueprint", "figures", "openings", "papers"]
