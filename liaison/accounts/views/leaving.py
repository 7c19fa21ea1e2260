"""The page on which somebody's work is handed over in one step."""

from functools import partial

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.accounts.forms.leaving import chosen, leaving_form
from liaison.accounts.projections.leaving import told
from liaison.accounts.queries import users as queries
from liaison.accounts.rules import standing
from liaison.accounts.services import handing_over as services
from liaison.accounts.services.handing_over import Handed
from liaison.accounts.views.own import me
from liaison.accounts.views.users import KEEPERS, ONE, blueprint, why_not
from liaison.store.users import User
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr


@blueprint.route(f"{ONE}/hand-over", methods=["GET", "POST"])
@access(KEEPERS, load=queries.get_visible, why_not=partial(why_not, "hand_over"), recent=True)
def hand_over(user: User) -> ResponseReturnValue:
    """What the person holds by kind, who takes it, and the account closed with it."""
    kinds = told(features(), user, actor())
    holdings = {kind.key: kind.holding for kind in kinds if kind.count}
    successors = queries.successors_of(user)
    form = leaving_form(holdings, successors)
    if form.validate_on_submit():
        everything = next((one for one in successors if str(one.id) == form.everything.data), None)
        own = chosen(form, holdings, successors)
        # Every kind is asked, those too that the page could not show: what is withheld goes the same way.
        done = attempt(form, services.hand_over, user, features().holdings, own, everything, form.reason.data, me())
        if done is not None:
            _tell(done)
            return redirect(url_for("users.show", id=user.id), 303)
    return draw("accounts/users/hand_over.html", form=form, user=user, kinds=kinds, move=standing.MOVES["hand_over"])


def _tell(done: list[Handed]) -> None:
    moved, left = sum(each.moved for each in done), [each for each in done if each.left]
    flash(_("已移交 %(n)s 项，账户已停用，登录和代理已结束。", n=moved), "good")
    for each in left:
        flash(
            _(
                "%(kind)s：还有 %(n)s 项没有移交，接手人应当回避、另有任务或不能担任。",
                kind=tr(each.holding.label),
                n=each.left,
            ),
            "warn",
        )
