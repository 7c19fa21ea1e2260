"""The bodies that get copies of minutes, and where they are reached: kept by the organisers."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences.forms.minutes_handling import CopyForm
from liaison.conferences.models import CopyAddress
from liaison.conferences.queries import minutes as queries
from liaison.conferences.services import copies as services
from liaison.conferences.views.register import blueprint
from liaison.conferences.views.room import ONE
from liaison.core.sides import Role
from liaison.web.access import access, actor, holding
from liaison.web.forms import attempt
from liaison.web.frame import draw

COPY = f"/copies{ONE}"


@blueprint.get("/copies")
@access(holding(Role.ORGANISER))
def copies() -> ResponseReturnValue:
    """All of them."""
    return draw("conferences/minutes/copies.html", rows=queries.copy_addresses())


@blueprint.route("/copies/add", methods=["GET", "POST"])
@access(holding(Role.ORGANISER))
def add_copy() -> ResponseReturnValue:
    """One more."""
    form = CopyForm()
    if form.validate_on_submit() and attempt(form, services.add, form.name.data, form.email.data, by=actor()):
        flash(_("已登记。"), "good")
        return _back()
    return draw("conferences/minutes/copy.html", form=form, row=None)


@blueprint.route(f"{COPY}/amend", methods=["GET", "POST"])
@access(holding(Role.ORGANISER), load=queries.get_copy_address)
def amend_copy(row: CopyAddress) -> ResponseReturnValue:
    """Another address for the same body."""
    form = CopyForm(data={"name": row.name, "email": row.email})
    form.name.data = row.name
    if form.validate_on_submit() and attempt(form, services.amend, row, form.email.data, by=actor()):
        flash(_("修改已保存。"), "good")
        return _back()
    return draw("conferences/minutes/copy.html", form=form, row=row)


@blueprint.post(f"{COPY}/remove")
@access(holding(Role.ORGANISER), load=queries.get_copy_address)
def remove_copy(row: CopyAddress) -> ResponseReturnValue:
    """Strike it from the list."""
    services.remove(row, by=actor())
    flash(_("已删除。"), "good")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("minutes.copies"), 303)
