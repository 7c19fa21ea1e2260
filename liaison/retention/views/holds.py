"""Single records that stay whatever their time: placed and released by number, with a reason."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.retention import queries, rules, services
from liaison.retention.forms import HoldForm, ReleaseForm
from liaison.retention.views.room import CHANGERS, READERS, blueprint
from liaison.store import retention
from liaison.store.retention import LegalHold
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr


def _labels() -> dict[str, str]:
    return {kind: tr(retaining.label) for kind, retaining in features().retains.items() if retaining.find}


@blueprint.get("/holds")
@access(READERS)
def holds() -> ResponseReturnValue:
    """Every hold, and the form that places one."""
    return _page(_form())


@blueprint.post("/holds")
@access(CHANGERS)
def hold() -> ResponseReturnValue:
    """Place a hold."""
    form = _form()
    if form.validate_on_submit() and attempt(
        form, services.hold, features().retains, form.kind.data, form.number.data, form.reason.data, actor()
    ):
        flash(_("已暂缓清除。"), "good")
        return redirect(url_for("retention.holds"), 303)
    return _page(form)


@blueprint.route("/holds/<int:id>/release", methods=["GET", "POST"])
@access(CHANGERS, load=queries.get_hold)
def release(placed: LegalHold) -> ResponseReturnValue:
    """Release a hold with a reason."""
    form = ReleaseForm()
    if form.validate_on_submit():
        attempt(form, retention.release, placed, form.reason.data, actor())
        if not form.errors:
            flash(_("已解除暂缓。"), "good")
            return redirect(url_for("retention.holds"), 303)
    return draw("retention/release.html", form=form, placed=placed, label=_labels().get(placed.kind, placed.kind))


def _form() -> HoldForm:
    form = HoldForm()
    form.kind.choices = list(_labels().items())
    return form


def _page(form: HoldForm) -> ResponseReturnValue:
    return draw(
        "retention/holds.html",
        form=form,
        rows=queries.holds(),
        labels=_labels(),
        may_change=rules.may_change(actor()),
    )
