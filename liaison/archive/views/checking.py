"""Anybody who holds a paper may ask whether it is the one that was issued: by number and code, or by the file."""

import hashlib

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from liaison.archive import projections as shown
from liaison.archive import queries
from liaison.archive.forms import CodeForm, FileForm
from liaison.archive.queries import Match
from liaison.web.access import ANYONE, access
from liaison.web.edge import outside_transaction
from liaison.web.frame import draw, features

blueprint = Blueprint("verification", __name__, url_prefix="/verify")


@blueprint.get("")
@access(ANYONE)
def check() -> ResponseReturnValue:
    """By number and code; both stand on the paper, so the answer tells nothing that its holder does not know."""
    form = CodeForm(request.args)
    is_asked = bool(request.args.get("number") or request.args.get("code"))
    match = None
    if is_asked and form.validate():
        match = queries.find_by_code(form.number.data, form.code.data)
    return _page(form, FileForm(), match, is_asked=is_asked and not form.errors, by="code")


@blueprint.post("")
@outside_transaction
@access(ANYONE)
def check_file() -> ResponseReturnValue:
    """By the file itself: it is hashed, compared and forgotten; nothing is written."""
    form, match = FileForm(), None
    if form.validate_on_submit():
        match = queries.find_by_file(hashlib.file_digest(form.file.data.stream, "sha256").hexdigest())
    return _page(CodeForm(), form, match, is_asked=not form.errors, by="file")


def _page(
    code_form: CodeForm, file_form: FileForm, match: Match | None, *, is_asked: bool, by: str
) -> ResponseReturnValue:
    asked_form = code_form if by == "code" else file_form
    return draw(
        "archive/check.html",
        form=asked_form,
        code_form=code_form,
        file_form=file_form,
        found=shown.matched(match, features().shelves),
        is_asked=is_asked,
        by=by,
    )
