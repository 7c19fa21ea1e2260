"""The month of everything that is on for somebody, and one's own calendar to subscribe to."""

from datetime import date

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.home import queries, services
from liaison.home.views.room import blueprint
from liaison.store import feeds, holidays
from liaison.store.users import User
from liaison.web import ics
from liaison.web.access import ANYONE, access, actor
from liaison.web.forms import Form
from liaison.web.frame import draw, features

SETTINGS = "liaison.settings"
YEARS = range(2000, 2100)


@blueprint.get("/calendar")
@access()
def calendar() -> ResponseReturnValue:
    """A month of meetings, reception days and deadlines, as far as they are this person's to see."""
    month = queries.month_of(actor(), features(), _asked_month(), holidays.arrangements())
    return draw(
        "home/calendar.html",
        month=month,
        begun_at=feeds.begun_at(actor().id),
        is_provisional=month.first.year not in holidays.arranged_years(),
        has_before=month.before.year in YEARS,
        has_after=month.after.year in YEARS,
    )


@blueprint.post("/calendar/subscribe")
@access(recent=True)
def subscribe() -> ResponseReturnValue:
    """Make the secret address; it is on this page and never again."""
    if not Form().validate_on_submit():
        return redirect(url_for("home.calendar"), 303)
    token = services.subscribe(actor())
    public_url = current_app.extensions[SETTINGS].public_url
    return draw("home/subscribed.html", address=f"{public_url}{url_for('home.feed', token=token)}")


@blueprint.post("/calendar/unsubscribe")
@access()
def unsubscribe() -> ResponseReturnValue:
    """The address opens nothing any more."""
    if services.unsubscribe(actor()):
        flash(_("订阅地址已停用。"), "good")
    return redirect(url_for("home.calendar"), 303)


@blueprint.get("/calendar/<token>.ics")
@access(ANYONE, load=lambda _user, token: _subscriber(token))
def feed(user: User) -> ResponseReturnValue:
    """The days of one person, for the program that asks with the secret address."""
    public_url = current_app.extensions[SETTINGS].public_url
    events = queries.feed_events(user, features(), clock.today(), public_url)
    response = Response(ics.feed(_("会商联络"), events), mimetype=ics.MEDIA_TYPE)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _asked_month() -> date:
    """The month that the address names (2026-03); anything else counts as the current one."""
    try:
        asked = date.fromisoformat(f"{request.args.get('month', '')}-01")
    except ValueError:
        return clock.today()
    return asked if asked.year in YEARS else clock.today()


def _subscriber(token: str) -> User:
    user = feeds.find_user(token)
    if user is None:
        raise NotFound
    return user
