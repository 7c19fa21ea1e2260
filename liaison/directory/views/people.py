"""The roster: the list of people, one person, and what its keepers change."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select

from liaison.directory.forms.people import AddPersonForm, AmendPersonForm
from liaison.directory.models import PERSON_KIND_LABELS, Person
from liaison.directory.projections.seen import SeenPerson, as_seen_by
from liaison.directory.queries import organisations as organisation_queries
from liaison.directory.queries import people as queries
from liaison.directory.rules import standing
from liaison.directory.services import people as services
from liaison.directory.views.choices import kept_filters, side_choices, side_label, tabs_by_kind
from liaison.web.access import access, actor, holding
from liaison.web.export import spreadsheet
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw
from liaison.web.language import tr
from liaison.web.lists import asked, asked_number, every_row, is_export, paginate

ONE = "/<int:id>"

blueprint = Blueprint("people", __name__, url_prefix="/directory/people")


@blueprint.get("")
@access(load=queries.visible_to, why_not=standing.why_not_read)
def index(visible: Select[Person]) -> ResponseReturnValue:
    """Everybody on the roster, under the filters of the address."""
    filters = asked("q", "kind", "side", "active")
    region_id, organisation_id = asked_number("region"), asked_number("organisation")
    regions = organisation_queries.regions()
    statement = queries.filtered(
        visible,
        **filters,
        region_ids=organisation_queries.with_parts(regions, region_id),
        organisation_id=organisation_id,
    )
    if is_export():
        return _export(every_row(statement, queries.ORDER, queries.DEFAULT_ORDER))
    page = paginate(statement, queries.ORDER, queries.DEFAULT_ORDER, **filters)
    return draw(
        "directory/people/index.html",
        page=replace(page, rows=[as_seen_by(actor(), person) for person in page.rows]),
        totals=_totals(queries.totals()),
        tabs=tabs_by_kind("people.index", PERSON_KIND_LABELS, queries.count_by_kind(), filters),
        sides=side_choices(),
        regions=[(region.id, region.name) for region in regions],
        region_id=region_id,
        organisations=[(each.id, each.shown_name) for each in organisation_queries.in_use(also=organisation_id)],
        organisation_id=organisation_id,
        kept=kept_filters(filters),
        is_filtered=any(filters.values()) or region_id is not None or organisation_id is not None,
        may_keep=bool(standing.kept_sides(actor())),
    )


@blueprint.get(ONE)
@access(load=queries.get_visible)
def show(person: Person) -> ResponseReturnValue:
    """One person, as the reader may see them; an entry that was merged leads to the one that goes on for it."""
    if person.merged_into_id is not None:
        return redirect(url_for("people.show", id=person.merged_into_id))
    seen = as_seen_by(actor(), person)
    open_moves = standing.open_moves(actor(), person)
    return draw(
        "directory/people/show.html",
        person=seen,
        side=side_label(seen.side),
        open_moves=open_moves,
        names_before=queries.names_before(person.id),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@access(holding(*standing.KEEPER_ROLES))
def add() -> ResponseReturnValue:
    """Enter somebody."""
    form = AddPersonForm(
        standing.kept_person_kinds(actor()),
        organisation_queries.in_use(standing.kept_sides(actor())),
        sees_party=standing.may_see_party(actor(), actor().side),
        data={"organisation_id": asked_number("organisation")},
    )
    if form.validate_on_submit():
        person = attempt(form, services.add, **form.entry(), by=actor())
        if person is not None:
            flash(_("已将%(name)s列入名册。", name=person.name), "good")
            return _to(person)
    return draw("directory/people/add.html", form=form)


@blueprint.route(f"{ONE}/amend", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=partial(standing.why_not, "amend"))
def amend(person: Person) -> ResponseReturnValue:
    """Correct an entry."""
    form = AmendPersonForm(
        standing.kept_person_kinds(actor()),
        organisation_queries.in_use(standing.kept_sides(actor()), also=person.organisation_id),
        sees_party=standing.may_see_party(actor(), person.side),
        obj=person,
    )
    seen = as_seen_by(actor(), person)
    if form.validate_on_submit() and attempt(
        form, services.amend, person, **form.entry(), seen=form.seen_version, by=actor()
    ):
        flash(_("修改已保存。"), "good")
        return _to(person)
    return draw("directory/people/amend.html", form=form, person=seen)


@blueprint.post(f"{ONE}/retire")
@access(load=queries.get_visible, why_not=partial(standing.why_not, "retire"))
def retire(person: Person) -> ResponseReturnValue:
    """Take somebody off the roster."""
    services.retire(person, seen=Form().seen_version, by=actor())
    flash(_("已停用%(name)s，可在列表的“已停用”中查到并恢复。", name=person.name), "good")
    return _to(person)


@blueprint.post(f"{ONE}/restore")
@access(load=queries.get_visible, why_not=partial(standing.why_not, "restore"))
def restore(person: Person) -> ResponseReturnValue:
    """Put somebody back on the roster."""
    services.restore(person, seen=Form().seen_version, by=actor())
    flash(_("已恢复%(name)s。", name=person.name), "good")
    return _to(person)


def _to(person: Person) -> ResponseReturnValue:
    return redirect(url_for("people.show", id=person.id), 303)


def _totals(totals: dict[str, int]) -> list[str]:
    return [
        ngettext("律师 %(num)s 人", "律师 %(num)s 人", totals["lawyers"]),
        ngettext("律师事务所 %(num)s 家", "律师事务所 %(num)s 家", totals["law_firms"]),
        ngettext("党员律师 %(num)s 人", "党员律师 %(num)s 人", totals["party_members"]),
        ngettext("党支部 %(num)s 个", "党支部 %(num)s 个", totals["party_branches"]),
    ]


def _export(people: Sequence[Person]) -> ResponseReturnValue:
    """The list as a spreadsheet; under its Chinese titles it can be imported again."""
    titles = [
        *(_("姓名"), _("类别"), _("所属方"), _("所属单位"), _("职务"), _("编号"), _("起始日期")),
        *(_("电话"), _("电子邮箱"), _("状态")),
    ]
    return spreadsheet(_("人员名册"), titles, (_row(as_seen_by(actor(), person)) for person in people))


def _row(person: SeenPerson) -> Sequence[Any]:
    return (
        person.name,
        tr(person.kind_label),
        side_label(person.side),
        person.organisation,
        person.office,
        person.number,
        person.practising_since,
        person.phone,
        person.email,
        tr(person.standing_label),
    )
