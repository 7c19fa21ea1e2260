"""The running order: coming to an item, and the screen on the wall."""

from typing import Any

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences import queries
from liaison.conferences.models import AgendaItem, Conference
from liaison.conferences.projections import running
from liaison.conferences.queries.agenda import get_item
from liaison.conferences.services import agenda
from liaison.conferences.views.agenda import ITEM
from liaison.conferences.views.room import ONE, blueprint, to_conference, why_not
from liaison.core import clock
from liaison.web.access import access, actor
from liaison.web.frame import draw


@blueprint.post(f"{ITEM}/take-up")
@access(load=get_item, why_not=why_not("take_up"))
def take_up(item: AgendaItem) -> ResponseReturnValue:
    """The conference has come to this item."""
    conference = agenda.take_up(item, by=actor())
    flash(_("正在进行：%(title)s", title=item.title), "good")
    return to_conference(conference, f"item-{item.id}")


@blueprint.get(f"{ONE}/wall")
@access(load=queries.get_visible)
def wall(conference: Conference) -> ResponseReturnValue:
    """What hangs on the wall: item, speaker, time, in large type; it asks again by itself."""
    return draw("conferences/wall.html", **_words(conference))


@blueprint.get(f"{ONE}/wall/now")
@access(load=queries.get_visible)
def wall_now(conference: Conference) -> ResponseReturnValue:
    """The part of it that changes."""
    return render_template("conferences/_wall.html", **_words(conference))


def _words(conference: Conference) -> dict[str, Any]:
    return {
        "conference": conference,
        "wall": running.wall_of(conference, clock.now()),
        "now": clock.now(),
        "today": clock.today(),
    }
