"""Reading what was written, twenty at a time: one officer of each side."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.questionnaires import queries
from liaison.questionnaires.models import Questionnaire
from liaison.questionnaires.projections.questionnaire import as_seen_by
from liaison.questionnaires.queries import texts as text_queries
from liaison.questionnaires.services import reading as services
from liaison.questionnaires.services.reading import Verdict
from liaison.questionnaires.views.designing import design_of
from liaison.questionnaires.views.reading import late_allowed
from liaison.questionnaires.views.room import ONE, blueprint
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw

A_PAGE = 20


@blueprint.route(f"{ONE}/texts", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=late_allowed("read"))
def read(questionnaire: Questionnaire) -> ResponseReturnValue:
    """The next texts that the own side has not read, each to pass, to be struck or to be withheld."""
    side = actor().side
    assert side is not None
    form = Form()
    if form.validate_on_submit() and attempt(form, services.read, questionnaire, _verdicts(), actor()) is not None:
        flash(_("已保存。"), "good")
        return redirect(url_for("questionnaires.read", id=questionnaire.id), 303)
    unread = text_queries.unread_page(questionnaire, side, A_PAGE)
    names = {question.key: question.text for question in design_of(questionnaire).questions}
    return draw(
        "questionnaires/texts.html",
        form=form,
        questionnaire=as_seen_by(actor(), questionnaire),
        texts=[(text, names.get(text.question, "")) for text in unread],
        counts=text_queries.count_unread(questionnaire),
        side=side,
        sent=request.form,
    )


def _verdicts() -> list[Verdict]:
    """One for each text of the page."""
    return [
        Verdict(id, request.form.get(f"verdict-{id}") == "withhold", request.form.get(f"passages-{id}", ""))
        for id in request.form.getlist("text")
    ]
