"""The pages of ratings; importing them fills the room."""

from liaison.ratings.views import cases, imports, ratings
from liaison.ratings.views.room import blueprint

__all__ = ["blueprint", "cases", "imports", "ratings"]
