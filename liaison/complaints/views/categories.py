"""The categories of the own list, which the officers of each side keep."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.forms.categories import CategoryForm
from liaison.complaints.models import Category
from liaison.complaints.projections.launching import keeps
from liaison.complaints.queries import complaints as queries
from liaison.complaints.services import categories as services
from liaison.complaints.services.categories import Told
from liaison.complaints.views.room import blueprint, direction_of, standing
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw


def _why_not(user: Actor, _thing: Any) -> Refusal | None:
    return None if keeps(user) else Refusal(N_("类别由双方经办人维护。"), kind="forbidden")


def _get(user: Actor, id: int) -> Category:
    """A category of the own list. Raises NotFound."""
    category = queries.get_category(id)
    if category.direction is not direction_of(user):
        raise NotFound
    return category


@blueprint.get("/categories")
@access(load=lambda user: None, why_not=_why_not)
def categories(_loaded: None) -> ResponseReturnValue:
    """The own list, with those out of use."""
    return draw("complaints/categories.html", rows=queries.categories(direction_of(actor())))


@blueprint.route("/categories/add", methods=["GET", "POST"])
@access(load=lambda user: None, why_not=_why_not)
def add_category(_loaded: None) -> ResponseReturnValue:
    """Add one at the end."""
    form = CategoryForm(_others(actor()), is_new=True)
    if form.validate_on_submit() and attempt(
        form, services.add_category, form.code.data, _told(form), standing(), actor()
    ):
        flash(_("类别已添加。"), "good")
        return redirect(url_for("complaints.categories"), 303)
    return draw("complaints/category.html", form=form, title=_("添加类别"))


@blueprint.route("/categories/<int:id>", methods=["GET", "POST"])
@access(load=_get, why_not=_why_not)
def amend_category(category: Category) -> ResponseReturnValue:
    """Word one anew, or take it out of use."""
    known = {name: getattr(category, name) for name in ("group", "name", "source", "mirror", "is_retired")}
    form = CategoryForm(_others(actor()), is_new=False, seen=category.name, **known)
    if form.validate_on_submit() and attempt(
        form, services.amend_category, category, _told(form), standing(), actor(), form.seen.data or ""
    ):
        flash(_("已保存。"), "good")
        return redirect(url_for("complaints.categories"), 303)
    return draw("complaints/category.html", form=form, title=_("修改类别"))


def _told(form: CategoryForm) -> Told:
    return Told(
        form.group.data, form.name.data, form.source.data or "", form.mirror.data or "", bool(form.is_retired.data)
    )


def _others(user: Actor) -> list[tuple[str, str]]:
    """The categories of the other list, to pair with."""
    own = direction_of(user)
    return [(one.code, f"{one.code} {one.name}") for one in queries.categories() if one.direction is not own]
