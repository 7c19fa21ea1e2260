"""The pages on which something is done: lodge, amend, screen, reply, and the moves of one field."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.drafts import OpinionDraft
from liaison.core.moves import Move, Refusal, refuse
from liaison.core.sides import Actor, Side
from liaison.opinions import queries, rules, services
from liaison.opinions.forms import (
    CommentForm,
    ContentForm,
    CorrectForm,
    LodgeForm,
    MergeForm,
    OfficeCorrectForm,
    OfficeForm,
    OfficeLodgeForm,
    RateForm,
    ReasonForm,
    ReplyForm,
    ScreenForm,
)
from liaison.opinions.models import Opinion, OpinionStatus, Outcome, ProposerKind, Satisfaction
from liaison.opinions.projections import as_seen_by, comments_as_seen_by
from liaison.opinions.views import origins
from liaison.opinions.views.room import ONE, blueprint, complaint_url, unit_names, units
from liaison.store import clocks
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import limit_words, tr


def _why_not(verb: str) -> Callable[[Actor, Opinion], Refusal | None]:
    """Whether the page of a verb opens.

    What somebody typed is not thrown away because the state changed meanwhile: there the service, which knows the
    version that the page showed, refuses with both texts.
    """

    def why_not(user: Actor, opinion: Opinion) -> Refusal | None:
        refusal = rules.why_not(verb, user, opinion)
        is_late = request.method == "POST" and refusal is not None and refusal.kind == "state"
        return None if is_late else refusal

    return why_not


@blueprint.route("/lodge", methods=["GET", "POST"])
@access()
def lodge() -> ResponseReturnValue:
    """Lodge one's own opinion, or one that came to the office."""
    user = actor()
    refuse(rules.why_not("lodge", user, None))
    origin, draft = origins.asked(user)
    form = _form(user, draft=draft)
    if form.validate_on_submit():
        opinion = attempt(form, services.lodge, form.content(), user, form.on_behalf(), origin)
        if opinion is not None:
            flash(_("已提交，编号为%(number)s。", number=opinion.full_number), "good")
            return _to(opinion)
    return draw("opinions/lodge.html", form=form, draft=draft, complaint_url=complaint_url())


@blueprint.route(f"{ONE}/amend", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("amend"))
def amend(opinion: Opinion) -> ResponseReturnValue:
    """Correct what was lodged, or what came back."""
    form = _form(actor(), opinion)
    if form.validate_on_submit() and attempt(
        form, services.amend, opinion, form.content(), actor(), form.on_behalf(), form.seen_version
    ):
        flash(_("修改已保存。"), "good")
        return _to(opinion)
    return draw("opinions/amend.html", form=form, opinion=as_seen_by(actor(), opinion))


@blueprint.route(f"{ONE}/screen", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("screen"))
def screen(opinion: Opinion) -> ResponseReturnValue:
    """Pass an opinion on, with the units that answer it."""
    form = ScreenForm(units(opinion.side.other), version=opinion.version)
    if form.validate_on_submit() and attempt(
        form, services.screen, opinion, int(form.lead_id.data), actor(),
        joint_ids=[int(id) for id in form.joint_ids.data], seen=form.seen_version,
    ):  # fmt: skip
        flash(_("已审核通过，转承办方答复。"), "good")
        return _to(opinion)
    return draw(
        "opinions/screen.html",
        form=form,
        opinion=as_seen_by(actor(), opinion),
        limit=limit_words(clocks.limit(clocks.OPINION_REPLY)),
    )


@blueprint.route(f"{ONE}/correct", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("correct"))
def correct(opinion: Opinion) -> ResponseReturnValue:
    """Mend an error of typing, with the reason."""
    form = _correct_form(actor(), opinion)
    if form.validate_on_submit() and attempt(
        form, services.correct, opinion, form.content(), form.reason.data, actor(), form.on_behalf(), form.seen_version
    ):
        flash(_("已更正，原来的内容可在办理经过中查看。"), "good")
        return _to(opinion)
    return draw("opinions/correct.html", form=form, opinion=as_seen_by(actor(), opinion))


@blueprint.route(f"{ONE}/merge", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("merge"))
def merge(opinion: Opinion) -> ResponseReturnValue:
    """Let another opinion of the own side answer for this one too."""
    form = MergeForm(queries.targets(actor(), opinion), version=opinion.version)
    if form.validate_on_submit():
        target = queries.get_visible(actor(), int(form.target.data))
        if attempt(form, services.merge, opinion, target, actor(), form.seen_version):
            flash(_("已并入%(number)s，两件的提出人都会收到通知。", number=target.full_number), "good")
            return _to(opinion)
    return draw("opinions/merge.html", form=form, opinion=as_seen_by(actor(), opinion))


@blueprint.route(f"{ONE}/assign", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("assign"))
def assign(opinion: Opinion) -> ResponseReturnValue:
    """Name other units to answer."""
    data = {"lead_id": str(opinion.lead_id), "joint_ids": [str(id) for id in opinion.joint_ids]}
    form = ScreenForm(units(opinion.side.other), data={**data, "version": opinion.version})
    if form.validate_on_submit() and attempt(
        form, services.assign, opinion, int(form.lead_id.data), actor(),
        joint_ids=[int(id) for id in form.joint_ids.data], seen=form.seen_version,
    ):  # fmt: skip
        flash(_("承办单位已调整，答复期限不变。"), "good")
        return _to(opinion)
    return draw("opinions/assign.html", form=form, opinion=as_seen_by(actor(), opinion))


