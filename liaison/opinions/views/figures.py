"""The page of figures, its spreadsheet and its report."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.sides import SIDE_LABELS, Side
from liaison.opinions import queries
from liaison.opinions.projections import figures as shown
from liaison.opinions.queries.figures import Narrowed
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
    period, (narrowed, conference_id) = pages.asked_period(), _narrowed()
    blocks = shown.blocks(period, tr, narrowed, conference_id)
    if lists.is_export():
        return pages.workbook(_("意见建议统计"), blocks)
    return draw(
        "opinions/figures.html",
        period=period,
        usual=pages.usual_periods(),
        blocks=blocks,
        narrowed=narrowed,
        conference_id=conference_id,
        sides=[(side.value, tr(SIDE_LABELS[side])) for side in Side],
        categories=[(row.id, row.name) for row in queries.categories()],
        conferences=[
            (one.id, one.title) for one in features().offer("conferences_held")(pages.EARLIEST, clock.today())
        ],
        kept=_kept(narrowed, conference_id),
    )


@blueprint.post("/figures/report")
@access()
def report() -> ResponseReturnValue:
    """Ask for the same figures as a paper; made by the worker."""
    period = pages.asked_period()
    back = f"{url_for('opinions.figures')}?{period.query}"
    if not Form().validate_on_submit():
        return redirect(back, 303)
    names = features().offer("association_names")()
    blocks = shown.blocks(period, str, *_narrowed())
    paper = pages.ask_report(REPORT_TITLE, names, period, blocks, back, actor())
    return redirect(url_for("previews.preview", preview_id=paper.id), 303)


def _narrowed() -> tuple[Narrowed, int | None]:
    """Of which side, category and conference; the form of the report carries them as the address does."""
    side, category = lists.asked("side", of=request.values)["side"], lists.asked_number("category", request.values)
    conference_id = lists.asked_number("conference", request.values)
    items = None
    if conference_id is not None:
        items = tuple(features().offer("items_of_conference")(actor(), conference_id))
    return Narrowed(side, category, items), conference_id


def _kept(narrowed: Narrowed, conference_id: int | None) -> list[tuple[str, object]]:
    """What the figures are narrowed to, for the links and forms of the page."""
    pairs = (("side", narrowed.side), ("category", narrowed.category_id), ("conference", conference_id))
    return [(name, value) for name, value in pairs if value not in (None, "")]
