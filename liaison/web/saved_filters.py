"""The routes behind the saved filters of every list: save, rename, remove."""

from flask import Blueprint, Flask, current_app, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.core.errors import NotFound
from liaison.store import saved_filters
from liaison.store.saved_filters import SavedFilter
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.forms import Form, Hidden, Line, OnceForm, attempt
from liaison.web.frame import draw
from liaison.web.paths import own_path

NAME_LENGTH = 20
QUERY_LENGTH = 1000

blueprint = Blueprint("saved_filters", __name__, url_prefix="/saved-filters")


class SaveForm(OnceForm):
    """A name for what a list is narrowed to."""

    name = Line(_l("筛选名称"), max=NAME_LENGTH)
    place = Hidden()
    query = Hidden()


class RenameForm(Form):
    """Another name."""

    name = Line(_l("筛选名称"), max=NAME_LENGTH)


@blueprint.post("")
@access()
def save() -> ResponseReturnValue:
    """Keep what the list is narrowed to."""
    form = SaveForm()
    place, query = _place(form.place.data), lists.normalised(str(form.query.data or "")[:QUERY_LENGTH])
    if form.validate_on_submit() and attempt(form, saved_filters.save, place, form.name.data, query, actor()):
        flash(_("筛选已保存，显示在列表上方。"), "good")
        return redirect(lists.address(place, query), 303)
    return draw("saved_filter.html", form=form, title=_("保存筛选"), back=lists.address(place, query))


@blueprint.post("/<int:id>/rename")
@access(load=saved_filters.get)
def rename(row: SavedFilter) -> ResponseReturnValue:
    """Give one another name."""
    form = RenameForm()
    back = lists.address(row.place, row.query)
    if form.validate_on_submit():
        attempt(form, saved_filters.rename, row, form.name.data, actor())
        if not form.errors:
            flash(_("已改名。"), "good")
            return redirect(back, 303)
    return draw("saved_filter.html", form=form, title=_("修改筛选名称"), back=back)


@blueprint.post("/<int:id>/remove")
@access(load=saved_filters.get)
def remove(row: SavedFilter) -> ResponseReturnValue:
    """Drop one."""
    back = lists.address(row.place, row.query)
    saved_filters.remove(row)
    flash(_("筛选已删除，列表中的记录不受影响。"), "good")
    return redirect(back, 303)


def install_saved_filters(app: Flask) -> None:
    """Give the application the routes."""
    app.register_blueprint(blueprint)


def _place(asked: str | None) -> str:
    """The path of the list, which is a page of this site. Raises NotFound."""
    path = own_path(asked, "").split("?")[0][:80]
    pages = current_app.create_url_adapter(request)
    if not path or pages is None or not pages.test(path, "GET"):
        raise NotFound
    return path
