"""The organisations: their list, one of them, and what its keepers change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from liaison.directory.forms.organisations import AddOrganisationForm, AmendOrganisationForm
from liaison.directory.models import KIND_LABELS, Organisation, OrganisationKind
from liaison.directory.projections.seen import organisation_as_seen
from liaison.directory.queries import organisations as queries
from liaison.directory.queries import people as people_queries
from liaison.directory.rules import standing
from liaison.directory.services import organisations as services
from liaison.directory.views.choices import kept_filters, side_choices, side_label, tabs_by_kind
from liaison.web.access import access, actor, holding
from liaison.web.export import spreadsheet
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw
from liaison.web.language import tr
from liaison.web.lists import asked, asked_number, every_row, is_export, paginate

ONE = "/<int:id>"

blueprint = Blueprint("organisations", __name__, url_prefix="/directory/organisations")


@blueprint.get("")
@access(load=queries.visible_to, why_not=standing.why_not_read)
def index(visible: Select[Organisation]) -> ResponseReturnValue:
    """Every organisation, under the filters of the address."""
    filters = asked("q", "kind", "side", "active")
    region_id = asked_number("region")
    regions = queries.regions()
    statement = queries.filtered(visible, **filters, region_ids=queries.with_parts(regions, region_id))
    if is_export():
        return _export(every_row(statement, queries.ORDER, queries.DEFAULT_ORDER))
    page = paginate(statement, queries.ORDER, queries.DEFAULT_ORDER, **filters)
    return draw(
        "directory/organisations/index.html",
        page=replace(page, rows=[organisation_as_seen(each) for each in page.rows]),
        people=people_queries.count_people([each.id for each in page.rows]),
        tabs=tabs_by_kind("organisations.index", KIND_LABELS, queries.count_by_kind(), filters),
        side_label=side_label,
        sides=side_choices(),
        regions=[(region.id, region.name) for region in regions],
        region_id=region_id,
        kept=kept_filters(filters),
        is_filtered=any(filters.values()) or region_id is not None,
        may_keep=bool(standing.kept_sides(actor())),
    )


@blueprint.get(ONE)
@access(load=queries.get_visible)
def show(organisation: Organisation) -> ResponseReturnValue:
    """One organisation, a court with its chambers; one that was merged leads to the one that goes on for it."""
    if organisation.merged_into_id is not None:
        return redirect(url_for("organisations.show", id=organisation.merged_into_id))
    chambers = queries.chambers_of(organisation.id) if organisation.kind is OrganisationKind.COURT else []
    seen = organisation_as_seen(organisation)
    return draw(
        "directory/organisations/show.html",
        organisation=seen,
        side=side_label(seen.side),
        chambers=[organisation_as_seen(each) for each in chambers],
        people=people_queries.count_people([organisation.id, *(each.id for each in chambers)]),
        open_moves=standing.open_moves(actor(), organisation),
        names_before=queries.names_before(organisation.id),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@access(holding(*standing.KEEPER_ROLES))
def add() -> ResponseReturnValue:
    """Enter an organisation."""
    court_id = asked_number("court")
    form = AddOrganisationForm(
        standing.kept_organisation_kinds(actor()),
        [each for each in queries.in_use() if each.kind is OrganisationKind.COURT],
        regions=queries.regions(),
        sees_party=standing.may_see_party(actor(), actor().side),
        data={"parent_id": court_id, "kind": OrganisationKind.CHAMBER if court_id else None},
    )
    if form.validate_on_submit():
        organisation = attempt(form, services.add, **form.entry(), by=actor())
        if organisation is not None:
            flash(_("已将%(name)s列入名册。", name=organisation.name), "good")
            return _to(organisation)
    return draw("directory/organisations/add.html", form=form)


@blueprint.route(f"{ONE}/amend", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=partial(standing.why_not, "amend"))
def amend(organisation: Organisation) -> ResponseReturnValue:
    """Correct an entry; a chamber's names stand in the form without its court's."""
    seen = organisation_as_seen(organisation)
    court_name = organisation.parent.shown_name if organisation.parent else ""
    form = AmendOrganisationForm(
        regions=queries.regions(),
        sees_party=standing.may_see_party(actor(), organisation.side),
        data={
            **{name: getattr(organisation, name) for name in AmendOrganisationForm.STORED},
            "name": seen.own_name,
            "short_name": seen.short_name.removeprefix(court_name),
        },
    )
    if form.validate_on_submit() and attempt(
        form, services.amend, organisation, **form.entry(), seen=form.seen_version, by=actor()
    ):
        flash(_("修改已保存。"), "good")
        return _to(organisation)
    return draw("directory/organisations/amend.html", form=form, organisation=seen)


@blueprint.post(f"{ONE}/retire")
@access(load=queries.get_visible, why_not=partial(standing.why_not, "retire"))
def retire(organisation: Organisation) -> ResponseReturnValue:
    """Take an organisation off the roster."""
    services.retire(organisation, seen=Form().seen_version, by=actor())
    flash(_("已停用%(name)s，可在列表的“已停用”中查到并恢复。", name=organisation.name), "good")
    return _to(organisation)


@blueprint.post(f"{ONE}/restore")
@access(load=queries.get_visible, why_not=partial(standing.why_not, "restore"))
def restore(organisation: Organisation) -> ResponseReturnValue:
    """Put an organisation back on the roster."""
    services.restore(organisation, seen=Form().seen_version, by=actor())
    flash(_("已恢复%(name)s。", name=organisation.name), "good")
    return _to(organisation)


def _to(organisation: Organisation) -> ResponseReturnValue:
    return redirect(url_for("organisations.show", id=organisation.id), 303)


def _export(organisations: Sequence[Organisation]) -> ResponseReturnValue:
    """The list as a spreadsheet; under its Chinese titles it can be imported again."""
    people = people_queries.count_people([each.id for each in organisations])
    titles = [
        *(_("单位名称"), _("类别"), _("所属方"), _("简称"), _("所属法院"), _("所属地区"), _("地址"), _("电话")),
        *(_("在册人数"), _("状态")),
    ]
    return spreadsheet(_("单位名册"), titles, (_row(each, people) for each in organisations))


def _row(organisation: Organisation, people: Mapping[int, int]) -> Sequence[Any]:
    seen = organisation_as_seen(organisation)
    return (
        seen.name,
        tr(seen.kind_label),
        side_label(seen.side),
        seen.short_name,
        seen.court,
        seen.region,
        seen.address,
        seen.phone,
        people[seen.id],
        tr(seen.standing_label),
    )
