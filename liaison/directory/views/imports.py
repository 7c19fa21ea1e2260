"""Taking in a roster: template, upload, preview, confirmation. Files are read outside of any transaction."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.directory.forms import roster as workbook
from liaison.directory.forms.roster import ConfirmForm, UploadForm
from liaison.directory.models import RosterImport
from liaison.directory.queries import imports as queries
from liaison.directory.rules.roster.plan import Plan
from liaison.directory.rules.standing import KEEPER_ROLES, why_not_import
from liaison.directory.services import rosters as services
from liaison.directory.views.rows import lines
from liaison.store import files, unit
from liaison.web import workbooks
from liaison.web.access import access, actor, holding
from liaison.web.edge import outside_transaction
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.workbooks import MOST_SHOWN, told

ONE = "/<int:id>"
"""Rows of each kind that the preview writes out; more would be read by nobody."""
LATEST = 8

blueprint = Blueprint("imports", __name__, url_prefix="/directory/import")


@blueprint.route("", methods=["GET", "POST"])
@outside_transaction
@access(holding(*KEEPER_ROLES))
def upload() -> ResponseReturnValue:
    """Upload a workbook; a faulty one is not kept."""
    form, plan = UploadForm(), None
    if form.validate_on_submit():
        data = form.file.data.read()
        plan = _checked(form, data)
        if plan is not None and not plan.faults:
            with unit.transaction():
                held_id = services.upload(data, form.file.data.filename, plan, actor()).id
            return redirect(url_for("imports.show", id=held_id), 303)
    return draw(
        "directory/imports/upload.html",
        form=form,
        faults=told(plan.faults if plan else ()),
        most=MOST_SHOWN,
        latest=queries.latest_of(actor(), LATEST),
    )


@blueprint.get("/template")
@access(holding(*KEEPER_ROLES))
def template() -> ResponseReturnValue:
    """The empty workbook; its name and content are Chinese like all that goes round among offices."""
    return attachment(workbook.template(), "名册导入模板.xlsx", SPREADSHEET)


@blueprint.get(ONE)
@access(load=queries.get_visible, why_not=why_not_import)
def show(held: RosterImport) -> ResponseReturnValue:
    """What the file would do to the directory as it is now; or what became of it."""
    if held.file is None:
        return draw("directory/imports/done.html", held=held)
    plan = services.plan_of(workbook.read(files.read(held.file)), actor())
    return _preview(held, plan, ConfirmForm(fingerprint=plan.fingerprint))


@blueprint.post(f"{ONE}/confirm")
@outside_transaction
@access(load=queries.get_visible, why_not=why_not_import)
def confirm(held: RosterImport) -> ResponseReturnValue:
    """Take the file in, if it still does what the page showed."""
    form = ConfirmForm()
    if held.file is None or not form.validate_on_submit():
        return redirect(url_for("imports.show", id=held.id), 303)
    roster, held_id = workbook.read(files.read(held.file)), held.id
    with unit.transaction():
        done = attempt(form, services.confirm, held, roster, form.fingerprint.data or "", actor())
    if done is None:
        plan = services.plan_of(roster, actor())
        form.fingerprint.data = plan.fingerprint
        return _preview(held, plan, form)
    flash(_("名册已导入。"), "good")
    return redirect(url_for("imports.show", id=held_id), 303)


@blueprint.post(f"{ONE}/discard")
@access(load=queries.get_visible, why_not=why_not_import)
def discard(held: RosterImport) -> ResponseReturnValue:
    """Leave the directory as it is and forget the file."""
    services.discard(held, actor())
    flash(_("已放弃，名册没有改动。"), "good")
    return redirect(url_for("imports.upload"), 303)


def _checked(form: UploadForm, data: bytes) -> Plan | None:
    """The plan of the file; None where it cannot be read. What is wrong is told by the form."""
    roster = workbooks.read(form, workbook.read, data)
    plan = services.plan_of(roster, actor()) if roster is not None else None
    workbooks.blame_cells(form, plan.faults if plan else ())
    return plan


def _preview(held: RosterImport, plan: Plan, form: ConfirmForm) -> ResponseReturnValue:
    return draw(
        "directory/imports/preview.html",
        form=form,
        held=held,
        plan=plan,
        faults=told(plan.faults),
        changed=lines(plan, lambda entry: entry.is_changed),
        new=lines(plan, lambda entry: entry.is_new),
        most=MOST_SHOWN,
    )
