"""The administration of users: the list, one user, and what their keepers do."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from liaison.accounts.forms.users import HowForm, OpenForm, PersonForm, ReasonForm, RequiredForm, SideForm
from liaison.accounts.projections import users as projections
from liaison.accounts.queries import credentials
from liaison.accounts.queries import users as queries
from liaison.accounts.rules import standing
from liaison.accounts.rules.roles import LIMITS
from liaison.accounts.services import second_factor
from liaison.accounts.services import users as services
from liaison.accounts.views import choices
from liaison.accounts.views.asking import role_labels, side_label
from liaison.accounts.views.own import me
from liaison.core.moves import Refusal
from liaison.core.sides import ROLE_LABELS, Actor, Role
from liaison.store.users import User
from liaison.web.access import access, actor, holding
from liaison.web.export import spreadsheet
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr
from liaison.web.lists import asked, every_row, is_export, paginate

ONE = "/<int:id>"
SETTINGS = "liaison.settings"
KEEPERS = holding(Role.ADMINISTRATOR, Role.OFFICER)
ADMINISTRATORS = holding(Role.ADMINISTRATOR)

blueprint = Blueprint("users", __name__, url_prefix="/accounts/users")


def why_not(verb: str, by: Actor, user: User) -> Refusal | None:
    """Why somebody may not do this to the account now."""
    return standing.why_not(verb, by, user, queries.count_administrators())


def _on(verb: str) -> Any:
    """The declaration of a verb on one user: whom the person sees, whether it is theirs, and a recent sign-in."""
    return access(KEEPERS, load=queries.get_visible, why_not=partial(why_not, verb), recent=True)


@blueprint.get("")
@access(KEEPERS, load=queries.visible_to)
def index(visible: Select[User]) -> ResponseReturnValue:
    """The users under the filters of the address."""
    filters = asked("q", "side", "role", "status")
    statement = queries.filtered(visible, **filters)
    if is_export():
        return _export(every_row(statement, queries.ORDER, queries.DEFAULT_ORDER))
    page = paginate(statement, queries.ORDER, queries.DEFAULT_ORDER, **filters)
    return draw(
        "accounts/users/index.html",
        page=replace(page, rows=[projections.listed(user) for user in page.rows]),
        tabs=choices.tabs(queries.count_by_standing(actor()), filters["status"]),
        sides=choices.sides(),
        roles=choices.roles(),
        kept=[("status", filters["status"])] if filters["status"] else [],
        is_filtered=any(filters.values()),
        is_administrator=actor().has(Role.ADMINISTRATOR),
        words={"side": side_label, "roles": role_labels},
    )


@blueprint.get(ONE)
@access(KEEPERS, load=queries.get_visible)
def show(user: User) -> ResponseReturnValue:
    """One user with roles in plain words, the ways in, and the verbs that are open."""
    seen = projections.seen(actor(), user)
    return draw(
        "accounts/users/show.html",
        seen=seen,
        open_moves=standing.open_moves(
            actor(), user, queries.count_administrators(), has_factor=seen.factor_since is not None
        ),
        card=features().card(actor(), "person", user.person_id) if user.person_id else None,
        side=side_label(user.side),
        limits=[(tr(ROLE_LABELS[role]), tr(LIMITS[role].does), tr(LIMITS[role].never)) for role in seen.roles],
        is_own=user.id == actor().id,
    )


@blueprint.route("/open", methods=["GET", "POST"])
@access(ADMINISTRATORS, recent=True)
def open_account() -> ResponseReturnValue:
    """A new user; the one-time code is shown on the answer, this once."""
    form = OpenForm(people=choices.people())
    if form.validate_on_submit():
        typed = form.username.data, form.name.data, form.chosen_side, form.chosen_roles
        rest = {"person_id": form.person_id.data, "email": form.email.data}
        opened = attempt(form, services.open_account, *typed, by=me(), how=form.how.data, **rest)
        if opened is not None:
            return _handed(*opened)
    return draw("accounts/users/open.html", form=form, limits=choices.limits())


@blueprint.route(f"{ONE}/amend", methods=["GET", "POST"])
@_on("amend")
def amend(user: User) -> ResponseReturnValue:
    """Change name, address and person."""
    form = PersonForm(people=choices.people(), obj=user)
    if form.validate_on_submit():
        typed = form.name.data, form.email.data, form.person_id.data
        attempt(form, services.amend, user, *typed, seen=form.seen_version, by=me())
        if not form.errors:
            flash(_("修改已保存。"), "good")
            return _to(user)
    return draw("accounts/users/amend.html", form=form, user=user)


@blueprint.route(f"{ONE}/assign", methods=["GET", "POST"])
@_on("assign")
def assign(user: User) -> ResponseReturnValue:
    """Change side and roles."""
    form = SideForm(obj=user, data={"side": user.side or choices.NEITHER, "roles": sorted(user.own_roles)})
    if form.validate_on_submit():
        attempt(form, services.assign, user, form.chosen_side, form.chosen_roles, seen=form.seen_version, by=me())
        if not form.errors:
            flash(_("所属方和角色已调整，该用户须重新登录。"), "good")
            return _to(user)
    return draw("accounts/users/assign.html", form=form, user=user, limits=choices.limits())


@blueprint.route(f"{ONE}/reset", methods=["GET", "POST"])
@_on("reset")
def reset(user: User) -> ResponseReturnValue:
    """Take the password away and hand over a one-time code."""
    return _give_way_in(user, "reset")


@blueprint.route(f"{ONE}/invite", methods=["GET", "POST"])
@_on("invite")
def invite(user: User) -> ResponseReturnValue:
    """Hand over a new code in place of one that was lost."""
    return _give_way_in(user, "invite")


@blueprint.route(f"{ONE}/drop-factor", methods=["GET", "POST"])
@_on("drop_factor")
def drop_factor(user: User) -> ResponseReturnValue:
    """Take a lost second factor from an account."""
    return _with_reason(user, "drop_factor")


@blueprint.route(f"{ONE}/disable", methods=["GET", "POST"])
@_on("disable")
def disable(user: User) -> ResponseReturnValue:
    """Let somebody in no more."""
    return _with_reason(user, "disable")


@blueprint.route(f"{ONE}/enable", methods=["GET", "POST"])
@_on("enable")
def enable(user: User) -> ResponseReturnValue:
    """Let somebody in again."""
    return _with_reason(user, "enable")


@blueprint.route("/second-factor", methods=["GET", "POST"])
@access(ADMINISTRATORS, recent=True)
def require_factor() -> ResponseReturnValue:
    """Say which roles need a second factor."""
    form = RequiredForm(data={"roles": sorted(credentials.roles_with_factor())})
    if form.validate_on_submit():
        second_factor.require(frozenset(map(Role, form.roles.data or ())), me())
        flash(_("两步验证的要求已保存，尚未设置的用户下次打开页面时须先设置。"), "good")
        return redirect(url_for("users.index"), 303)
    return draw("accounts/users/require_factor.html", form=form)


def _give_way_in(user: User, verb: str) -> ResponseReturnValue:
    form = HowForm()
    if form.validate_on_submit():
        code = attempt(form, getattr(services, verb), user, form.how.data, me())
        if code is not None:
            return _handed(user, code)
    return draw("accounts/users/way_in.html", form=form, user=user, move=standing.MOVES[verb])


def _with_reason(user: User, verb: str) -> ResponseReturnValue:
    form = ReasonForm()
    service = second_factor.drop if verb == "drop_factor" else getattr(services, verb)
    if form.validate_on_submit():
        attempt(form, service, user, form.reason.data, me())
        if not form.errors:
            flash(_("“%(verb)s”已办理。", verb=tr(standing.MOVES[verb].label)), "good")
            return _to(user)
    return draw("accounts/users/reason.html", form=form, user=user, move=standing.MOVES[verb])


def _handed(user: User, code: str) -> ResponseReturnValue:
    """The page with the code, which no other page shows; a link went by mail instead where there is none."""
    if code:
        found = credentials.find_latest_code(user.id)
        place = current_app.extensions[SETTINGS].public_url + url_for("accounts.redeem")
        ends = found.expires_at if found else None
        return draw("accounts/users/code.html", user=user, code=code, expires_at=ends, place=place)
    flash(_("设置密码的链接将发往该用户的邮箱，3 日内有效。"), "good")
    return _to(user)


def _to(user: User) -> ResponseReturnValue:
    return redirect(url_for("users.show", id=user.id), 303)


def _export(rows: Sequence[User]) -> ResponseReturnValue:
    """The list as a spreadsheet; it holds nothing that opens an account."""
    titles = [_("用户名"), _("姓名"), _("所属方"), _("角色"), _("电子邮箱"), _("状态"), _("开户时间")]
    return spreadsheet(_("用户名单"), titles, (_row(projections.listed(user)) for user in rows))


def _row(seen: projections.Listed) -> Sequence[Any]:
    return (
        seen.username,
        seen.name,
        side_label(seen.side),
        role_labels(seen.roles),
        seen.email,
        tr(seen.standing_label),
        seen.created_on,
    )
