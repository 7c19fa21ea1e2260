"""The page of figures, its spreadsheet and its report."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.opinions.projections import figures as shown
from liaison.opinions.views.room import blueprint
from liaison.web import figures as pages
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.forms import Form
from liaison.web.frame import draw, features
from liaison.web.language import tr

REPORT_TITLE = "意见建议办理情况统计"


@blueprint.get("/figures")
@access()
def figures() -> ResponseReturnValue:
    """What came in, what was answered, in time or not, with which outcome: a period beside the one before."""
    period = pages.asked_period()
    blocks = shown.blocks(period, tr)
    if lists.is_export():
        return pages.workbook(_("意见建议统计"), blocks)
    return draw("opinions/figures.html", period=period, usual=pages.usual_periods(), blocks=blocks)


@blueprint.post("/figures/report")
@access()
def report() -> ResponseReturnValue:
    """Ask for the same figures as a paper; made by the worker."""
    period = pages.asked_period()
    back = f"{url_for('opinions.figures')}?{period.query}"
    if not Form().validate_on_submit():
        return redirect(back, 303)
    names = features().offer("association_names")()
    paper = pages.ask_report(REPORT_TITLE, names, period, shown.blocks(period, str), back, actor())
    return redirect(url_for("previews.preview", preview_id=paper.id), 303)
