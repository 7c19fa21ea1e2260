"""Declare ties to people of the other side, so that recusal is computed before anything is shown."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.forms.ties import TieForm
from liaison.complaints.models import DeclaredTie, Direction
from liaison.complaints.projections.elsewhere import sees_menu
from liaison.complaints.queries import ties as queries
from liaison.complaints.services import ties
from liaison.complaints.views.room import blueprint, bodies, people
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw


def _why_not(user: Actor, _thing: object) -> Refusal | None:
    return None if sees_menu(user) else Refusal(N_("双方人员申报回避关系。"), kind="forbidden")


@blueprint.route("/ties", methods=["GET", "POST"])
@access(load=lambda user: None, why_not=_why_not)
def declared(_loaded: None) -> ResponseReturnValue:
    """One's own declarations, and a form for one more."""
    offered = [pair for direction in Direction for pair in people(direction, [id for id, _name in bodies(direction)])]
    form = TieForm(offered)
    if form.validate_on_submit():
        about = f"{dict(offered)[int(form.person_id.data)]}：{form.about.data}"
        attempt(form, ties.declare, actor(), int(form.person_id.data), about)
        if not form.errors:
            flash(_("已申报。涉及此人的投诉不再对您显示。"), "good")
            return redirect(url_for("complaints.declared"), 303)
    return draw("complaints/ties.html", form=form, rows=queries.of(actor()))


@blueprint.post("/ties/<int:id>/take-back")
@access(load=queries.get)
def take_back(tie: DeclaredTie) -> ResponseReturnValue:
    """Take a declaration back."""
    ties.take_back(actor(), tie.id)
    flash(_("已撤回申报。"), "good")
    return redirect(url_for("complaints.declared"), 303)
