"""The page at which a visitor rates the reception with the code of the note: open to everybody, and shows nothing."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from liaison.reception.forms.visits import CodeRateForm
from liaison.reception.models.following import Satisfaction
from liaison.reception.services import answers
from liaison.store.throttle import TooManyTries
from liaison.web.access import ANYONE, access
from liaison.web.edge import outside_transaction
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import spell

rating = Blueprint("rating", __name__, url_prefix="/reception/rating")


@rating.route("", methods=["GET", "POST"])
@outside_transaction
@access(ANYONE)
def rate() -> ResponseReturnValue:
    """Rate with a code: every wrong one gets the same answer, and too many of them make everybody wait."""
    form = CodeRateForm(data={"code": request.args.get("code", "")[:40]} if request.method == "GET" else None)
    if form.validate_on_submit():
        try:
            if attempt(form, answers.rate, form.code.data, Satisfaction(form.answer.data), form.remark.data):
                return draw("reception/rating.html", form=None, is_done=True)
        except TooManyTries as late:
            form.form_errors.append(spell(late))
            return draw("reception/rating.html", form=form, is_done=False)[0], 429
    return draw("reception/rating.html", form=form, is_done=False)
