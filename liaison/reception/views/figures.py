"""The page of figures of reception days, its spreadsheet and its report."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Side
from liaison.reception.projections import figures as shown
from liaison.reception.rules import standing
from liaison.reception.views.room import figures as room
from liaison.web import figures as pages
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.forms import Form
from liaison.web.frame import draw, features
from liaison.web.language import tr

REPORT_TITLE = "律师接访情况统计"


def _why_not(user: Actor, _thing: object) -> Refusal | None:
    if standing.may_read_figures(user):
        return None
    return Refusal(N_("接访统计供双方经办人和司法局观察员查阅。"), kind="forbidden")


@room.get("")
@access(load=lambda user: user, why_not=_why_not)
def index(_user: Actor) -> ResponseReturnValue:
    """Days, people, matters, what became of them, duties: a period beside the one before."""
    period = pages.asked_period()
    blocks = shown.blocks(actor(), period, tr, _courts())
    if lists.is_export():
        return pages.workbook(_("律师接访统计"), blocks)
    return draw(
        "reception/figures.html",
        period=period,
        usual=pages.usual_periods(),
        blocks=blocks,
        is_own=standing.is_bar_officer(actor()),
    )


@room.post("/report")
@access(load=lambda user: user, why_not=_why_not)
def report(_user: Actor) -> ResponseReturnValue:
    """Ask for the same figures as a paper; made by the worker."""
    period = pages.asked_period()
    back = f"{url_for('reception_figures.index')}?{period.query}"
    if not Form().validate_on_submit():
        return redirect(back, 303)
    names = features().offer("association_names")()
    blocks = shown.blocks(actor(), period, str, _courts())
    paper = pages.ask_report(REPORT_TITLE, names, period, blocks, back, actor())
    return redirect(url_for("previews.preview", preview_id=paper.id), 303)


def _courts() -> dict[int, str]:
    return {unit.id: unit.title for unit in features().offer("units")(Side.BENCH) if unit.kind == "court"}
