"""The pages of the minutes of one conference: read, draft, revise, circulate, countersign, issue, fetch the files."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences.facts import NUMBERED, SECTIONS, TITLE, Associations
from liaison.conferences.forms.minutes import MinutesForm
from liaison.conferences.models import Conference, MinutesRevision
from liaison.conferences.projections.differences import differences
from liaison.conferences.queries import minutes as queries
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import minutes as rules
from liaison.conferences.services import minutes, minutes_notices
from liaison.conferences.services.drafting import OpinionFacts
from liaison.conferences.views.room import ONE, blueprint, why_not
from liaison.core.errors import NotFound, Stale
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.store import files
from liaison.web import lists, paper_files
from liaison.web.access import access, actor
from liaison.web.export import attachment
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import spell

MINUTES = f"{ONE}/minutes"


def _why_not_revise(user: Actor, conference: Conference) -> Refusal | None:
    return why_not(rules.revising(conference.status))(user, conference)


@blueprint.post(f"{MINUTES}/draft")
@access(load=queries.get, why_not=why_not("draft"))
def draft(conference: Conference) -> ResponseReturnValue:
    """Word the records as the first revision."""
    minutes.draft(conference, _associations(), _opinions(conference), by=actor())
    flash(_("已根据会议记录起草纪要，请逐段核对。"), "good")
    return redirect(url_for("conferences.revise", id=conference.id), 303)


@blueprint.route(f"{MINUTES}/revise", methods=["GET", "POST"])
@access(load=queries.get, why_not=_why_not_revise)
def revise(conference: Conference) -> ResponseReturnValue:
    """Edit the latest revision; what was typed on an older one is kept and shown beside what is stored now."""
    if not conference.revisions:
        raise NotFound
    form = MinutesForm.of(conference.revisions[-1])
    if form.validate_on_submit():
        try:
            revision = attempt(
                form, minutes.revise, conference, form.title.data, form.sections,
                by=actor(), seen=form.seen_version or 0,
            )  # fmt: skip
        except Stale as stale:
            theirs = form.take(conference.revisions[-1], stale.yours)
            return _editor(conference, form, stale=spell(stale), theirs=theirs), 409
        if revision is not None:
            is_new = revision.number != form.seen_version
            flash(_("已保存为第%(n)s稿。", n=revision.number) if is_new else _("没有改动，未另存新稿。"), "good")
            return to_minutes(conference)
    return _editor(conference, form), 422 if form.errors else 200


@blueprint.post(f"{MINUTES}/circulate")
@access(load=queries.get, why_not=why_not("circulate"))
def circulate(conference: Conference) -> ResponseReturnValue:
    """Lay the latest revision before both sides."""
    minutes.circulate(conference, _associations(), by=actor(), seen=Form().seen_version)
    flash(_("已发出征求意见通知。"), "good")
    return to_minutes(conference)


@blueprint.post(f"{MINUTES}/countersign")
@access(load=queries.get, why_not=why_not("countersign"), recent=True)
def countersign(conference: Conference) -> ResponseReturnValue:
    """Sign the revision that the page showed."""
    if minutes.countersign(conference, Form().seen_version or 0, by=actor()):
        flash(_("双方均已会签，可以印发。"), "good")
    else:
        flash(_("本方已会签，等待对方会签。"), "good")
    return to_minutes(conference)


@blueprint.post(f"{MINUTES}/issue")
@access(load=queries.get, why_not=why_not("issue"), recent=True)
def issue(conference: Conference) -> ResponseReturnValue:
    """Number the countersigned revision and have its files made."""
    opinions = _opinions(conference)
    paper = minutes.issue(conference, _associations(), opinions, by=actor(), seen=Form().seen_version)
    proposers = features().offer("opinion_proposers")([one.id for one in opinions])
    minutes_notices.send_excerpts(conference, proposers, actor(), paper.number)
    flash(_("纪要已印发，编号为%(number)s。", number=paper.number), "good")
    return to_minutes(conference)


@blueprint.post(f"{MINUTES}/render")
@access(load=queries.get_issued, why_not=why_not("render"))
def render(conference: Conference) -> ResponseReturnValue:
    """Have the files made once more."""
    minutes.render(conference, by=actor())
    flash(_("已重新开始生成文件。"), "good")
    return to_minutes(conference)


@blueprint.get(f"{MINUTES}/history")
@access(load=queries.get_with_revisions)
def minutes_history(conference: Conference) -> ResponseReturnValue:
    """What changed between two revisions; without a choice, between the latest and the one before."""
    by_number = {revision.number: revision for revision in conference.revisions}
    last = len(conference.revisions)
    new = by_number.get(lists.asked_number("new") or last)
    old = by_number.get(lists.asked_number("old") or max(1, last - 1))
    if new is None or old is None:
        raise NotFound
    return draw("conferences/minutes/history.html", conference=conference, old=old, new=new, changes=_changes(old, new))


@blueprint.post(f"{MINUTES}/preview")
@access(load=queries.get_with_revisions)
def preview_minutes(conference: Conference) -> ResponseReturnValue:
    """Show the latest revision as it would look on paper; the worker makes it."""
    back = url_for("conferences.minutes_page", id=conference.id)
    preview = minutes.preview(conference, _associations(), back, by=actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


@blueprint.get(f"{MINUTES}/progress")
@access(load=queries.get_issued)
def paper_progress(conference: Conference) -> ResponseReturnValue:
    """The files' state as a part of the page; the status 286 ends the polling."""
    words = files_of(conference)
    part = render_template("archive/_paper_files.html", **words)
    return part, 200 if words["progress"].is_running else paper_files.STOP_POLLING


