"""The first page after sign-in."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from liaison.core import clock
from liaison.home import queries
from liaison.web.access import access, actor
from liaison.web.frame import draw, features

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@access()
def home() -> ResponseReturnValue:
    """What waits for this person, what is due and the next conference."""
    return draw("home/home.html", desk=queries.desk(actor(), features(), clock.today()), shown=queries.SHOWN)
