"""Comments on circulated minutes and their answers."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences.forms.minutes_handling import AnswerForm, CommentForm
from liaison.conferences.models import Conference, MinutesComment
from liaison.conferences.queries import minutes as queries
from liaison.conferences.services import comments
from liaison.conferences.views.minutes import MINUTES, to_minutes
from liaison.conferences.views.room import blueprint, why_not
from liaison.core.errors import NotFound
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw


@blueprint.route(f"{MINUTES}/comment", methods=["GET", "POST"])
@access(load=queries.get_readable, why_not=why_not("comment"))
def comment(conference: Conference) -> ResponseReturnValue:
    """Say something of the revision that lies before both sides."""
    if not conference.revisions:
        raise NotFound
    form = CommentForm(data={"version": conference.revisions[-1].number})
    if form.validate_on_submit() and attempt(
        form, comments.comment, conference, form.section.data, form.text.data, by=actor(), seen=form.seen_version or 0
    ):
        flash(_("意见已提交，会议组织人会逐条答复。"), "good")
        return to_minutes(conference, "comments")
    return draw("conferences/minutes/comment.html", form=form, conference=conference)


@blueprint.route(f"{MINUTES}/comments/<int(max=2147483647):comment_id>/answer", methods=["GET", "POST"])
@access(load=queries.get_comment, why_not=why_not("answer"))
def answer(comment: MinutesComment) -> ResponseReturnValue:
    """Say what comes of a comment."""
    conference = comment.conference
    later = [one.number for one in conference.revisions if one.number > comment.revision_number]
    form = AnswerForm(later[::-1])
    if form.validate_on_submit() and attempt(
        form, comments.answer, comment, form.revision, form.answer.data or "", by=actor()
    ):
        flash(_("已答复。"), "good")
        return to_minutes(conference, "comments")
    return draw(
        "conferences/minutes/answer.html", form=form, conference=conference, comment=comment, places=comments.PLACES
    )
