"""What conferences do as time passes: figures before the next one, resolutions whose day is near, there or gone by."""

from liaison.conferences.services import chasing, notes
from liaison.core import clock
from liaison.web.frame import features


def refresh_agenda_notes() -> None:
    """Bring the figures that features lay before the next conference up to date."""
    notes.refresh(features().agenda_notes())


def chase() -> None:
    """Send the reminders and reports that are due and were not sent. Twice, or after a break, nobody hears again."""
    chasing.chase(clock.today())
