"""The first administrator: while there is none every page leads here, and afterwards the page is gone."""

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import NotFound
from liaison.launch import queries, services
from liaison.launch.forms import BeginForm
from liaison.launch.views.room import blueprint
from liaison.store import unit
from liaison.store.throttle import TooManyTries
from liaison.web.access import ANYONE, access
from liaison.web.edge import outside_transaction
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import spell

OPEN = {"launch.begin", "static", "healthz", "readyz", "preferences", "guide.page", "guide.index"}
"""What answers before anybody can sign in: the way in, what it is drawn with, and what a supervisor asks."""


@blueprint.before_app_request
def lead_to_begin() -> ResponseReturnValue | None:
    """Lead every page of a live site without an administrator to the first one."""
    if request.endpoint in OPEN or current_app.config["IS_DEMO"] or queries.has_administrator():
        return None
    return redirect(url_for("launch.begin", lang=request.args.get("lang")), 303)


@blueprint.route("/begin", methods=["GET", "POST"])
@outside_transaction
@access(ANYONE)
def begin() -> ResponseReturnValue:
    """Make the first administrator with the code of the console. Not there in a demonstration, nor a second time."""
    if current_app.config["IS_DEMO"] or queries.has_administrator():
        raise NotFound
    form = BeginForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        status = _begin(form)
        if not form.errors:
            flash(_("已建立第一个系统管理员，请登录后按向导逐步设置。"), "good")
            return redirect(url_for("accounts.sign_in", next=url_for("launch.checklist")), 303)
    page, _drawn = draw("launch/begin.html", form=form)
    return page, status


def _begin(form: BeginForm) -> int:
    """Check the code first, outside of any transaction; gives the status of the page if something is refused."""
    try:
        attempt(form, services.check_code, form.code.data, request.remote_addr or "")
    except TooManyTries as failure:
        form.form_errors.append(spell(failure))
        return 429
    if not form.errors:
        typed = form.username.data, form.name.data, form.chosen_side, form.chosen_roles
        with unit.transaction():
            attempt(form, services.begin, form.code.data, *typed, form.password.data, form.email.data)
    return 422
