"""The demonstration's summaries: last year's issued by the bar side, this year's drafted, and two opening balances."""

from datetime import date, timedelta

from liaison.core.periods import Period
from liaison.demo.cast import Cast
from liaison.demo.ledgers import take_in_year
from liaison.demo.timeline import Timeline, working_day_before
from liaison.summaries.models import SummaryKind
from liaison.summaries.services import summaries

OFFICER = "bar.officer1"
YEARS_AGO = 5


def plan_summaries(timeline: Timeline, cast: Cast, today: date) -> None:
    """Put them into the timeline."""
    last = Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))

    def enter() -> None:
        take_in_year(today.year - YEARS_AGO, cast.users[OFFICER])

    def issue() -> None:
        made = summaries.draft([SummaryKind.PERIOD], last, cast.users[OFFICER])
        summaries.issue(made[0], cast.users[OFFICER])

    def draft() -> None:
        running = Period(date(today.year, 1, 1), today)
        summaries.draft([SummaryKind.PERIOD], running, cast.users[OFFICER])

    timeline.at(working_day_before(today - timedelta(days=9)), enter)
    timeline.at(working_day_before(today - timedelta(days=8)), issue)
    timeline.at(working_day_before(today - timedelta(days=2)), draft)
