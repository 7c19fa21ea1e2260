"""What the holder of a return code adds and fetches: files without what betrays their author, and papers."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.models import Complaint, ComplaintPaper
from liaison.complaints.projections import elsewhere
from liaison.complaints.projections.complaint import may_read_paper
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries.standing import Nobody, code_holder
from liaison.complaints.views import codes
from liaison.complaints.views.room import blueprint
from liaison.core.errors import NotFound, RuleBroken
from liaison.core.sides import Actor
from liaison.store import files, unit
from liaison.store.papers import MEDIA_TYPES
from liaison.web.access import ANYONE, access
from liaison.web.edge import outside_transaction
from liaison.web.export import attachment
from liaison.web.forms import Form
from liaison.web.frame import draw, features
from liaison.web.language import spell


@blueprint.post("/by-code/files")
@outside_transaction
@access(ANYONE, load=codes.get_opened)
def files_by_code(complaint: Complaint) -> ResponseReturnValue:
    """Add files; whoever reads them gets copies without metadata, for an original may name its author."""
    shown = own_files(complaint)
    if shown is None or shown.form is None:
        raise NotFound
    form: Form = shown.form
    if form.validate_on_submit():
        try:
            brought = [features().offer("examine_file")(one.filename or "", one.stream) for one in form.files.data]
            with unit.transaction():
                nobody = Nobody(complaint.side)
                features().offer("add_files")(shown.holder, brought, nobody)
            flash(_("材料已添加。"), "good")
            return redirect(url_for("complaints.by_code"), 303)
        except RuleBroken as broken:
            form.files.errors = [*form.files.errors, spell(broken)]
    return draw("complaints/files_by_code.html", form=form)


def own_files(complaint: Complaint) -> Any:
    """The files that the complainant added, with the form to add more."""
    holder = elsewhere.as_holder(elsewhere.ORIGINAL, code_holder(complaint.id), complaint)
    return features().offer("files_of")(holder)


def copies(complaint: Complaint, kind: str) -> list[Any]:
    """Files as they are fetched by code: the complainant's own, or what the other side is to get."""
    return list(features().offer("copies_of")(elsewhere.as_holder(kind, code_holder(complaint.id), complaint)))


def _get_copy(user: Actor, file_id: int) -> Any:
    """One of both, once its copy is made. Raises NotFound."""
    complaint = codes.get_opened(user)
    for kind in (elsewhere.ORIGINAL, elsewhere.COPY):
        for one in copies(complaint, kind):
            if one.id == file_id and one.file is not None:
                return one
    raise NotFound


@blueprint.get("/by-code/files/<int:file_id>")
@access(ANYONE, load=_get_copy)
def file_by_code(found: Any) -> ResponseReturnValue:
    """The copy of a file: nobody opens an original by code."""
    return attachment(files.read(found.file), found.name, found.file.media_type)


@blueprint.get("/by-code/papers/<int:paper_id>/<made>")
@access(ANYONE, load=lambda user, paper_id, made: _paper(paper_id, made))
def paper_by_code(found: tuple[ComplaintPaper, str]) -> ResponseReturnValue:
    """One file of a paper for the complainant."""
    issued, made = found
    stored = issued.pdf if made == "pdf" else issued.docx
    if stored is None:
        abort(404)
    return attachment(files.read(stored), f"{issued.number}.{made}", MEDIA_TYPES[made])


def _paper(paper_id: int, made: str) -> tuple[ComplaintPaper, str]:
    complaint = queries.get_by_code(codes.remembered())
    issued = next((one for one in queries.papers_of(complaint) if one.id == paper_id), None)
    if (
        issued is None
        or made not in MEDIA_TYPES
        or not may_read_paper(code_holder(complaint.id), complaint, issued.sort)
    ):
        raise NotFound
    return issued, made
