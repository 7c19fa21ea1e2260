"""What time brings about: reminders of replies that are due, and opinions that close by themselves."""

from liaison.core import clock
from liaison.opinions import notices, queries, services


def remind() -> None:
    """Remind of every reply that is due within three days or overdue; each occasion once."""
    today = clock.today()
    for opinion in queries.due_by(today - notices.BEFORE):
        notices.remind(opinion, today)


def close_lapsed() -> None:
    """Close what was replied to and that nobody rated within the time for it."""
    services.lapse()
