"""Mirrored figures of both directions as page, spreadsheet and report, and the rights of the person complained of."""

from datetime import timedelta

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.projections import figures as shown
from liaison.complaints.projections.elsewhere import sees_menu
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import figures as counted
from liaison.complaints.views.room import blueprint, direction_of
from liaison.core import clock
from liaison.core.declaration import LEAST_SHOWN
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role
from liaison.web import figures as pages
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.forms import Form
from liaison.web.frame import draw, features
from liaison.web.language import tr

SPAN = timedelta(days=365)
READERS = {Role.OFFICER, Role.HEAD_OF_SUPERVISION, Role.ORGANISER, Role.OBSERVER}
REPORT_TITLE = "监督投诉办理情况统计"


def _why_not_figures(user: Actor, _thing: object) -> Refusal | None:
    if user.roles & READERS:
        return None
    return Refusal(N_("统计供双方经办人、会议组织人和司法局观察员查阅。"), kind="forbidden")


def _why_not_rights(user: Actor, _thing: object) -> Refusal | None:
    return None if sees_menu(user) else Refusal(N_("供双方人员查阅。"), kind="forbidden")


@blueprint.get("/figures")
@access(load=lambda user: None, why_not=_why_not_figures)
def figures(_loaded: None) -> ResponseReturnValue:
    """One's own direction in the period asked for; the other as a year that is over, nothing below five."""
    period = pages.asked_period()
    blocks = shown.blocks(actor(), period, tr)
    if lists.is_export():
        return pages.workbook(_("监督投诉统计"), blocks)
    return draw(
        "complaints/figures.html",
        period=period,
        usual=pages.usual_periods(),
        blocks=blocks,
        patterns=_patterns(actor()),
    )


@blueprint.post("/figures/report")
@access(load=lambda user: None, why_not=_why_not_figures)
def report(_loaded: None) -> ResponseReturnValue:
    """Ask for the same figures as a paper; made by the worker."""
    period = pages.asked_period()
    back = f"{url_for('complaints.figures')}?{period.query}"
    if not Form().validate_on_submit():
        return redirect(back, 303)
    names = features().offer("association_names")()
    paper = pages.ask_report(REPORT_TITLE, names, period, shown.blocks(actor(), period, str), back, actor())
    return redirect(url_for("previews.preview", preview_id=paper.id), 303)


@blueprint.get("/rights")
@access(load=lambda user: None, why_not=_why_not_rights)
def rights(_loaded: None) -> ResponseReturnValue:
    """What the person complained of may do, and what is never done to him or her."""
    return draw("complaints/rights.html")


def _patterns(user: Actor) -> list[tuple[int, str, int]]:
    """Categories of the own side that came up again and again within a year: (id, name, count)."""
    if Role.OFFICER not in user.roles or user.side is None:
        return []
    direction, last = direction_of(user), clock.today()
    found = counted.of_categories(direction, last - SPAN, last, queries.visible_to(user))
    return [
        (one.id, one.name, found[one.id])
        for one in queries.categories(direction)
        if found.get(one.id, 0) >= LEAST_SHOWN
    ]
