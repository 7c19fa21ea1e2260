"""The pages of fielding: slips, poster, closing time, who is asked; and the moves of one field."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.moves import Move, Refusal
from liaison.core.sides import Actor, Side
from liaison.papers.canonical import canonical_json
from liaison.questionnaires import queries
from liaison.questionnaires.facts import sheets
from liaison.questionnaires.forms.fielding import ExtendForm, IssueForm, ReasonForm
from liaison.questionnaires.models import Questionnaire
from liaison.questionnaires.projections.questionnaire import as_seen_by
from liaison.questionnaires.queries import asked
from liaison.questionnaires.rules import standing
from liaison.questionnaires.services import designing, fielding, releasing
from liaison.questionnaires.views.reading import late_allowed
from liaison.questionnaires.views.room import ONE, blueprint, to_questionnaire
from liaison.store import papers, previews
from liaison.store.users import User
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

SIMPLE = {
    "publish": designing.publish,
    "revise": designing.revise,
    "open": fielding.open,
    "remind": fielding.remind,
    "close": fielding.close,
    "release": releasing.release,
}


def why_not_own(user: Actor, questionnaire: Questionnaire) -> Refusal | None:
    """Who is asked and the poster are the own office's: the table's row of issuing says who, whatever the state."""
    return standing.MOVES.why_not("copy", questionnaire.status, standing.relations(user, questionnaire))


@blueprint.route(f"{ONE}/issue", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=late_allowed("issue"))
def issue(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Make slips: their codes are on the PDF alone, which is gone after a day."""
    form = IssueForm(version=questionnaire.version)
    if form.validate_on_submit() and (
        made := attempt(form, fielding.issue, questionnaire, form.number.data, actor(), form.seen_version)
    ):
        sheet = sheets.slips(questionnaire, made, association(questionnaire.side))
        back = url_for("questionnaires.questionnaire", id=questionnaire.id)
        title = _("答题条：%(title)s", title=questionnaire.title)
        preview = previews.ask("slips", title, canonical_json(sheet), papers.watermark(), back, actor())
        return redirect(url_for("previews.preview", preview_id=preview.id), 303)
    return draw("questionnaires/issue.html", form=form, questionnaire=as_seen_by(actor(), questionnaire))


@blueprint.post(f"{ONE}/poster")
@access(load=queries.get_visible, why_not=why_not_own)
def poster(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Make the poster with the QR code of the address."""
    sheet = sheets.poster(questionnaire, association(questionnaire.side))
    back = url_for("questionnaires.questionnaire", id=questionnaire.id)
    title = _("海报：%(title)s", title=questionnaire.title)
    preview = previews.ask("poster", title, canonical_json(sheet), papers.watermark(), back, actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


@blueprint.route(f"{ONE}/extend", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=late_allowed("extend"))
def extend(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Set another closing time."""
    form = ExtendForm(questionnaire)
    if form.validate_on_submit() and attempt(
        form, fielding.extend, questionnaire, form.at(), actor(), form.seen_version
    ):
        flash(_("截止时间已调整。"), "good")
        return to_questionnaire(questionnaire)
    return draw("questionnaires/extend.html", form=form, questionnaire=as_seen_by(actor(), questionnaire))


@blueprint.get(f"{ONE}/participants")
@access(load=queries.get_visible, why_not=why_not_own)
def participants(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Who is asked, and who of them has answered; never what."""
    page = lists.paginate(asked.participants(questionnaire), {"name": (User.name, User.id)}, "name")
    return draw(
        "questionnaires/participants.html",
        questionnaire=as_seen_by(actor(), questionnaire),
        page=page,
        answered=asked.answered_ids(questionnaire),
        counts=asked.count_participants(questionnaire),
    )


@blueprint.post(f"{ONE}/copy")
@access(load=queries.get_visible, why_not=lambda user, one: standing.why_not("copy", user, one))
def copy(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Begin the next round."""
    made = designing.copy(questionnaire, actor())
    flash(_("已复制为第 %(n)s 轮的草稿。", n=made.round), "good")
    return to_questionnaire(made)


@blueprint.post(f"{ONE}/<verb>")
@access(load=queries.get_with_move, why_not=lambda user, step: standing.why_not(step[1].verb, user, step[0]))
def move(step: tuple[Questionnaire, Move]) -> ResponseReturnValue:
    """Make a move that needs no more than a reason."""
    questionnaire, row = step
    form = ReasonForm() if isinstance(row, Move) and row.needs_reason else Form()
    if form.validate_on_submit() and _moved(form, questionnaire, row):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        return to_questionnaire(questionnaire)
    return draw("questionnaires/move.html", form=form, questionnaire=as_seen_by(actor(), questionnaire), move=row)


def _moved(form: Form, questionnaire: Questionnaire, row: Move) -> Questionnaire | None:
    if isinstance(form, ReasonForm):
        return attempt(form, designing.cancel, questionnaire, form.reason.data, actor(), form.seen_version)
    return attempt(form, SIMPLE[row.verb], questionnaire, actor(), form.seen_version)


def association(side: Side) -> str:
    """The name of the association of a side, for papers."""
    return str(features().offer("association_names")()[0 if side is Side.BAR else 1])
