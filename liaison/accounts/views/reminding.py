"""The page from which all who did not activate their accounts are reminded at once."""

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.accounts.services import reminding as services
from liaison.accounts.views.own import me
from liaison.accounts.views.users import KEEPERS, SETTINGS, blueprint
from liaison.core.sides import Role
from liaison.papers.canonical import canonical_json
from liaison.store import papers, previews, thresholds
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw


@blueprint.get("/remind")
@access(KEEPERS, recent=True)
def remind() -> ResponseReturnValue:
    """How many are due, and the two ways."""
    return _page(Form())


@blueprint.post("/remind/mail")
@access(KEEPERS, recent=True)
def remind_by_mail() -> ResponseReturnValue:
    """A link to everybody who has an address."""
    form = Form()
    count = attempt(form, services.mail, me())
    if count is None:
        return _page(form)
    flash(_("将向 %(n)s 人发送设置密码的链接，3 日内有效。", n=count), "good")
    return redirect(url_for("users.index", status="invited"), 303)


@blueprint.post("/remind/slips")
@access(KEEPERS, recent=True)
def remind_by_slips() -> ResponseReturnValue:
    """New slips, made for this person alone."""
    form = Form()
    made = attempt(form, services.print_slips, current_app.extensions[SETTINGS].public_url, me())
    if made is None:
        return _page(form)
    back = url_for("users.index", status="invited")
    preview = previews.ask("slips", made.title, canonical_json(made), papers.watermark(), back, actor())
    flash(_("已为 %(n)s 个账户换发代码，旧代码作废。请下载激活条并当面分发。", n=len(made.slips)), "good")
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


def _page(form: Form) -> ResponseReturnValue:
    due = services.due(me())
    return draw(
        "accounts/users/remind.html",
        form=form,
        count=len(due),
        mailed=sum(bool(user.email) for user in due),
        days=thresholds.value(thresholds.ACTIVATION_DAYS),
        may_set=me().has(Role.ADMINISTRATOR),
    )
