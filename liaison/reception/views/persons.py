"""What a visitor may ask of the office: a copy of the own data, or their erasure; the bar's officers do it."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.sides import Role, Side
from liaison.reception.forms.visits import EraseForm, PersonForm
from liaison.reception.models.visits import Visit
from liaison.reception.projections import own_data
from liaison.reception.projections import visits as shown
from liaison.reception.queries import visits as queries
from liaison.reception.services import persons as services
from liaison.reception.views.reading import court_names
from liaison.web.access import access, actor, holding
from liaison.web.export import spreadsheet
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import date_text, tr

OFFICE = holding(Role.OFFICER, side=Side.BAR)

persons = Blueprint("persons", __name__, url_prefix="/reception/persons")


@persons.get("")
@access(OFFICE, recent=True)
def ask() -> ResponseReturnValue:
    """Whose data are asked for."""
    form = PersonForm()
    return draw("reception/persons.html", form=form, asking=form, found=[], is_asked=False)


@persons.post("/find")
@access(OFFICE, recent=True)
def find() -> ResponseReturnValue:
    """The visits of that person; asked by POST, so that no name stands in an address."""
    form = PersonForm()
    found = _found(form)
    if found is None:
        return draw("reception/persons.html", form=form, asking=form, found=[], is_asked=False)
    services.note_look(found, actor())
    return draw(
        "reception/persons.html", form=form, asking=form, is_asked=True, erasing=_erasing(found),
        found=[shown.as_seen_by(actor(), visit) for visit in found],
    )  # fmt: skip


@persons.post("/export")
@access(OFFICE, recent=True)
def export() -> ResponseReturnValue:
    """All that is kept of that person, as a spreadsheet for the person."""
    form = PersonForm()
    found = _found(form)
    if not found:
        return draw("reception/persons.html", form=form, asking=form, found=[], is_asked=found is not None)
    services.note_export(found, actor())
    names = court_names({visit.court_id for visit in found if visit.court_id})
    rows = [own_data.copy_of(actor(), visit, names.get(visit.court_id or 0, "")) for visit in found]
    return spreadsheet(_("个人信息"), [tr(head) for head in own_data.HEADS], rows)


@persons.post("/erase")
@access(OFFICE, recent=True)
def erase() -> ResponseReturnValue:
    """Make the chosen visits anonymous."""
    ids = [int(id) for id in request.form.getlist("ids") if id.isdecimal() and len(id) < 10]
    chosen = list(queries.find_visible(actor(), ids))
    form = _erasing(chosen)
    count = attempt(form, services.erase, chosen, form.reason.data, actor()) if form.validate_on_submit() else None
    if count:
        flash(_("已抹去%(n)s次来访的个人信息。备份中的旧数据随备份轮换删除。", n=count), "good")
        return redirect(url_for("persons.ask"), 303)
    return draw(
        "reception/persons.html",
        form=form,
        asking=PersonForm(),
        erasing=form,
        is_asked=True,
        found=[shown.as_seen_by(actor(), visit) for visit in chosen],
    )


def _found(form: PersonForm) -> list[Visit] | None:
    if not form.validate_on_submit():
        return None
    return attempt(form, services.find, form.name.data, form.phone.data, form.id_number.data, actor())


def _erasing(visits: Sequence[Visit]) -> EraseForm:
    return EraseForm([(visit.id, f"{visit.reference} {date_text(visit.on)}") for visit in visits])
