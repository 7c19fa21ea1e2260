"""The pages of the way in: sign-in and its second step, setting a password, asking for a link, sign-out."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from liaison.accounts.forms.entry import CodeForm, ConfirmForm, ForgotForm, RedeemForm, SignInForm
from liaison.accounts.queries.credentials import find_factor
from liaison.accounts.services import entry as signing
from liaison.accounts.services import passwords
from liaison.accounts.services.entry import StepExpired
from liaison.accounts.services.sessions import sign_out as end_session
from liaison.accounts.views.asking import browser, came_from, tried
from liaison.web import sessions
from liaison.web.access import ANYONE, access, actor
from liaison.web.edge import outside_transaction
from liaison.web.frame import draw
from liaison.web.language import spell
from liaison.web.paths import own_path

DEMO = "liaison.demo"
SETTINGS = "liaison.settings"

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/login", methods=["GET", "POST"])
@outside_transaction
@access(ANYONE)
def sign_in() -> ResponseReturnValue:
    """Sign in, and on to where the person was going, or to the second step."""
    form = SignInForm(next=request.args.get("next", ""))
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        typed = form.username.data, form.password.data, came_from()
        entry, status = tried(form, signing.sign_in, *typed, replacing=sessions.current_token(), browser=browser())
        if entry is not None and entry.needs_code:
            sessions.wait_for_code(entry.token)
            return redirect(url_for("accounts.code", next=form.next.data), 303)
        if entry is not None:
            sessions.begin(entry.token)
            return redirect(own_path(form.next.data, url_for("home.home")), 303)
    elif current_user.is_authenticated and not form.is_submitted():
        return redirect(url_for("home.home"))
    demo = current_app.extensions.get(DEMO)
    page, _drawn = draw("accounts/sign_in.html", form=form, demo=demo, demo_accounts=demo.listed() if demo else [])
    return page, status


@blueprint.route("/login/code", methods=["GET", "POST"])
@outside_transaction
@access(ANYONE)
def code() -> ResponseReturnValue:
    """The second step of sign-in."""
    if not sessions.pending_token():
        return redirect(url_for("accounts.sign_in"), 303)
    form = CodeForm(next=request.args.get("next", ""))
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            typed = sessions.pending_token(), form.code.data, came_from()
            token, status = tried(form, signing.answer, *typed, browser=browser())
        except StepExpired as expired:
            sessions.finish()
            flash(spell(expired), "warn")
            return redirect(url_for("accounts.sign_in", next=form.next.data), 303)
        if token is not None:
            sessions.begin(token)
            return redirect(own_path(form.next.data, url_for("home.home")), 303)
    page, _drawn = draw("accounts/code.html", form=form)
    return page, status


@blueprint.route("/login/password", methods=["GET", "POST"])
@outside_transaction
@access(ANYONE)
def redeem() -> ResponseReturnValue:
    """Set the first or a new password with a one-time code; the code of a link stands in its address."""
    form = RedeemForm(code=request.args.get("code", ""), username=request.args.get("username", ""))
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        typed = form.username.data, form.code.data, form.password.data, came_from()
        _none, status = tried(form, passwords.redeem, *typed)
        if not form.errors:
            sessions.finish()
            flash(_("密码已设置，请用新密码登录。"), "good")
            return redirect(url_for("accounts.sign_in"), 303)
    page, _drawn = draw("accounts/redeem.html", form=form)
    return page, status


@blueprint.route("/login/forgot", methods=["GET", "POST"])
@outside_transaction
@access(ANYONE)
def forgot() -> ResponseReturnValue:
    """Ask for a link by mail; the answer is the same whoever is named."""
    form = ForgotForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        _none, status = tried(form, passwords.forget_password, form.username.data, came_from())
        if not form.errors:
            flash(_("如果该账户存在并登记了电子邮箱，设置密码的链接将发到该邮箱，30 分钟内有效。"), "good")
            return redirect(url_for("accounts.sign_in"), 303)
    has_mail = bool(current_app.extensions[SETTINGS].mail_url)
    page, _drawn = draw("accounts/forgot.html", form=form, has_mail=has_mail)
    return page, status


@blueprint.route("/account/confirm", methods=["GET", "POST"])
@outside_transaction
@access(before_duty=True)
def confirm() -> ResponseReturnValue:
    """Prove once more who one is, before a sensitive move."""
    form = ConfirmForm(next=request.args.get("next", ""))
    needs_code = find_factor(actor().id) is not None
    if not needs_code:
        del form.code
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        typed = form.password.data, form.code.data if needs_code else "", came_from()
        _none, status = tried(form, signing.confirm, actor().id, sessions.current_token(), *typed)
        if not form.errors:
            return redirect(_page(form.next.data), 303)
    page, _drawn = draw("accounts/confirm.html", form=form)
    return page, status


@blueprint.post("/logout")
@access(before_duty=True)
def sign_out() -> ResponseReturnValue:
    """End the session of this browser."""
    end_session(sessions.current_token(), actor())
    sessions.finish()
    return redirect(url_for("accounts.sign_in"), 303)


def _page(address: str | None) -> str:
    """A page of this site to go back to; what only takes forms has none, and the own account stands in."""
    place, home = own_path(address, ""), url_for("own.account")
    pages = current_app.create_url_adapter(request)
    return place if place and pages is not None and pages.test(place.split("?")[0], "GET") else home
