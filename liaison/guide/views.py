"""The pages of the guide and their pictures."""

from flask import Blueprint, current_app, redirect, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.guide import projections, queries
from liaison.guide.facts import CARDS, Card
from liaison.guide.queries import GuidePage
from liaison.papers.canonical import canonical_json
from liaison.store import papers, previews
from liaison.web.access import access, actor
from liaison.web.frame import draw
from liaison.web.language import tr

SETTINGS = "liaison.settings"

blueprint = Blueprint("guide", __name__, url_prefix="/guide")


@blueprint.get("")
@access()
def index() -> ResponseReturnValue:
    """The pages of the guide with what they hold."""
    return draw("guide/index.html", pages=tuple(queries.pages().values()), cards=projections.cards_for(actor()))


@blueprint.post("/cards/<name>")
@access(load=lambda _user, name: _card(name))
def card(card: Card) -> ResponseReturnValue:
    """Ask the worker for a quick card; the page that shows it has the PDF."""
    address = current_app.extensions[SETTINGS].public_url
    facts = canonical_json(card.facts(address, clock.today()))
    preview = previews.ask("card", tr(card.label), facts, papers.watermark(), url_for("guide.index"), actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


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


def _card(name: str) -> Card:
    if name not in CARDS:
        raise NotFound
    return CARDS[name]


def _page(name: str) -> GuidePage:
    found = queries.find(name)
    if found is None:
        raise NotFound
    return found
