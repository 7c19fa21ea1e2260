"""The list of entries that may be one person or organisation twice."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.directory.projections import merging as projections
from liaison.directory.queries import merging as queries
from liaison.directory.rules import standing
from liaison.web import lists
from liaison.web.access import access, actor, holding
from liaison.web.frame import draw
from liaison.web.lists import Page

PER_PAGE = 30
ORGANISATIONS = "organisations"

blueprint = Blueprint("doubles", __name__, url_prefix="/directory/doubles")


@blueprint.get("")
@access(holding(*standing.KEEPER_ROLES))
def index() -> ResponseReturnValue:
    """Pairs of people, or of organisations, among the entries that the person keeps."""
    sides = standing.kept_sides(actor())
    people, organisations = queries.double_people(sides), projections.doubles_of_organisations(sides)
    of_organisations = lists.asked("kind")["kind"] == ORGANISATIONS
    rows = organisations if of_organisations else people
    number = min(max(1, lists.asked_number("page") or 1), max(1, -(-len(rows) // PER_PAGE)))
    start = (number - 1) * PER_PAGE
    shown = (
        organisations[start : start + PER_PAGE]
        if of_organisations
        else projections.doubles_of_people(people[start : start + PER_PAGE])
    )
    return draw(
        "directory/doubles/index.html",
        page=Page(rows=shown, total=len(rows), number=number, sort=("name", "asc"), per_page=PER_PAGE),
        tabs=[
            (_("人员"), url_for("doubles.index"), len(people), not of_organisations),
            (_("单位"), url_for("doubles.index", kind=ORGANISATIONS), len(organisations), of_organisations),
        ],
        of_organisations=of_organisations,
    )
