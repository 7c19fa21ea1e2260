"""The page of one reception day."""

from flask.typing import ResponseReturnValue

from liaison.reception.models import ReceptionDay
from liaison.reception.projections import months
from liaison.reception.queries import days as queries
from liaison.reception.views.room import ONE, days
from liaison.web.access import access, actor
from liaison.web.frame import draw


@days.get(f"/days{ONE}")
@access(load=queries.get_visible)
def day(day: ReceptionDay) -> ResponseReturnValue:
    """One day: when, where, who is on duty."""
    return draw("reception/day.html", day=months.day_as_seen_by(actor(), day))
