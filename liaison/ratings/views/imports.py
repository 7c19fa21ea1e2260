"""Taking in a spreadsheet of court cases: upload, preview, confirmation; all or none."""

from dataclasses import asdict
from datetime import date
from typing import Any

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from liaison.core.moves import refuse
from liaison.core.sides import Role
from liaison.papers.sheet import CellError
from liaison.ratings import queries, rules, services
from liaison.ratings.forms import sheet
from liaison.ratings.forms.cases import ConfirmForm, UploadForm
from liaison.ratings.models import KIND_LABELS, CourtCaseKind
from liaison.ratings.services import Particulars
from liaison.ratings.views.room import blueprint, directory
from liaison.web import workbooks
from liaison.web.access import access, actor, holding
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.forms import attempt
from liaison.web.frame import draw, features

KEPT_SECONDS = 3600


@blueprint.route("/cases/import", methods=["GET", "POST"])
@access(holding(Role.OFFICER))
def take_in() -> ResponseReturnValue:
    """Upload a workbook: what is wrong cell by cell, or what it would enter."""
    refuse(rules.why_not_case("file", actor(), None))
    form = UploadForm()
    faults: list[CellError] = []
    if form.validate_on_submit():
        asked = (form.file.data.read(), directory(), queries.find_cases)
        rows, faults = workbooks.read(form, sheet.read, *asked) or ([], [])
        if rows and not faults:
            return _preview(ConfirmForm(formdata=None, rows=_signer().dumps([_plain(row) for row in rows])), rows)
        workbooks.blame_cells(form, faults)
    return draw("ratings/import.html", form=form, faults=workbooks.told(faults))


@blueprint.get("/cases/import/template")
@access(holding(Role.OFFICER))
def template() -> ResponseReturnValue:
    """The empty workbook."""
    return attachment(sheet.template(), "案件导入模板.xlsx", SPREADSHEET)


@blueprint.post("/cases/import/confirm")
@access(holding(Role.OFFICER))
def confirm() -> ResponseReturnValue:
    """Enter what the preview showed."""
    form = ConfirmForm()
    try:
        rows = [_row(plain) for plain in _signer().loads(form.rows.data or "", max_age=KEPT_SECONDS)]
    except BadSignature:
        flash(_("预览已经过期，请重新上传。"), "bad")
        return redirect(url_for("ratings.take_in"), 303)
    if form.validate_on_submit() and (made := attempt(form, services.file_all, rows, actor())) is not None:
        flash(_("已登记 %(n)s 件案件。", n=len(made)), "good")
        return redirect(url_for("ratings.cases"), 303)
    return _preview(form, rows)


def _preview(form: ConfirmForm, rows: list[Particulars]) -> ResponseReturnValue:
    ids = {id for row in rows for id in (*row.judges, *row.lawyers)}
    return draw(
        "ratings/import_preview.html",
        form=form,
        rows=rows,
        people=features().cards(actor(), "person", ids),
        courts=features().cards(actor(), "organisation", {row.court_id for row in rows}),
        kinds=KIND_LABELS,
    )


def _signer() -> URLSafeTimedSerializer:
    """What the preview showed comes back unchanged, from the same person, within the hour."""
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"court-cases:{actor().id}")


def _plain(row: Particulars) -> dict[str, Any]:
    return {**asdict(row), "closed_on": row.closed_on.isoformat() if row.closed_on else None}


def _row(plain: dict[str, Any]) -> Particulars:
    closed_on = date.fromisoformat(plain["closed_on"]) if plain["closed_on"] else None
    return Particulars(**{**plain, "kind": CourtCaseKind(plain["kind"]), "closed_on": closed_on})
