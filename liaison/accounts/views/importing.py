"""Opening accounts from a workbook: template, upload, preview, confirmation, slips."""

from flask import Blueprint, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.accounts.forms import importing as workbook
from liaison.accounts.forms.importing import UploadForm
from liaison.accounts.models import AccountImport
from liaison.accounts.queries import users as queries
from liaison.accounts.rules.importing import Plan
from liaison.accounts.services import importing as services
from liaison.accounts.views.asking import role_labels, side_label
from liaison.core.sides import Role
from liaison.papers.canonical import canonical_json
from liaison.store import files, papers, previews, unit
from liaison.web import workbooks
from liaison.web.access import access, actor, holding
from liaison.web.edge import outside_transaction
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.workbooks import MOST_SHOWN, told

ADMINISTRATORS = holding(Role.ADMINISTRATOR)
SETTINGS = "liaison.settings"
ONE = "/<int:id>"

blueprint = Blueprint("account_imports", __name__, url_prefix="/accounts/import")


@blueprint.route("", methods=["GET", "POST"])
@outside_transaction
@access(ADMINISTRATORS, recent=True)
def upload() -> ResponseReturnValue:
    """Upload a workbook; a faulty one is not kept."""
    form, plan = UploadForm(), None
    if form.validate_on_submit():
        data = form.file.data.read()
        plan = _checked(form, data)
        if plan is not None and not plan.errors:
            with unit.transaction():
                held_id = services.upload(data, plan, actor()).id
            return redirect(url_for("account_imports.show", id=held_id), 303)
    return draw("accounts/imports/upload.html", form=form, faults=told(plan.errors if plan else ()))


@blueprint.get("/template")
@access(ADMINISTRATORS)
def template() -> ResponseReturnValue:
    """The empty workbook; its name and content are Chinese like all that goes round among offices."""
    return attachment(workbook.template(), "账户导入模板.xlsx", SPREADSHEET)


@blueprint.get(ONE)
@access(ADMINISTRATORS, load=queries.get_import)
def show(held: AccountImport) -> ResponseReturnValue:
    """What the file would do now; or what became of it."""
    return _show(held, Form())


@blueprint.post(f"{ONE}/confirm")
@access(ADMINISTRATORS, load=queries.get_import, recent=True)
def confirm(held: AccountImport) -> ResponseReturnValue:
    """Open the accounts, and have the slips made for this person alone."""
    form = Form()
    plan = _plan(held)
    made = attempt(form, services.confirm, held, plan, current_app.extensions[SETTINGS].public_url, actor())
    if made is None:
        return _show(held, form)
    facts = canonical_json(made)
    back = url_for("users.index")
    preview = previews.ask("slips", made.title, facts, papers.watermark(), back, actor())
    flash(_("已开通 %(n)s 个账户。请下载激活条并当面分发；本页一天后自动删除。", n=len(made.slips)), "good")
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


@blueprint.post(f"{ONE}/discard")
@access(ADMINISTRATORS, load=queries.get_import)
def discard(held: AccountImport) -> ResponseReturnValue:
    """Forget the file."""
    services.discard(held, actor())
    flash(_("已放弃，没有开通任何账户。"), "good")
    return redirect(url_for("account_imports.upload"), 303)


def _show(held: AccountImport, form: Form) -> ResponseReturnValue:
    plan = _plan(held) if held.file is not None else None
    return draw(
        "accounts/imports/preview.html",
        form=form,
        held=held,
        plan=plan,
        faults=told(plan.errors if plan else ()),
        most=MOST_SHOWN,
        side_label=side_label,
        role_labels=role_labels,
    )


def _plan(held: AccountImport) -> Plan:
    if held.file is None:
        return Plan((), ())
    return services.plan_of(workbook.read(files.read(held.file)), features().offer("people_by_number"))


def _checked(form: UploadForm, data: bytes) -> Plan | None:
    """The plan of the file; None where it cannot be read. What is wrong is told by the form."""
    sheet = workbooks.read(form, workbook.read, data)
    plan = services.plan_of(sheet, features().offer("people_by_number")) if sheet is not None else None
    workbooks.blame_cells(form, plan.errors if plan else ())
    return plan
