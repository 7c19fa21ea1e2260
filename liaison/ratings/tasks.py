"""What is due as time passes: reminders, what lapses, and the sums."""

from liaison.core import clock
from liaison.ratings import services


def remind() -> None:
    """Remind on days 3 and 6."""
    services.remind(clock.today())


def lapse() -> None:
    """Close what was not answered in time."""
    services.lapse(clock.today())


def sum_up() -> None:
    """Put settled ratings into the sums."""
    services.sum_up()
