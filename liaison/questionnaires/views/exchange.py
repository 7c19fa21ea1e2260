"""A design as a file: out as JSON or spreadsheet, in from either, all or nothing."""

import json
from functools import partial

from flask import Response, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import RuleBroken
from liaison.core.moves import refuse
from liaison.papers.sheet import CellError
from liaison.questionnaires import queries
from liaison.questionnaires.forms import sheets
from liaison.questionnaires.forms.designing import FileForm
from liaison.questionnaires.models import Questionnaire
from liaison.questionnaires.projections.questionnaire import as_seen_by
from liaison.questionnaires.rules.design import Design, from_data, to_data
from liaison.questionnaires.rules.problems import problems
from liaison.questionnaires.services import designing as services
from liaison.questionnaires.views.designing import design_of
from liaison.questionnaires.views.reading import late_allowed, why_not_preview
from liaison.questionnaires.views.room import ONE, blueprint, to_questionnaire
from liaison.web import workbooks
from liaison.web.access import access, actor
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import spell

JSON = "application/json"


@blueprint.get(f"{ONE}/design.json")
@access(load=queries.get_visible, why_not=why_not_preview)
def as_json(questionnaire: Questionnaire) -> Response:
    """The design with its keys, for another round or another city."""
    data = json.dumps({"title": questionnaire.title, **to_data(design_of(questionnaire))}, ensure_ascii=False, indent=2)
    return attachment(data.encode(), f"{questionnaire.title}.json", JSON)


@blueprint.get(f"{ONE}/design.xlsx")
@access(load=queries.get_visible, why_not=why_not_preview)
def as_sheet(questionnaire: Questionnaire) -> Response:
    """The questions as a table to work on."""
    return attachment(sheets.written("题目", design_of(questionnaire)), f"{questionnaire.title}.xlsx", SPREADSHEET)


@blueprint.route(f"{ONE}/import", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=late_allowed("amend"))
def take_in(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Put the questions of a file in place of those there are; a faulty file changes nothing."""
    form = FileForm(version=questionnaire.version)
    faults: list[CellError] = []
    if form.validate_on_submit():
        before = design_of(questionnaire)
        design, faults = _read(form, before)
        saved = design and attempt(
            form, services.rearrange, questionnaire, partial(_instead, design), actor(), form.seen_version
        )
        if design is not None and saved is not None:
            flash(_("已导入 %(n)s 道题目。", n=len(design.asked)), "good")
            return to_questionnaire(questionnaire, "questions")
    return draw(
        "questionnaires/import.html",
        form=form,
        questionnaire=as_seen_by(actor(), questionnaire),
        faults=workbooks.told(faults),
    )


def _read(form: FileForm, before: Design) -> tuple[Design | None, list[CellError]]:
    """The design of the file; None with what is wrong, which the form tells too."""
    data, name = form.file.data.read(), form.file.data.filename or ""
    try:
        if name.lower().endswith(".json"):
            design = from_data(json.loads(data))
        else:
            questions, errors = sheets.read(data)
            if errors:
                workbooks.blame_cells(form, errors)
                return None, errors
            design = Design(questions, (), before.title_en, before.intro, before.intro_en)
        for problem in problems(design):
            refuse(problem)
    except (ValueError, RecursionError):
        form.file.errors = [*form.file.errors, _("文件不是本系统导出的问卷，无法读取。")]
        return None, []
    except RuleBroken as broken:
        form.file.errors = [*form.file.errors, spell(broken)]
        return None, []
    return design, []


def _instead(design: Design, _before: Design) -> Design:
    return design
