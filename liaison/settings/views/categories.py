"""The page of the categories of opinions, which their own feature keeps."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role
from liaison.settings.forms.simple import AddForm, RenameForm
from liaison.settings.views.room import CHANGERS, READERS, blueprint
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw, features

ONE = "/categories/<int:id>"
STEPS = {"up": -1, "down": 1}


def _known(_user: Actor, id: int) -> tuple[int, str]:
    """The category of an address, as id and name. Raises NotFound."""
    for category, _count in features().offer("opinion_categories")():
        if category.id == id:
            return id, category.name
    raise NotFound


@blueprint.route("/categories", methods=["GET"])
@access(READERS)
def categories_page() -> ResponseReturnValue:
    """All categories in their order, those out of use among them."""
    return _page(AddForm())


@blueprint.post("/categories")
@access(CHANGERS)
def add_category() -> ResponseReturnValue:
    """Add one at the end."""
    form = AddForm()
    if form.validate_on_submit() and attempt(form, features().offer("add_opinion_category"), form.name.data, actor()):
        flash(_("类别已添加。"), "good")
        return _back()
    return _page(form)


@blueprint.route(f"{ONE}/rename", methods=["GET", "POST"])
@access(CHANGERS, load=_known)
def rename_category(category: tuple[int, str]) -> ResponseReturnValue:
    """Give one another name."""
    id, name = category
    form = RenameForm(name=name, seen=name)
    rename = features().offer("rename_opinion_category")
    if form.validate_on_submit() and attempt(form, rename, id, form.name.data, actor(), form.seen.data or ""):
        flash(_("类别已改名。"), "good")
        return _back()
    return draw("settings/category.html", form=form, name=name)


@blueprint.post(f"{ONE}/move")
@access(CHANGERS, load=_known)
def move_category(category: tuple[int, str]) -> ResponseReturnValue:
    """Move one up or down by one place."""
    step = STEPS.get(request.form.get("step", ""))
    if step is None:
        raise NotFound
    features().offer("move_opinion_category")(category[0], step, actor())
    return _back()


@blueprint.post(f"{ONE}/retire")
@access(CHANGERS, load=_known)
def retire_category(category: tuple[int, str]) -> ResponseReturnValue:
    """Take one out of use, or back into it."""
    is_retired = request.form.get("step") != "restore"
    features().offer("retire_opinion_category")(category[0], is_retired, actor())
    flash(_("类别已停用。") if is_retired else _("类别已恢复使用。"), "good")
    return _back()


def _page(form: AddForm) -> ResponseReturnValue:
    return draw(
        "settings/categories.html",
        form=form,
        rows=features().offer("opinion_categories")(),
        may_change=actor().has(Role.ADMINISTRATOR),
    )


def _back() -> ResponseReturnValue:
    return redirect(url_for("settings.categories_page"), 303)
