"""Opening balances: the list, entering one, correcting it, taking it away."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.summaries import queries
from liaison.summaries.forms import CorrectForm, OpeningForm, dates
from liaison.summaries.models import OpeningBalance
from liaison.summaries.projections.counting import declared
from liaison.summaries.rules import moves
from liaison.summaries.services import openings as services
from liaison.summaries.views.room import blueprint
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

ALL, ONE = "/openings", "/openings/<int:id>"


def _why_not_read(user: Actor, _thing: object) -> Refusal | None:
    return None if moves.is_staff(user) else moves.NOT_STAFF


def _why_not_enter(user: Actor, _thing: object) -> Refusal | None:
    return moves.why_not_enter(user)


@blueprint.get(ALL)
@access(load=lambda user: user, why_not=_why_not_read)
def openings(_user: Actor) -> ResponseReturnValue:
    """All opening balances with their sources."""
    return draw(
        "summaries/openings.html",
        rows=queries.balances(),
        labels={name: tr(figure.label) for name, figure in declared().items()},
        may_enter=moves.is_officer(actor()),
    )


@blueprint.route(f"{ALL}/enter", methods=["GET", "POST"])
@access(load=lambda user: user, why_not=_why_not_enter)
def enter_opening(_user: Actor) -> ResponseReturnValue:
    """Enter one."""
    offered = (one for one in declared().values() if not one.is_standing and one.owner in {None, actor().side})
    form = OpeningForm([(one.name, tr(one.label)) for one in offered])
    if form.validate_on_submit():
        typed = form.name.data or "", dates(form), form.value.data, form.source.data
        if attempt(form, services.enter, *typed, actor()) is not None:
            flash(_("期初数已登记。"), "good")
            return redirect(url_for("summaries.openings"), 303)
    return draw("summaries/opening.html", form=form, title=_("登记期初数"), label="", origin=None)


@blueprint.route(ONE, methods=["GET", "POST"])
@access(load=queries.get_balance, why_not=_why_not_enter)
def opening(balance: OpeningBalance) -> ResponseReturnValue:
    """Correct one."""
    form = CorrectForm(
        version=balance.version, first=balance.first_on, last=balance.last_on, value=balance.value,
        source=balance.source,
    )  # fmt: skip
    if form.validate_on_submit():
        typed = dates(form), form.value.data, form.source.data
        if attempt(form, services.correct, balance, *typed, actor(), form.seen_version):
            flash(_("已保存。"), "good")
            return redirect(url_for("summaries.openings"), 303)
    known = declared()
    label = tr(known[balance.name].label) if balance.name in known else balance.name
    origin = features().offer("imported_from")(actor(), "counts", balance.id)
    words = {"title": _("更正期初数"), "label": label, "balance": balance, "origin": origin}
    return draw("summaries/opening.html", form=form, **words)


@blueprint.post(f"{ONE}/remove")
@access(load=queries.get_balance, why_not=_why_not_enter)
def remove_opening(balance: OpeningBalance) -> ResponseReturnValue:
    """Take one away; the trail keeps what it was."""
    form = Form()
    if form.validate_on_submit():
        services.remove(balance, actor(), form.seen_version)
        flash(_("期初数已删除。"), "good")
    return redirect(url_for("summaries.openings"), 303)
