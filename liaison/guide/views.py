"""The pages of the guide and their pictures."""

from flask import Blueprint, send_from_directory
from flask.typing import ResponseReturnValue

from liaison.core.errors import NotFound
from liaison.guide import queries
from liaison.guide.queries import GuidePage
from liaison.web.access import access
from liaison.web.frame import draw

blueprint = Blueprint("guide", __name__, url_prefix="/guide")


@blueprint.get("")
@access()
def index() -> ResponseReturnValue:
    """The pages of the guide with what they hold."""
    return draw("guide/index.html", pages=tuple(queries.pages().values()))


@blueprint.get("/<name>")
@access(load=lambda user, name: _page(name))
def page(shown: GuidePage) -> ResponseReturnValue:
    """One page of the guide."""
    return draw("guide/page.html", shown=shown)


@blueprint.get("/pictures/<name>")
@access()
def picture(name: str) -> ResponseReturnValue:
    """A picture of a page of the guide."""
    return send_from_directory(queries.DOCS / "pictures", name, mimetype="image/png", max_age=3600)


def _page(name: str) -> GuidePage:
    found = queries.find(name)
    if found is None:
        raise NotFound
    return found