@blueprint.route(f"{ONE}/comment", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("comment"))
def comment(opinion: Opinion) -> ResponseReturnValue:
    """Note what a joint unit has to say for the reply."""
    names = unit_names(opinion.joint_ids)
    form = CommentForm([(id, names[id]) for id in opinion.joint_ids if id in names])
    if form.validate_on_submit() and attempt(
        form, services.comment, opinion, int(form.unit_id.data), form.text.data, actor()
    ):
        flash(_("会办意见已登记，仅承办方可见。"), "good")
        return _to(opinion)
    said = comments_as_seen_by(actor(), opinion, names)
    return draw("opinions/comment.html", form=form, opinion=as_seen_by(actor(), opinion), comments=said)


@blueprint.route(f"{ONE}/reply", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("reply"))
def reply(opinion: Opinion) -> ResponseReturnValue:
    """Answer an opinion; what joint units have said is taken into the text to begin with."""
    said = comments_as_seen_by(actor(), opinion, unit_names(opinion.joint_ids))
    begun = "\n".join(f"{row.unit}：{row.text}" for row in said if row.text)
    form = ReplyForm(data={"text": begun, "version": opinion.version})
    if form.validate_on_submit() and attempt(
        form, services.reply, opinion, form.text.data, Outcome(form.outcome.data), actor(), seen=form.seen_version
    ):
        flash(_("答复已发出。"), "good")
        return _to(opinion)
    return draw("opinions/reply.html", form=form, opinion=as_seen_by(actor(), opinion), comments=said)


@blueprint.route(f"{ONE}/rate", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("rate"))
def rate(opinion: Opinion) -> ResponseReturnValue:
    """Say what the proposer thinks of the reply."""
    form = RateForm(version=opinion.version)
    if form.validate_on_submit() and attempt(
        form, services.rate, opinion, Satisfaction(form.satisfaction.data), form.note.data, actor(), form.seen_version
    ):
        is_over = opinion.status is OpinionStatus.CLOSED
        flash(_("评价已提交，本意见已办结。") if is_over else _("已转承办方重新办理。"), "good")
        return _to(opinion)
    return draw("opinions/rate.html", form=form, opinion=as_seen_by(actor(), opinion))


@blueprint.post(f"{ONE}/<verb>")
@access(load=queries.get_with_move, why_not=lambda user, step: rules.why_not(step[1].verb, user, step[0]))
def move(step: tuple[Opinion, Move]) -> ResponseReturnValue:
    """Make a move that needs no more than a reason."""
    opinion, row = step
    form = ReasonForm() if row.needs_reason else Form()
    reason = form.reason.data if row.needs_reason else ""
    if form.validate_on_submit() and attempt(
        form, services.move, opinion, row.verb, actor(), reason=reason, seen=form.seen_version
    ):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        return _to(opinion)
    return draw("opinions/move.html", form=form, opinion=as_seen_by(actor(), opinion), move=row)


def _form(user: Actor, opinion: Opinion | None = None, draft: OpinionDraft | None = None) -> ContentForm:
    """Officers also say whose opinion they type in; everybody else speaks for himself or herself."""
    shown = opinion or draft
    kept = opinion.category_id if opinion else None
    categories = [one for one in queries.categories() if not one.is_retired or one.id == kept]
    if user.side is not None and rules.is_typed_in_by(user, opinion):
        own = _own_office(user.side) if draft else {}
        return (OfficeForm if opinion else OfficeLodgeForm)(categories, user.side, obj=shown, **own)
    return (ContentForm if opinion else LodgeForm)(categories, obj=shown)


def _own_office(side: Side) -> dict[str, object]:
    """What an office makes of a thing that is here is its association's opinion, unless the officer says otherwise."""
    names = features().offer("association_names")()
    name = names[0 if side is Side.BAR else 1]
    return {"proposer_kind": ProposerKind.ASSOCIATION, "proposer_name": name, "received_on": clock.today()}


def _correct_form(user: Actor, opinion: Opinion) -> CorrectForm:
    """Whose an opinion is can only be mended where the office typed it in."""
    categories = [one for one in queries.categories() if not one.is_retired or one.id == opinion.category_id]
    if user.side is not None and rules.is_typed_in_by(user, opinion):
        return OfficeCorrectForm(categories, user.side, data=_as_filled(opinion))
    return CorrectForm(categories, data=_as_filled(opinion))


def _as_filled(opinion: Opinion) -> dict[str, object]:
    """What the form shows; the reason of a former move is not that of this one."""
    names = (
        "category_id", "title", "text", "grounds", "wanted", "proposer_kind", "proposer_name", "received_on", "channel",
        "version",
    )  # fmt: skip
    return {name: getattr(opinion, name) for name in names}


def _to(opinion: Opinion) -> ResponseReturnValue:
    return redirect(url_for("opinions.opinion", id=opinion.id), 303)
