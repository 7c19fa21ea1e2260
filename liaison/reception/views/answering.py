"""The page at which a visitor rates the reception with the code of the note: open to everybody, and shows nothing."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.reception.forms.visits import CodeRateForm
from liaison.reception.models.following import Satisfaction, SatisfactionWay, VisitSatisfaction
from liaison.reception.services import talks
from liaison.reception.services import visits as services
from liaison.web.access import ANYONE, access
from liaison.web.forms import attempt
from liaison.web.frame import draw

rating = Blueprint("rating", __name__, url_prefix="/reception/rating")


@rating.route("", methods=["GET", "POST"])
@access(ANYONE)
def rate() -> ResponseReturnValue:
    """Rate with a code: 80 bits that nobody guesses, and every wrong one gets the same answer."""
    form = CodeRateForm(data={"code": request.args.get("code", "")[:40]} if request.method == "GET" else None)
    if form.validate_on_submit() and attempt(
        form, _rate, form.code.data, Satisfaction(form.answer.data), form.remark.data
    ):
        return draw("reception/rating.html", form=None, is_done=True)
    return draw("reception/rating.html", form=form, is_done=False)


def _rate(code: str, answer: Satisfaction, remark: str) -> VisitSatisfaction:
    visit = services.find_code(code)
    if visit is None or visit.anonymised_on is not None:
        raise RuleBroken(N_("评价码不正确，请对照回执重新填写。"), field="code")
    return talks.rate(visit, answer, remark, None, SatisfactionWay.CODE)
