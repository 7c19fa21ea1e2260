"""What conferences do as time passes."""

from liaison.conferences.services import notes
from liaison.web.frame import features


def refresh_agenda_notes() -> None:
    """Bring the figures that features lay before the next conference up to date."""
    notes.refresh(features().agenda_notes())
