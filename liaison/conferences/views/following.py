"""What follows a resolution, on pages: progress and steps, more time, rest, another unit, corrections, its end."""

from collections.abc import Callable
from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.conferences.forms import resolutions as forms
from liaison.conferences.models import Milestone, Resolution, ResolutionEvent
from liaison.conferences.projections import holders
from liaison.conferences.queries import resolutions as queries
from liaison.conferences.rules.resolutions import RESOLUTION_MOVES, why_not_resolution
from liaison.conferences.services import following
from liaison.conferences.views.resolutions import blueprint
from liaison.conferences.views.room import ONE, listed_units, person_named
from liaison.conferences.views.room import why_not_resolution as why_not
from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

STEP: Final = f"{ONE}/milestones/<int(max=2147483647):milestone_id>"
BOTH: Final = ["GET", "POST"]
HINTS: Final = {
    "confirm": {"note": _l("写明做了什么、有什么成效；确认人的姓名会一并记下。")},
    "report": {"note": _l("写明办到哪一步、下一步做什么。保存后可以添加材料。")},
    "extend": {"due_on": _l("延期的次数和理由会列入台账和下次会议第一项议题。")},
    "rest": {"rest_until": _l("到这一天之前不提醒、不算逾期；完成期限早于这一天的，顺延到这一天。")},
    "reassign": {"lead": _l("原主办单位和改派理由留在办理经过里。")},
    "correct": {"reason": _l("只用于更正笔误。更正前的内容留在办理经过里，已印发的纪要不变。")},
}
SIMPLE: Final[dict[str, Callable[..., Resolution]]] = {
    "wake": following.wake, "cancel": following.cancel, "reopen": following.reopen,
}  # fmt: skip
SAID: Final = {
    "report": N_("进展已登记，可以在本页添加材料。"),
    "stage": N_("节点已增加。"),
    "extend": N_("期限已延长。"),
    "rest": N_("已暂缓。"),
    "reassign": N_("已改派。"),
    "correct": N_("更正已保存。"),
    "wake": N_("已恢复办理。"),
    "cancel": N_("已取消。"),
    "reopen": N_("已恢复为办理中，将列入下次会议第一项议题。"),
}


@blueprint.route(f"{ONE}/report", methods=BOTH)
@access(load=queries.get_visible, why_not=why_not("report"))
def report(resolution: Resolution) -> ResponseReturnValue:
    """Note how far it is; the page of the note takes files."""
    form = forms.ReportForm(data={"version": resolution.version})
    if form.validate_on_submit():
        event = attempt(form, following.report, resolution, form.note.data, by=actor(), seen=form.seen_version)
        if event is not None:
            flash(tr(SAID["report"]), "good")
            return redirect(url_for("resolutions.note", id=resolution.id, note_id=event.id), 303)
    return _page("report", resolution, form)


@blueprint.get(f"{ONE}/notes/<int(max=2147483647):note_id>")
@access(load=queries.get_note)
def note(event: ResolutionEvent) -> ResponseReturnValue:
    """A note on progress with its files, for those who follow the resolution."""
    user, resolution = actor(), event.resolution
    holder = holders.note_holder(user, event)
    if holder is None:
        raise NotFound
    return draw(
        "conferences/resolutions/note.html",
        event=event,
        resolution=resolution,
        files=features().offer("files_of")(holder),
    )


@blueprint.route(f"{ONE}/stage", methods=BOTH)
@access(load=queries.get_visible, why_not=why_not("stage"))
def stage(resolution: Resolution) -> ResponseReturnValue:
    """Add a step with its day."""
    form = forms.StageForm(data={"version": resolution.version})
    return _tried("stage", resolution, form, following.stage, "title", "due_on")


@blueprint.route(f"{STEP}/reach", methods=BOTH)
@access(load=queries.get_milestone, why_not=lambda user, step: _why_not_step("reach", user, step))
def reach(milestone: Milestone) -> ResponseReturnValue:
    """Note that a step was taken."""
    resolution = milestone.resolution
    form = forms.ReachForm(data={"reached_on": clock.today(), "version": resolution.version})
    if form.validate_on_submit() and attempt(
        form, following.reach, resolution, milestone.id, form.reached_on.data, by=actor(), seen=form.seen_version
    ):
        flash(_("节点已完成。"), "good")
        return _to(resolution)
    return _page("reach", resolution, form, milestone.title)


@blueprint.post(f"{STEP}/unstage")
@access(load=queries.get_milestone, why_not=lambda user, step: _why_not_step("unstage", user, step))
def unstage(milestone: Milestone) -> ResponseReturnValue:
    """Strike a step that was not taken."""
    resolution = milestone.resolution
    following.unstage(resolution, milestone.id, by=actor(), seen=Form().seen_version)
    flash(_("节点已删除。"), "good")
    return _to(resolution)


@blueprint.route(f"{ONE}/confirm", methods=BOTH)
@access(load=queries.get_visible, why_not=why_not("confirm"))
def confirm(resolution: Resolution) -> ResponseReturnValue:
    """Note that it is done."""
    form = forms.ConfirmForm(data={"done_on": clock.today(), "version": resolution.version})
    if form.validate_on_submit() and attempt(
        form, following.confirm, resolution, form.done_on.data, form.note.data, by=actor(), seen=form.seen_version
    ):
        flash(_("%(number)s已确认落实。", number=resolution.full_number), "good")
        return _to(resolution)
    return _page("confirm", resolution, form)


