"""The calendar of reception days: by month, by week, and as a list on phones."""

from calendar import monthrange
from datetime import date, timedelta

from flask import request, url_for
from flask.typing import ResponseReturnValue

from liaison.core import clock
from liaison.core.errors import Forbidden
from liaison.core.messages import N_
from liaison.reception.projections import months
from liaison.reception.queries import days as queries
from liaison.reception.rules import standing
from liaison.reception.views.room import days
from liaison.store import holidays
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.frame import draw

VIEWS = ("month", "week")


@days.get("")
@access()
def calendar() -> ResponseReturnValue:
    """A month or a week of reception days."""
    user = actor()
    if not standing.may_read_days(user):
        raise Forbidden(N_("接访日历供双方人员和司法局观察员查阅。"))
    view = request.args.get("view", "month")
    view = view if view in VIEWS else "month"
    first, last = _span(view, _asked_day())
    place_id = lists.asked_number("place")
    found = queries.in_span(user, first, last, place_id)
    arrangements = holidays.arrangements()
    before, after = first - timedelta(1), last + timedelta(1)
    return draw(
        "reception/calendar.html",
        view=view,
        first=first,
        last=last,
        weeks=months.weeks(user, first, last, found, arrangements),
        count=len(found),
        before=url_for("reception.calendar", view=view, on=before.isoformat(), place=place_id),
        after=url_for("reception.calendar", view=view, on=after.isoformat(), place=place_id),
        places=[(place.id, place.name) for place in queries.places()],
        place_id=place_id,
        is_provisional=not {first.year, last.year} <= holidays.arranged_years(),
    )


def _asked_day() -> date:
    """The date that the address names; anything else counts as today."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return clock.today()


def _span(view: str, on: date) -> tuple[date, date]:
    if view == "week":
        monday = on - timedelta(on.weekday())
        return monday, monday + timedelta(6)
    return on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1])
