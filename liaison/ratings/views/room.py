"""The room of the pages of ratings, and the people that its forms offer."""

from flask import Blueprint

from liaison.core.sides import Side
from liaison.ratings.forms.cases import Named
from liaison.ratings.forms.sheet import Directory, Known
from liaison.web.frame import features

CASE = "/cases/<int:id>"

blueprint = Blueprint("ratings", __name__, url_prefix="/ratings")


def directory() -> Directory:
    """Courts, judges and lawyers of the roster; two statements a side."""
    courts = {unit.title: unit.id for unit in features().offer("units")(Side.BENCH)}
    return Directory(courts, _people(Side.BENCH, "judge"), _people(Side.BAR, "lawyer"))


def choices(found: Directory) -> tuple[list[Named], list[Named], list[Named]]:
    """The same for the fields of a form."""
    return (
        [(str(id), title) for title, id in found.courts.items()],
        [(str(one.id), f"{one.name}（{one.unit}）") for one in found.judges],
        [(str(one.id), f"{one.name}（{one.unit}）") for one in found.lawyers],
    )


def _people(side: Side, kind: str) -> list[Known]:
    units = [unit.id for unit in features().offer("units")(side)]
    return [Known(one.id, one.name, one.unit) for one in features().offer("people_of")(units) if one.kind == kind]
