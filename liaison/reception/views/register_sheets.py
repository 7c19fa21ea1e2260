"""The register from a spreadsheet: template, upload, what it would change, confirmation."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Role, Side
from liaison.papers.sheet import CellError, write_templates
from liaison.reception.forms.lawyers import ConfirmForm, UploadForm
from liaison.reception.models import SPECIALITY_LABELS
from liaison.reception.projections.register import weekday_words
from liaison.reception.services import register_sheets as services
from liaison.reception.services.register_sheets import Line
from liaison.reception.views.room import register
from liaison.store.sealed import Unreadable, seal, unseal
from liaison.web import workbooks
from liaison.web.access import access, actor, holding
from liaison.web.edge import FORM_BYTES
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import tr
from liaison.web.workbooks import MOST_SHOWN

OFFICE = holding(Role.OFFICER, side=Side.BAR)


@register.route("/import", methods=["GET", "POST"])
@access(OFFICE)
def upload() -> ResponseReturnValue:
    """Read a sheet; one without faults is shown to be confirmed, a faulty one with its faults by cell."""
    form = UploadForm()
    faults: list[CellError] = []
    if form.validate_on_submit():
        lines, faults = workbooks.read(form, services.read, form.file.data.read()) or ([], [])
        if lines and not faults:
            return _preview(lines)
        workbooks.blame_cells(form, faults)
    return draw("reception/lawyers/import.html", form=form, faults=workbooks.told(faults))


@register.post("/import/confirm")
@access(OFFICE)
def confirm() -> ResponseReturnValue:
    """Take in what the page showed."""
    form = ConfirmForm()
    try:
        lines = services.unpack(unseal(str(form.rows.data).encode()).decode())
    except (Unreadable, ValueError):
        raise RuleBroken(N_("页面已过期，请重新上传文件。")) from None
    if form.validate_on_submit():
        done = attempt(form, services.take_in, lines, actor())
        if done is not None:
            flash(_("已导入 %(n)s 条。", n=len(done)), "good")
            return redirect(url_for("duty_lawyers.index"), 303)
    return _preview(lines, form)


@register.get("/import/template")
@access(OFFICE)
def template() -> ResponseReturnValue:
    """The empty sheet; Chinese like all that goes round among offices."""
    data = write_templates({services.TITLE: services.COLUMNS}, "填表说明", services.NOTES)
    return attachment(data, "值班律师名单模板.xlsx", SPREADSHEET)


def _preview(lines: list[Line], form: ConfirmForm | None = None) -> ResponseReturnValue:
    packed = seal(services.pack(lines).encode()).decode()
    if len(packed) > FORM_BYTES // 2:
        raise RuleBroken(N_("文件内容过多，请分成几个文件导入。"))
    form = form or ConfirmForm(formdata=None, data={"rows": packed})
    shown = [line for line in lines if not line.is_same]
    return draw(
        "reception/lawyers/import_preview.html",
        form=form,
        rows=[(line, _known_for(line), weekday_words(list(line.weekdays))) for line in shown[:MOST_SHOWN]],
        new=sum(line.lawyer_id is None for line in lines),
        changed=sum(line.lawyer_id is not None for line in shown),
        same=len(lines) - len(shown),
    )


def _known_for(line: Line) -> str:
    return tr("、").join(tr(label) for each, label in SPECIALITY_LABELS.items() if each.value in line.specialities)
