"""The page of system checks."""

from flask import current_app
from flask.typing import ResponseReturnValue

from liaison.core import clock
from liaison.oversight.queries import machine
from liaison.oversight.views.room import ADMINISTRATORS, blueprint
from liaison.web.access import access
from liaison.web.frame import draw

SETTINGS = "liaison.settings"


@blueprint.get("/checks")
@access(ADMINISTRATORS)
def checks() -> ResponseReturnValue:
    """The machine, fonts of official papers and the libraries of the renderer, each with what to do about it."""
    fillings = machine.font_fillings()
    return draw(
        "oversight/checks.html",
        standings=machine.standings(current_app.extensions[SETTINGS], clock.now()),
        fillings=fillings,
        needs=machine.needs(),
        has_gap=any(filling.font is None for filling in fillings),
    )
