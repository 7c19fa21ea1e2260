"""The pages of sign-in, sign-out and the own account."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from liaison.accounts import services
from liaison.accounts.forms import PasswordForm, SignInForm
from liaison.accounts.services import TooManyFailures
from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Actor
from liaison.web import sessions
from liaison.web.access import ANYONE, access, actor
from liaison.web.edge import outside_transaction
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw
from liaison.web.language import spell, tr
from liaison.web.paths import own_path

DEMO = "liaison.demo"

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/login", methods=["GET", "POST"])
@outside_transaction
@access(ANYONE)
def sign_in() -> ResponseReturnValue:
    """Sign in, and on to where the person was going."""
    form = SignInForm(next=request.args.get("next", ""))
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        typed = form.username.data, form.password.data, _address()
        token, status = _tried(form, services.sign_in, *typed, replacing=sessions.current_token())
        if token is not None:
            sessions.begin(token)
            return redirect(own_path(form.next.data, url_for("home.home")), 303)
    elif current_user.is_authenticated and not form.is_submitted():
        return redirect(url_for("home.home"))
    demo = current_app.extensions.get(DEMO)
    page, _drawn = draw("accounts/sign_in.html", form=form, demo=demo, demo_accounts=demo.listed() if demo else [])
    return page, status


@blueprint.post("/logout")
@access()
def sign_out() -> ResponseReturnValue:
    """End the session of this browser."""
    services.sign_out(sessions.current_token(), actor())
    sessions.finish()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.route("/account", methods=["GET", "POST"])
@outside_transaction
@access()
def account() -> ResponseReturnValue:
    """The own account, with the change of password."""
    form, user = PasswordForm(), actor()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        typed = form.current.data, form.password.data
        _none, status = _tried(form, services.change_password, user.id, *typed, sessions.current_token(), _address())
        if not form.errors:
            flash(_("密码已修改，其他设备上的登录均已退出。"), "good")
            return redirect(url_for("accounts.account"), 303)
    words = {"side_label": side_label(user), "role_labels": role_labels(user)}
    page, _drawn = draw("accounts/account.html", form=form, **words)
    return page, status


def side_label(user: Actor) -> str:
    """The side in the language of the page."""
    return tr(SIDE_LABELS[user.side]) if user.side else _("不属于任何一方")


def role_labels(user: Actor) -> str:
    """The roles in the language of the page."""
    return _("、").join(tr(label) for role, label in ROLE_LABELS.items() if role in user.roles)


def _tried(form: Form, verb: Callable[..., Any], *arguments: Any, **options: Any) -> tuple[Any, int]:
    """What the service gives, and the status of the page if it refused: its sentence is then on the form."""
    try:
        return attempt(form, verb, *arguments, **options), 422
    except TooManyFailures as failure:
        form.form_errors.append(spell(failure))
        return None, 429


def _address() -> str:
    """Where the request comes from: the socket, or what the declared proxies say (LIAISON_PROXIES)."""
    return request.remote_addr or ""
