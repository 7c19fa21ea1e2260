"""The pages of files: adding and withdrawing, uploads piece by piece, looking and fetching."""

from liaison.attachments.views import handing, reading, uploads
from liaison.attachments.views.room import blueprint

__all__ = ["blueprint", "handing", "reading", "uploads"]
