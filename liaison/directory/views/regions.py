"""The regions: a tree on one page, which keepers of entries amend."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.directory.forms.organisations import AddRegionForm, AmendRegionForm
from liaison.directory.models import Region
from liaison.directory.queries import organisations as queries
from liaison.directory.rules import standing
from liaison.directory.rules.regions import why_not_keep
from liaison.directory.services import regions as services
from liaison.web.access import access, actor, holding
from liaison.web.forms import attempt
from liaison.web.frame import draw

ONE = "/<int:id>"
Branch = tuple[int, Region, str]

blueprint = Blueprint("regions", __name__, url_prefix="/directory/regions")


@blueprint.route("", methods=["GET", "POST"])
@access(holding(*standing.KEEPER_ROLES))
def index() -> ResponseReturnValue:
    """All regions as a tree, and a form for one more."""
    regions = queries.regions()
    form = AddRegionForm(regions)
    if form.validate_on_submit():
        region = attempt(form, services.add, **form.entry(), by=actor())
        if region is not None:
            flash(_("已添加%(name)s。", name=region.name), "good")
            return redirect(url_for("regions.index"), 303)
    return draw("directory/regions/index.html", form=form, branches=_branches(regions, None))


@blueprint.route(f"{ONE}/amend", methods=["GET", "POST"])
@access(holding(*standing.KEEPER_ROLES), load=queries.get_region, why_not=why_not_keep)
def amend(region: Region) -> ResponseReturnValue:
    """Rename a region or move it within the tree."""
    name, regions = region.name, queries.regions()
    inside = queries.with_parts(regions, region.id)
    form = AmendRegionForm([each for each in regions if each.id not in inside], obj=region)
    if form.validate_on_submit() and attempt(
        form, services.amend, region, **form.entry(), seen=form.seen_version, by=actor()
    ):
        flash(_("修改已保存。"), "good")
        return redirect(url_for("regions.index"), 303)
    return draw("directory/regions/amend.html", form=form, name=name)


def _branches(regions: Sequence[Region], parent: Region | None, depth: int = 0) -> list[Branch]:
    """The tree as lines: how deep, which region, and the name of the one it lies in."""
    lines: list[Branch] = []
    for region in regions:
        if region.parent_id == (parent.id if parent else None):
            lines += [(depth, region, parent.name if parent else ""), *_branches(regions, region, depth + 1)]
    return lines
