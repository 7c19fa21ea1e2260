"""The pages of the talk: what is said saves itself, the outcome, the visitor's note, follow-up and satisfaction."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.papers.canonical import canonical_json
from liaison.reception.facts import MOST_ADVICE, MOST_STEPS, visitor_note
from liaison.reception.forms.visits import ConcludeForm, FollowUpForm, LimitsForm, RateForm, TalkForm
from liaison.reception.models.following import Satisfaction, SatisfactionWay
from liaison.reception.models.visits import FollowUpResult, Visit, VisitStatus
from liaison.reception.projections import visits as shown
from liaison.reception.queries import visits as queries
from liaison.reception.rules import visits as rules
from liaison.reception.services import talks as services
from liaison.reception.views.reading import ONE, court_names, note_read, to_visit, visits, why_not
from liaison.store import clocks, papers, previews
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import limit_words


@visits.route(f"{ONE}/talk", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("record"))
def talk(visit: Visit) -> ResponseReturnValue:
    """Note what is said; the page saves by itself and keeps trying when the network is gone."""
    if request.method == "GET":
        note_read(visit)
    stored = queries.talk_of(visit)
    form = TalkForm(obj=stored)
    if form.validate_on_submit():
        saved = attempt(form, services.record, visit, form.words(), actor(), seen=form.seen_version)
        if saved is not None and _is_autosave():
            return render_template("reception/desk/_saved.html", at=clock.now()), {"X-Version": str(saved.version)}
        if saved is not None:
            flash(_("谈话记录已保存。"), "good")
            return to_visit(visit)
    if _is_autosave():
        return render_template("reception/desk/_failed.html", form=form), 422
    return draw(
        "reception/visits/talk.html", form=form, most_advice=MOST_ADVICE, most_steps=MOST_STEPS, **_beside(visit)
    )


@visits.route(f"{ONE}/limits", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("record"))
def limits(visit: Visit) -> ResponseReturnValue:
    """Note the time limits in play; those that end within seven days stand out."""
    noted = services.limit_lines((limit.name, limit.ends_on) for limit in visit.limits)
    form = LimitsForm(data={"limits": noted, "version": visit.version})
    if form.validate_on_submit() and attempt(
        form, services.set_limits, visit, form.rows(), actor(), seen=form.seen_version
    ):
        near = [limit for limit in visit.limits if rules.is_near(limit, clock.today())]
        flash(_("期限已保存。"), "good")
        if near:
            flash(_("有期限在七日之内届满或已经届满，请当面提醒来访人。"), "bad")
        return to_visit(visit)
    return draw("reception/visits/limits.html", form=form, visit=shown.as_seen_by(actor(), visit))


@visits.route(f"{ONE}/conclude", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("conclude"))
def conclude(visit: Visit) -> ResponseReturnValue:
    """End the talk with its outcome."""
    form = ConcludeForm(version=visit.version)
    if form.validate_on_submit() and attempt(
        form, services.conclude, visit, form.conclusion(), actor(), seen=form.seen_version
    ):
        flash(_("接访已办结。请为来访人打印回执。"), "good")
        return to_visit(visit)
    return draw(
        "reception/visits/conclude.html",
        form=form,
        follow_up_limit=limit_words(clocks.limit(clocks.RECEPTION_FOLLOW_UP)),
        **_beside(visit),
    )


def _why_not_note(user: Actor, visit: Visit) -> Refusal | None:
    return why_not("record")(user, visit)


@visits.post(f"{ONE}/note")
@access(load=queries.get_visible, why_not=_why_not_note)
def note(visit: Visit) -> ResponseReturnValue:
    """Have the visitor's note made: one page in large type, to be taken home."""
    note_of = visitor_note(
        visit, queries.talk_of(visit), court_names({visit.court_id or 0}).get(visit.court_id or 0, "")
    )
    back = url_for("visits.visit", id=visit.id)
    preview = previews.ask("visitor_note", _("来访人回执"), canonical_json(note_of), papers.watermark(), back, actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


@visits.route(f"{ONE}/follow-up", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("follow_up"))
def follow_up(visit: Visit) -> ResponseReturnValue:
    """Note what the visitor says a month later."""
    form = FollowUpForm(version=visit.version)
    if form.validate_on_submit() and attempt(
        form, services.follow_up, visit, FollowUpResult(form.result.data), form.note.data, actor(),
        seen=form.seen_version,
    ):  # fmt: skip
        flash(_("回访已登记。"), "good")
        return to_visit(visit)
    return draw("reception/visits/follow_up.html", form=form, visit=shown.as_seen_by(actor(), visit))


@visits.route(f"{ONE}/rate", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("rate"))
def rate(visit: Visit) -> ResponseReturnValue:
    """Note what the visitor said at the desk or wrote on paper."""
    form = RateForm()
    if form.validate_on_submit():
        way = SatisfactionWay.PAPER if request.form.get("way") == "paper" else SatisfactionWay.DESK
        if attempt(form, services.rate, visit, Satisfaction(form.answer.data), form.remark.data, actor(), way):
            flash(_("评价已登记。"), "good")
            return to_visit(visit)
    return draw("reception/visits/rate.html", form=form, visit=shown.as_seen_by(actor(), visit))


def _beside(visit: Visit) -> dict[str, object]:
    """Who sits at the desk, beside what is typed."""
    user = actor()
    return {
        "visit": shown.as_seen_by(user, visit),
        "limits": shown.limits_of(visit),
        "notices": shown.notices(),
        "is_talking": visit.status is VisitStatus.TALKING,
        "may_hand_over": rules.why_not("hand_over", user, visit, queries.me(user), clock.today()) is None,
    }


def _is_autosave() -> bool:
    return bool(request.headers.get("HX-Request"))
