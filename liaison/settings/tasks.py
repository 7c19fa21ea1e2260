"""What settings put in by themselves: holidays and time limits of a new installation, and what a new version brings."""

from liaison.settings.services import clocks, holidays
from liaison.web.frame import features


def fill() -> None:
    """Put in what is not there yet; safe to run twice."""
    clocks.fill()
    holidays.fill(features().deadlines())
