"""The first page after sign-in, and one's own calendar to subscribe to."""

from flask import Blueprint, Response, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.home import queries, services
from liaison.store import feeds
from liaison.store.users import User
from liaison.web import ics
from liaison.web.access import ANYONE, access, actor
from liaison.web.forms import Form
from liaison.web.frame import draw, features

SETTINGS = "liaison.settings"

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@access()
def home() -> ResponseReturnValue:
    """What waits for this person, what is due and the next conference."""
    return draw("home/home.html", desk=queries.desk(actor(), features(), clock.today()), shown=queries.SHOWN)


@blueprint.get("/calendar")
@access()
def calendar() -> ResponseReturnValue:
    """Whether one's calendar is subscribed to, and how that is done."""
    return draw("home/calendar.html", begun_at=feeds.begun_at(actor().id), address="")


@blueprint.post("/calendar/subscribe")
@access(recent=True)
def subscribe() -> ResponseReturnValue:
    """Make the secret address; it is on this page and never again."""
    if not Form().validate_on_submit():
        return redirect(url_for("home.calendar"), 303)
    token = services.subscribe(actor())
    public_url = current_app.extensions[SETTINGS].public_url
    address = f"{public_url}{url_for('home.feed', token=token)}"
    return draw("home/calendar.html", begun_at=clock.now(), address=address)


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


def _subscriber(token: str) -> User:
    user = feeds.find_user(token)
    if user is None:
        raise NotFound
    return user
