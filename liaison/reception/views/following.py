"""The pages of what follows a visit: referrals with their receipts, legal opinions to the court."""

from collections.abc import Callable
from datetime import date
from typing import cast

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.reception.forms.visits import AnswerForm, OpineForm, ReasonForm, ReceiveForm, ReferForm, SettleForm
from liaison.reception.models.following import AdoptionStatus, BodyKind, LegalOpinion, Referral, ReferralResult
from liaison.reception.models.visits import Visit
from liaison.reception.projections import following as shown
from liaison.reception.projections.visits import as_seen_by
from liaison.reception.queries import following as queries
from liaison.reception.queries import visits as visit_queries
from liaison.reception.rules import following as rules
from liaison.reception.services import referrals as services
from liaison.reception.services.referrals import SendingOn
from liaison.reception.views.reading import ONE, to_visit, visits, why_not
from liaison.store import clocks
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import limit_words

REFERRAL = f"/referrals{ONE}"


def _why_not_referral(verb: str) -> Callable[[Actor, Referral], Refusal | None]:
    def ask(user: Actor, referral: Referral) -> Refusal | None:
        return rules.why_not_referral(verb, user, referral, visit_queries.me(user), clock.today())

    return ask


@visits.route(f"{ONE}/refer", methods=["GET", "POST"])
@access(load=visit_queries.get_visible, why_not=why_not("refer"))
def refer(visit: Visit) -> ResponseReturnValue:
    """Send a matter on to another body; its receipt is watched."""
    form = ReferForm(data={"sent_on": clock.today()})
    if form.validate_on_submit():
        sent_on = cast(date, form.sent_on.data)
        sending = SendingOn(BodyKind(form.body_kind.data), form.body.data, sent_on, form.text.data)
        referral = attempt(form, services.refer, visit, sending, actor())
        if referral is not None:
            flash(_("已登记转交，应在%(day)s前收到签收。", day=shown.day_words(referral.receipt_due_on)), "good")
            return to_visit(visit)
    return draw(
        "reception/visits/refer.html",
        form=form,
        visit=as_seen_by(actor(), visit),
        receipt_limit=limit_words(clocks.limit(clocks.REFERRAL_RECEIPT)),
        reminders=shown.reminders(),
    )


@visits.route(f"{REFERRAL}/receive", methods=["GET", "POST"])
@access(load=queries.get_referral, why_not=_why_not_referral("receive"))
def receive(referral: Referral) -> ResponseReturnValue:
    """Note that the body signed for it."""
    form = ReceiveForm(data={"received_on": clock.today(), "version": referral.version})
    if form.validate_on_submit() and attempt(
        form, services.receive, referral, form.received_on.data, actor(), seen=form.seen_version
    ):
        flash(_("签收已登记。"), "good")
        return to_visit(referral.visit)
    return draw("reception/visits/receive.html", form=form, referral=shown.referral_as_seen(referral))


@visits.route(f"{REFERRAL}/answer", methods=["GET", "POST"])
@access(load=queries.get_referral, why_not=_why_not_referral("answer"))
def answer(referral: Referral) -> ResponseReturnValue:
    """Note what the body did."""
    form = AnswerForm(data={"answered_on": clock.today(), "version": referral.version})
    if form.validate_on_submit() and attempt(
        form, services.answer, referral, ReferralResult(form.result.data), form.answered_on.data, form.note.data,
        actor(), seen=form.seen_version,
    ):  # fmt: skip
        flash(_("结果已登记。"), "good")
        return to_visit(referral.visit)
    return draw("reception/visits/answer.html", form=form, referral=shown.referral_as_seen(referral))


@visits.route(f"{REFERRAL}/withdraw", methods=["GET", "POST"])
@access(load=queries.get_referral, why_not=_why_not_referral("withdraw"))
def withdraw(referral: Referral) -> ResponseReturnValue:
    """Take a referral back, with the reason."""
    form = ReasonForm(version=referral.version)
    if form.validate_on_submit() and attempt(
        form, services.withdraw, referral, form.reason.data, actor(), seen=form.seen_version
    ):
        flash(_("转交已撤回。"), "good")
        return to_visit(referral.visit)
    return draw("reception/visits/withdraw.html", form=form, referral=shown.referral_as_seen(referral))


@visits.route(f"{ONE}/opine", methods=["GET", "POST"])
@access(load=visit_queries.get_visible, why_not=why_not("opine"))
def opine(visit: Visit) -> ResponseReturnValue:
    """Note the lawyer's legal opinion to the court."""
    form = OpineForm(data={"submitted_on": clock.today()})
    if form.validate_on_submit() and attempt(
        form, services.opine, visit, form.text.data, form.submitted_on.data, actor()
    ):
        flash(_("法律意见已登记，收到法院反馈后请回来登记。"), "good")
        return to_visit(visit)
    return draw("reception/visits/opine.html", form=form, visit=as_seen_by(actor(), visit))


@visits.route(f"/legal-opinions{ONE}/settle", methods=["GET", "POST"])
@access(
    load=queries.get_opinion,
    why_not=lambda user, opinion: rules.why_not_settle(user, opinion, visit_queries.me(user), clock.today()),
)
def settle(opinion: LegalOpinion) -> ResponseReturnValue:
    """Note whether the court adopted it."""
    form = SettleForm(data={"settled_on": clock.today(), "version": opinion.version})
    if form.validate_on_submit() and attempt(
        form, services.settle, opinion, AdoptionStatus(form.status.data), form.settled_on.data, form.reason.data,
        actor(), seen=form.seen_version,
    ):  # fmt: skip
        flash(_("法院反馈已登记。"), "good")
        return to_visit(opinion.visit)
    return draw("reception/visits/settle.html", form=form, opinion=shown.opinion_as_seen(opinion))
