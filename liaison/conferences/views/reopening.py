"""Reopening issued minutes: asked for by one side, agreed to or declined."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences.forms.resolutions import ReasonForm
from liaison.conferences.models import Conference
from liaison.conferences.queries import minutes as queries
from liaison.conferences.rules.moves import MOVES
from liaison.conferences.services import reopening
from liaison.conferences.views.minutes import MINUTES, to_minutes
from liaison.conferences.views.room import blueprint, why_not
from liaison.core.moves import Move
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw


@blueprint.post(f"{MINUTES}/ask-reopening")
@access(load=queries.get_readable, why_not=why_not("ask_reopening"), recent=True)
def ask_reopening(conference: Conference) -> ResponseReturnValue:
    """Ask the other side to reopen the minutes."""
    form = ReasonForm()
    if form.validate_on_submit() and attempt(
        form, reopening.ask_reopening, conference, form.reason.data, by=actor(), seen=form.seen_version
    ):
        flash(_("已向对方提出申请。对方同意前，现行纪要不变。"), "good")
        return to_minutes(conference)
    return _page(form, conference, MOVES["ask_reopening"])


@blueprint.post(f"{MINUTES}/agree-reopening")
@access(load=queries.get_readable, why_not=why_not("agree_reopening"), recent=True)
def agree_reopening(conference: Conference) -> ResponseReturnValue:
    """Agree: the minutes are a draft again."""
    reopening.agree_reopening(conference, by=actor(), seen=Form().seen_version)
    flash(_("已同意重新修订。新的纪要印发前，现行纪要仍然有效。"), "good")
    return to_minutes(conference)


@blueprint.post(f"{MINUTES}/decline-reopening")
@access(load=queries.get_readable, why_not=why_not("decline_reopening"))
def decline_reopening(conference: Conference) -> ResponseReturnValue:
    """Leave the minutes as they are."""
    form = ReasonForm()
    if form.validate_on_submit() and attempt(
        form, reopening.decline_reopening, conference, form.reason.data, by=actor(), seen=form.seen_version
    ):
        flash(_("已答复，纪要不变。"), "good")
        return to_minutes(conference)
    return _page(form, conference, MOVES["decline_reopening"])


def _page(form: ReasonForm, conference: Conference, move: Move) -> ResponseReturnValue:
    return draw("conferences/move.html", form=form, conference=conference, move=move)
