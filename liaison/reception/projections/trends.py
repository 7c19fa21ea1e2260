"""What is counted of reception by month, for the first page and for a screen in a meeting."""

from datetime import date

from liaison.core.gathering import Trend
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.reception.queries import figures as counts
from liaison.reception.rules import standing


def trends(user: Actor, first: date, last: date) -> list[Trend]:
    """Days held, which are no secret; people received only for the office of the bar side, whose figures they are."""
    if not standing.may_read_days(user):
        return []
    span = f"from={first.isoformat()}&to={last.isoformat()}"
    url = f"/reception/figures?{span}" if standing.may_read_figures(user) else ""
    held = [(N_("接访日"), counts.days_by_month(first, last))]
    found = [Trend("reception_days", N_("律师接访日"), N_("次"), held, url, is_open=True)]
    if standing.is_bar_officer(user):
        people = [(N_("来访人次"), counts.people_by_month(first, last))]
        found.append(Trend("people_received", N_("接待来访"), N_("人次"), people, url))
    return found
