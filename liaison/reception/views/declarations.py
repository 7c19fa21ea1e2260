"""The page on which a duty lawyer declares clients, opponents, court cases and relatives: for the check alone."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import Forbidden
from liaison.core.messages import N_
from liaison.reception.forms.visits import DeclareForm
from liaison.reception.models.visits import Declaration, DeclarationKind
from liaison.reception.projections import declarations as shown
from liaison.reception.queries import following as queries
from liaison.reception.queries import visits as visit_queries
from liaison.reception.services import referrals as services
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw

declarations = Blueprint("declarations", __name__, url_prefix="/reception/declarations")


@declarations.route("", methods=["GET", "POST"])
@access()
def index() -> ResponseReturnValue:
    """What the signed-in lawyer has declared, and the form to declare more."""
    mine = visit_queries.me(actor())
    if mine is None:
        raise Forbidden(N_("利益冲突申报由值班律师本人填写。"))
    form = DeclareForm()
    if form.validate_on_submit() and attempt(
        form, services.declare, DeclarationKind(form.kind.data), form.name.data, form.note.data, actor()
    ):
        flash(_("已申报。"), "good")
        return redirect(url_for("declarations.index"), 303)
    rows = [shown.as_seen(each) for each in queries.declarations_of(mine)]
    return draw("reception/declarations.html", form=form, rows=rows)


@declarations.post("/<int:id>/retract")
@access(load=queries.get_declaration)
def retract(declared: Declaration) -> ResponseReturnValue:
    """Delete what no longer holds."""
    services.retract(declared, actor())
    flash(_("已删除。"), "good")
    return redirect(url_for("declarations.index"), 303)
