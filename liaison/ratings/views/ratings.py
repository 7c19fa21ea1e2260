"""The pages of those who rate each other: what is asked, the form, and the sum about oneself."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role
from liaison.papers.charts import draw as draw_chart
from liaison.ratings import queries, rules, services
from liaison.ratings.forms.rating import FORMS
from liaison.ratings.models import KIND_LABELS, RATING_LABELS, Rating
from liaison.ratings.projections import sums
from liaison.ratings.views.room import blueprint
from liaison.store import thresholds
from liaison.web.access import access, actor, holding
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import language, tr

ONE = "/<int:id>"


def _why_not(user: Actor, rating: Rating) -> Refusal | None:
    """Whether the form opens; what was sent late meets the service."""
    refusal = rules.why_not_rating("answer", user, rating, clock.today())
    is_late = request.method == "POST" and refusal is not None and refusal.kind == "state"
    return None if is_late else refusal


@blueprint.get("")
@access(holding(Role.LAWYER, Role.JUDGE, Role.OFFICER))
def ratings() -> ResponseReturnValue:
    """What this person is asked, what was asked before, and the sum about the person."""
    user = actor()
    asked = queries.to_answer(user)
    before = queries.own_ratings(user.person_id) if user.person_id is not None else []
    limit = thresholds.value(thresholds.RATINGS_OVERDUE)
    lapsed = queries.count_lapsed(user.person_id) if limit and user.person_id is not None else 0
    is_restricted = bool(limit) and lapsed >= limit
    found = None
    if user.person_id is not None and user.side is not None and not is_restricted:
        found = sums.sum_about(user.person_id, user.side.other, is_english=language() == "en")
    return draw(
        "ratings/ratings.html",
        asked=asked,
        before=[rating for rating in before if rating.status != "asked"],
        people=features().cards(user, "person", {rating.rated_id for rating in (*asked, *before)}),
        labels=RATING_LABELS,
        found=found,
        chart=draw_chart(found.chart, tr) if found else None,
        is_restricted=is_restricted,
        lapsed=lapsed,
        is_officer=bool(rules.case_relations(user)),
    )


@blueprint.route(ONE, methods=["GET", "POST"])
@access(load=queries.get_own_rating, why_not=_why_not)
def answer(rating: Rating) -> ResponseReturnValue:
    """Rate the other one in a closed court case."""
    form = FORMS[rating.rater_side](version=rating.version)
    if form.validate_on_submit() and attempt(form, services.answer, rating, form.answers(), actor(), form.seen_version):
        flash(_("评价已提交。对方看不到，双方都提交或期满后才计入汇总。"), "good")
        return redirect(url_for("ratings.ratings"), 303)
    return draw(
        "ratings/answer.html",
        form=form,
        rating=rating,
        card=features().card(actor(), "person", rating.rated_id),
        kinds=KIND_LABELS,
    )


@blueprint.post(f"{ONE}/decline")
@access(load=queries.get_own_rating, why_not=_why_not)
def decline(rating: Rating) -> ResponseReturnValue:
    """Not enough contact is an answer."""
    services.decline(rating, actor(), Form().seen_version)
    flash(_("已记为接触不足，不作评价。"), "good")
    return redirect(url_for("ratings.ratings"), 303)