@blueprint.route(f"{ONE}/extend", methods=BOTH)
@access(load=queries.get_visible, why_not=why_not("extend"))
def extend(resolution: Resolution) -> ResponseReturnValue:
    """Give it more time."""
    form = forms.ExtendForm(data={"version": resolution.version})
    return _tried("extend", resolution, form, following.extend, "due_on", "reason")


@blueprint.route(f"{ONE}/rest", methods=BOTH)
@access(load=queries.get_visible, why_not=why_not("rest"))
def rest(resolution: Resolution) -> ResponseReturnValue:
    """Let it rest until a day."""
    form = forms.RestForm(data={"version": resolution.version})
    return _tried("rest", resolution, form, following.rest, "rest_until", "reason")


@blueprint.route(f"{ONE}/reassign", methods=BOTH)
@access(load=queries.get_visible, why_not=why_not("reassign"))
def reassign(resolution: Resolution) -> ResponseReturnValue:
    """Give it to another unit."""
    form = forms.ReassignForm(listed_units(), data={"version": resolution.version})
    if form.validate_on_submit():
        lead, person = form.chosen_lead, form.person.data
        person_id = person_named(person, [lead.id] if lead.id else [])
        if attempt(
            form, following.reassign, resolution, lead, person, form.reason.data,
            by=actor(), seen=form.seen_version, person_id=person_id,
        ):  # fmt: skip
            flash(tr(SAID["reassign"]), "good")
            return _to(resolution)
    return _page("reassign", resolution, form)


@blueprint.route(f"{ONE}/correct", methods=BOTH)
@access(load=queries.get_visible, why_not=why_not("correct"))
def correct(resolution: Resolution) -> ResponseReturnValue:
    """Put a slip of the pen right."""
    units = listed_units()
    form = forms.CorrectForm(units, forms.kept_names(resolution, units), data=forms.as_filled(resolution, units))
    if form.validate_on_submit():
        person, ids = form.person.data, [id for id in (resolution.lead_id, *form.joint_ids) if id is not None]
        content = (form.text.data, form.joint_names, person, form.due_on.data, form.reason.data)
        known = {"joint_ids": form.joint_ids, "person_id": person_named(person, ids)}
        if attempt(form, following.correct, resolution, *content, by=actor(), seen=form.seen_version, **known):
            flash(tr(SAID["correct"]), "good")
            return _to(resolution)
    return _page("correct", resolution, form)


@blueprint.post(f"{ONE}/wake")
@access(load=queries.get_visible, why_not=why_not("wake"))
def wake(resolution: Resolution) -> ResponseReturnValue:
    """Take it up again before its day."""
    return _moved("wake", resolution)


@blueprint.post(f"{ONE}/cancel")
@access(load=queries.get_visible, why_not=why_not("cancel"))
def cancel(resolution: Resolution) -> ResponseReturnValue:
    """Give it up, with the reason."""
    return _moved("cancel", resolution)


@blueprint.post(f"{ONE}/reopen")
@access(load=queries.get_visible, why_not=why_not("reopen"))
def reopen(resolution: Resolution) -> ResponseReturnValue:
    """Take back its end, with the reason."""
    return _moved("reopen", resolution)


def _moved(verb: str, resolution: Resolution) -> ResponseReturnValue:
    """Make a move that needs no more than a reason."""
    needs_reason = RESOLUTION_MOVES[verb].needs_reason
    form = forms.ReasonForm() if needs_reason else Form()
    words = (form["reason"].data,) if needs_reason else ()
    if form.validate_on_submit() and attempt(
        form, SIMPLE[verb], resolution, *words, by=actor(), seen=form.seen_version
    ):
        flash(tr(SAID[verb]), "good")
        return _to(resolution)
    return _page(verb, resolution, form)


def _tried(
    verb: str, resolution: Resolution, form: Form, service: Callable[..., Any], *fields: str
) -> ResponseReturnValue:
    """Hand the fields over to the service, in this order."""
    if form.validate_on_submit() and attempt(
        form, service, resolution, *(form[name].data for name in fields), by=actor(), seen=form.seen_version
    ):
        flash(tr(SAID[verb]), "good")
        return _to(resolution)
    return _page(verb, resolution, form)


def _page(verb: str, resolution: Resolution, form: Form, subject: str = "") -> ResponseReturnValue:
    """The form of a verb."""
    return draw(
        "conferences/resolutions/verb.html",
        form=form,
        resolution=resolution,
        move=RESOLUTION_MOVES[verb],
        hints=HINTS.get(verb, {}),
        subject=subject,
    )


def _why_not_step(verb: str, user: Actor, milestone: Milestone) -> Refusal | None:
    return why_not_resolution(verb, user, milestone.resolution, queries.units_of(user), clock.today())


def _to(resolution: Resolution) -> ResponseReturnValue:
    return redirect(url_for("resolutions.resolution", id=resolution.id), 303)
