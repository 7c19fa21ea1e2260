"""The pages of old ledgers."""

from liaison.ledgers.views import imports, numbers
from liaison.ledgers.views.room import blueprint

__all__ = ["blueprint", "imports", "numbers"]
