"""The pages of thresholds."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role
from liaison.settings.forms.simple import ThresholdForm
from liaison.settings.services import thresholds
from liaison.settings.views.room import CHANGERS, READERS, blueprint
from liaison.store.thresholds import THRESHOLDS
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw


def _known(_user: Actor, key: str) -> str:
    """The key of an address. Raises NotFound."""
    if key not in THRESHOLDS:
        raise NotFound
    return key


@blueprint.get("/thresholds")
@access(READERS)
def thresholds_page() -> ResponseReturnValue:
    """Every threshold, with its bounds."""
    return draw(
        "settings/thresholds.html",
        bounds=THRESHOLDS,
        values=thresholds.current(),
        may_change=actor().has(Role.ADMINISTRATOR),
    )


@blueprint.route("/thresholds/<key>", methods=["GET", "POST"])
@access(CHANGERS, load=_known)
def amend_threshold(key: str) -> ResponseReturnValue:
    """Set one within its bounds."""
    value = thresholds.current()[key]
    form = ThresholdForm(value=value, seen=str(value))
    if form.validate_on_submit() and attempt(
        form, thresholds.amend, key, form.value.data, form.reason.data, by=actor(), seen=form.seen_value
    ):
        flash(_("已保存。"), "good")
        return redirect(url_for("settings.thresholds_page"), 303)
    return draw("settings/threshold.html", form=form, bounds=THRESHOLDS[key], value=value)
