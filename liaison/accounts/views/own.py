"""The own account: password, sessions, and what is kept about oneself."""

import json
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.accounts import services
from liaison.accounts.forms.entry import PasswordForm
from liaison.accounts.projections import own
from liaison.accounts.queries import credentials, stand_ins, users
from liaison.accounts.queries import sessions as session_queries
from liaison.accounts.rules.roles import LIMITS
from liaison.accounts.services import sessions as session_services
from liaison.accounts.views.asking import came_from, role_labels, side_label, tried
from liaison.core import clock
from liaison.core.errors import Forbidden
from liaison.core.sides import ROLE_LABELS
from liaison.store.users import User
from liaison.web import sessions
from liaison.web.access import access, actor
from liaison.web.edge import outside_transaction
from liaison.web.export import attachment, spreadsheet
from liaison.web.frame import draw, features
from liaison.web.language import tr

blueprint = Blueprint("own", __name__, url_prefix="/account")


@blueprint.route("", methods=["GET", "POST"])
@outside_transaction
@access()
def account() -> ResponseReturnValue:
    """The own account, with the change of password."""
    form, user = PasswordForm(), me()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        typed = form.current.data, form.password.data
        _none, status = tried(form, services.change_password, user.id, *typed, sessions.current_token(), came_from())
        if not form.errors:
            flash(_("密码已修改，其他设备上的登录均已退出。"), "good")
            return redirect(url_for("own.account"), 303)
    page, _drawn = draw("accounts/account.html", form=form, **_about(user))
    return page, status


@blueprint.get("/sessions")
@access()
def show_sessions() -> ResponseReturnValue:
    """Where one is signed in."""
    here = services.hash_token(sessions.current_token())
    rows = session_queries.sessions_of(actor().id)
    return draw("accounts/sessions.html", rows=[(row, row.token_hash == here) for row in rows])


@blueprint.post("/sessions/<int:id>/end")
@access()
def end_session(id: int) -> ResponseReturnValue:
    """End one of the own sessions."""
    session_services.end_one(me(), id)
    flash(_("该登录已退出。"), "good")
    return redirect(url_for("own.show_sessions"), 303)


@blueprint.post("/sessions/end-others")
@access()
def end_other_sessions() -> ResponseReturnValue:
    """End the own sessions but this one."""
    session_services.end_others(me(), sessions.current_token())
    flash(_("其他设备上的登录均已退出。"), "good")
    return redirect(url_for("own.show_sessions"), 303)


@blueprint.get("/data")
@access(recent=True)
def data() -> ResponseReturnValue:
    """What is kept about oneself, on the page or as a file."""
    kept = own.kept_about(me(), features().card, features().own_counts(me()))
    wanted = request.args.get("format", "")
    if wanted == "json":
        text = json.dumps(own.as_json(kept), ensure_ascii=False, indent=2)
        return attachment(text.encode(), f"{_('我的数据')}.json", "application/json")
    lines = [(tr(group), tr(label), _spoken(value)) for group, label, value in own.lines(kept)]
    if wanted == "xlsx":
        return spreadsheet(_("我的数据"), [_("类别"), _("项目"), _("内容")], lines)
    groups = {group: [line[1:] for line in lines if line[0] == group] for group, _label, _value in lines}
    return draw("accounts/data.html", groups=groups, officers=users.officers_of(me().side) if me().side else [])


def me() -> User:
    """The user who is signed in; nobody else has pages of their own account."""
    user = actor()
    if not isinstance(user, User):
        raise Forbidden
    return user


def _about(user: User) -> dict[str, Any]:
    now = clock.now()
    limits = [(tr(ROLE_LABELS[role]), tr(LIMITS[role].does), tr(LIMITS[role].never)) for role in sorted(user.roles)]
    current = stand_ins.current(user, clock.local(now).date())
    return {
        "user": user,
        "side_label": side_label(user.side),
        "role_labels": role_labels(user.own_roles),
        "limits": limits,
        "lent": [(row.absent.name, role_labels(row.roles), row.ends_on) for row in user.stood_in_today],
        "stand_ins": [row for row in current if user.id in (row.absent_id, row.stand_in_id)],
        "has_factor": credentials.find_factor(user.id) is not None,
        "sessions": len(session_queries.sessions_of(user.id)),
    }


def _spoken(value: Any) -> str:
    """A value of the list in words: roles and sides in the language of the page, the rest as it is."""
    return _("、").join(tr(word) for word in value) if isinstance(value, tuple) else str(value)
