"""The pages of settings."""

from liaison.settings.views import categories, changes, clocks, holidays, thresholds, wordings
from liaison.settings.views.room import blueprint

__all__ = ["blueprint", "categories", "changes", "clocks", "holidays", "thresholds", "wordings"]