@blueprint.get(f"{MINUTES}/files/<any(pdf, docx):wanted>")
@access(load=lambda user, id, wanted: (queries.get_issued(user, id), wanted))
def paper_file(chosen: tuple[Conference, str]) -> ResponseReturnValue:
    """PDF or Word of issued minutes, for those who may see the conference."""
    conference, wanted = chosen
    assert conference.paper is not None
    stored = conference.paper.pdf if wanted == "pdf" else conference.paper.docx
    if stored is None:
        raise NotFound
    return attachment(files.read(stored), stored.name, stored.media_type)


def files_of(conference: Conference) -> dict[str, Any]:
    """The files of issued minutes, as their part of the page shows them."""
    assert conference.paper is not None
    id, may_render = conference.id, conference_rules.why_not("render", actor(), conference) is None
    urls = {wanted: url_for("conferences.paper_file", id=id, wanted=wanted) for wanted in ("pdf", "docx")}
    render_url = url_for("conferences.render", id=id) if may_render else ""
    return paper_files.files_of(conference.paper, url_for("conferences.minutes_page", id=id), render_url, urls)


def _editor(conference: Conference, form: MinutesForm, **words: Any) -> str:
    return render_template(
        "conferences/minutes/revise.html",
        conference=conference,
        form=form,
        numbered=NUMBERED,
        theirs=words.pop("theirs", {}),
        is_countersigned=rules.revising(conference.status) == "recall",
        **words,
    )


def _changes(old: MinutesRevision, new: MinutesRevision) -> list[tuple[str, Any]]:
    """What changed by section, as (label, lines); sections that are the same in both are left out."""
    pairs = [(SECTIONS[key], old.sections[key], new.sections[key]) for key in SECTIONS]
    pairs.insert(0, (TITLE, old.title, new.title))
    return [(label, differences(before, after)) for label, before, after in pairs if before != after]


def _associations() -> Associations:
    return Associations(*features().offer("association_names")())


def _opinions(conference: Conference) -> list[OpinionFacts]:
    """The opinions of the agenda in its order, as their feature tells them."""
    ids = queries.opinion_ids(conference)
    told = features().offer("opinion_facts")(ids) if ids else {}
    return [told[id] for id in ids if id in told]


def to_minutes(conference: Conference, anchor: str = "") -> ResponseReturnValue:
    """Back to the page of the minutes."""
    return redirect(url_for("conferences.minutes_page", id=conference.id, _anchor=anchor or None), 303)
