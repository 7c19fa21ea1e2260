"""The pages of standing in: who stands in for whom, named and ended early."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.accounts.forms.stand_ins import StandInForm
from liaison.accounts.queries import stand_ins as queries
from liaison.accounts.queries import users
from liaison.accounts.rules import stand_ins as rules
from liaison.accounts.services import stand_ins as services
from liaison.accounts.views.asking import person_title, role_labels
from liaison.accounts.views.own import me
from liaison.core import clock
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role
from liaison.store.base import db
from liaison.store.users import StandIn, User
from liaison.web.access import access, actor, holding
from liaison.web.forms import attempt
from liaison.web.frame import draw

NAMERS = holding(Role.OFFICER, Role.ADMINISTRATOR)

blueprint = Blueprint("stand_ins", __name__, url_prefix="/accounts/stand-ins")


def _why_not_end(by: Actor, row: StandIn) -> Refusal | None:
    return rules.why_not_end(by, row)


@blueprint.get("")
@access()
def index() -> ResponseReturnValue:
    """Those in force or to come that concern the person, or the side whose officer he or she is."""
    rows = queries.current(actor(), clock.today())
    lines = [(row, role_labels(row.roles), rules.why_not_end(actor(), row) is None) for row in rows]
    return draw("accounts/stand_ins/index.html", rows=lines, may_name=NAMERS.lets(actor()))


@blueprint.route("/name", methods=["GET", "POST"])
@access(NAMERS, recent=True)
def name() -> ResponseReturnValue:
    """Name a stand-in for a set time."""
    people = users.staff_of(None if actor().has(Role.ADMINISTRATOR) else actor().side)
    officers = [user for user in people if Role.OFFICER in user.own_roles and user.id != actor().id]
    form = StandInForm(_titled(people), _titled(officers), data={"absent_id": actor().id})
    if form.validate_on_submit():
        pair = [db.session.get_one(User, chosen) for chosen in (form.absent_id.data, form.stand_in_id.data)]
        row = attempt(form, services.name, *pair, form.starts_on.data, form.ends_on.data, me())
        if row is not None:
            flash(_("代理安排已生效，双方均已收到通知。"), "good")
            return redirect(url_for("stand_ins.index"), 303)
    return draw("accounts/stand_ins/name.html", form=form)


@blueprint.post("/<int:id>/end")
@access(load=queries.get_visible, why_not=_why_not_end)
def end(row: StandIn) -> ResponseReturnValue:
    """End one early."""
    services.end(row, me())
    flash(_("代理已结束。"), "good")
    return redirect(url_for("stand_ins.index"), 303)


def _titled(people: list[User]) -> list[tuple[int, str]]:
    return [(user.id, person_title(user)) for user in people]
