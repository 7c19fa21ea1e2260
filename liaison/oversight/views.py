"""The page of system checks."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from liaison.core.sides import Role
from liaison.oversight import queries
from liaison.web.access import access, holding
from liaison.web.frame import draw

blueprint = Blueprint("oversight", __name__, url_prefix="/oversight")


@blueprint.get("/checks")
@access(holding(Role.ADMINISTRATOR))
def checks() -> ResponseReturnValue:
    """Fonts of official papers and the libraries of the renderer, each with what to do where it falls short."""
    fillings = queries.font_fillings()
    return draw(
        "oversight/checks.html",
        fillings=fillings,
        needs=queries.needs(),
        has_gap=any(filling.font is None for filling in fillings),
    )
