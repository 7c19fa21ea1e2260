"""The list of entries that may be one person or organisation twice."""

from dataclasses import replace

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.directory.projections import merging as projections
from liaison.directory.queries import merging as queries
from liaison.directory.rules import standing
from liaison.web import lists
from liaison.web.access import access, actor, holding
from liaison.web.frame import draw

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
    page = lists.page_of(organisations if of_organisations else people, "name", PER_PAGE)
    if not of_organisations:
        page = replace(page, rows=projections.doubles_of_people(page.rows))
    return draw(
        "directory/doubles/index.html",
        page=page,
        tabs=[
            (_("人员"), url_for("doubles.index"), len(people), not of_organisations),
            (_("单位"), url_for("doubles.index", kind=ORGANISATIONS), len(organisations), of_organisations),
        ],
        of_organisations=of_organisations,
    )
