"""What the features declare, gathered for one person; home owns no table."""

from liaison.home.queries.calendar import Month, feed_events, month_of
from liaison.home.queries.desk import SHOWN, SHOWN_DATES, URGENCIES, Desk, coming, desk, months_until, starts, trends
from liaison.home.queries.finding import find

__all__ = [
    "SHOWN",
    "SHOWN_DATES",
    "URGENCIES",
    "Desk",
    "Month",
    "coming",
    "desk",
    "feed_events",
    "find",
    "month_of",
    "months_until",
    "starts",
    "trends",
]
