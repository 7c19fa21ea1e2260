"""The own second factor: set up, its recovery codes, given up."""

import segno
from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from liaison.accounts.forms.entry import EstablishForm
from liaison.accounts.queries import credentials as queries
from liaison.accounts.rules import second_factor as rules
from liaison.accounts.services import second_factor as services
from liaison.accounts.views.own import me
from liaison.web import sessions
from liaison.web.access import access
from liaison.web.forms import attempt
from liaison.web.frame import draw

blueprint = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")


@blueprint.get("")
@access(before_duty=True)
def show() -> ResponseReturnValue:
    """Whether one has a second factor, and what may be done about it."""
    user = me()
    return draw(
        "accounts/second_factor/show.html",
        factor=queries.find_factor(user.id),
        recovery_codes=queries.count_recovery_codes(user.id),
        is_required=bool(user.own_roles & queries.roles_with_factor()),
    )


@blueprint.post("/begin")
@access(before_duty=True, recent=True)
def begin() -> ResponseReturnValue:
    """Draw a secret."""
    services.begin(me())
    return redirect(url_for("second_factor.establish"), 303)


@blueprint.route("/establish", methods=["GET", "POST"])
@access(before_duty=True, recent=True)
def establish() -> ResponseReturnValue:
    """Show the secret and take its first code; what follows is the page of recovery codes, shown this once."""
    user, form = me(), EstablishForm()
    draft = queries.find_draft(user.id)
    if draft is None:
        return redirect(url_for("second_factor.show"), 303)
    secret = draft.secret
    if form.validate_on_submit():
        codes = attempt(form, services.establish, user, form.code.data, sessions.current_token())
        if codes is not None:
            return draw("accounts/second_factor/codes.html", codes=codes)
    code = segno.make(rules.address(secret, user.username), micro=False)
    picture = Markup(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True))  # noqa: S704 - drawn here
    return draw("accounts/second_factor/establish.html", form=form, picture=picture, secret=secret)


@blueprint.post("/renew-codes")
@access(recent=True)
def renew_codes() -> ResponseReturnValue:
    """New recovery codes, shown this once."""
    return draw("accounts/second_factor/codes.html", codes=services.renew_codes(me()))


@blueprint.post("/give-up")
@access(recent=True)
def give_up() -> ResponseReturnValue:
    """Do without."""
    services.give_up(me())
    flash(_("两步验证已关闭。"), "good")
    return redirect(url_for("second_factor.show"), 303)
