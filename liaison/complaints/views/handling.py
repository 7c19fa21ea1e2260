"""Every verb by its row: one page whose form the table of steps gives; the copy, notes and messages beside it."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.forms.steps import ApproveForm, NoteForm, RedactForm, StepForm
from liaison.complaints.models import Complaint, Identity
from liaison.complaints.projections import as_seen_by, elsewhere
from liaison.complaints.projections.complaint import identity_for
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import people
from liaison.complaints.queries.standing import standing_of
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules import relations as r
from liaison.complaints.rules.parts import FIELDS
from liaison.complaints.rules.steps import Step, step_of
from liaison.complaints.rules.words import KIND_LABELS, STRUCK, Words, marks, narrowing, pieces
from liaison.complaints.services import copies, handing, moving, roster
from liaison.complaints.services.lodging import known_names
from liaison.complaints.views.room import ONE, blueprint, standing, to_page
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

Verb = tuple[Complaint, str]


def _why_not(user: Actor, step: Verb) -> Refusal | None:
    """Whether the page of a verb opens; what was typed is not thrown away because the state changed meanwhile."""
    complaint, verb = step
    refusal = rules.why_not(verb, standing_of(user), complaint, queries.facts_of(complaint))
    is_late = request.method == "POST" and refusal is not None and refusal.kind == "state"
    return None if is_late else refusal


def _get_step(user: Actor, id: int, verb: str) -> Verb:
    """The complaint and the verb of an address. Raises NotFound, for verbs that have a page of their own too."""
    complaint, name = queries.get_with_verb(user, id, verb)
    if name in rules.OWN_PAGES:
        raise NotFound
    return complaint, name


@blueprint.route(f"{ONE}/<verb>", methods=["GET", "POST"])
@access(load=_get_step, why_not=_why_not)
def move(step: Verb) -> ResponseReturnValue:
    """Do one verb, with what its row asks for."""
    complaint, verb = step
    who = standing()
    row, needs = rules.MOVES[complaint.direction][verb], step_of(complaint.direction, verb)
    choices, kept_out = _choices(complaint, needs)
    form = StepForm(needs, complaint.direction, choices, version=complaint.version)
    if form.validate_on_submit() and attempt(
        form, moving.move, verb, complaint, form.filled(), who, actor(), form.seen_version
    ):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        return to_page(complaint)
    return draw(
        "complaints/move.html",
        form=form,
        complaint=as_seen_by(who, complaint),
        move=row,
        hint=tr(needs.hint),
        kept_out=kept_out,
        papers=needs.papers,
        warnings=_warnings(complaint, verb),
    )


def _choices(complaint: Complaint, needs: Step) -> tuple[list[tuple[int, str]], list[tuple[str, str]]]:
    """Whom a form offers, and who is not offered, each with the reason."""
    if "holders" in needs.fields:
        return people.holders(complaint), []
    if "respondent" in needs.fields:
        return roster.offered(complaint), []
    part = next((FIELDS[name] for name in needs.fields if name in FIELDS), None)
    offered = people.candidates(complaint, part) if part is not None else []
    return (
        [(one.user.id, one.user.name) for one in offered if not one.why_not],
        [(one.user.name, tr(one.why_not)) for one in offered if one.why_not],
    )


def _warnings(complaint: Complaint, verb: str) -> list[str]:
    """Before the transfer: what in the copy still tells who may have written it."""
    copy = queries.copy_of(complaint)
    if verb not in {"transfer", "vet"} or copy is None or complaint.identity is Identity.NAMED:
        return []
    return [tr(message) for message in narrowing(Words.from_json(copy.words))]


@blueprint.route(f"{ONE}/redact", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=lambda user, complaint: _why_not(user, (complaint, "redact")))
def redact(complaint: Complaint) -> ResponseReturnValue:
    """The copy for the other side: what may tell who complains is found and marked for the clerk to strike."""
    who = standing()
    copy = queries.copy_of(complaint)
    words = Words.from_json(copy.words) if copy is not None else Words(facts="")
    names = known_names(identity_for(who, complaint))
    original = Words.from_json(queries.content_of(complaint).words)
    texts = (words.facts, words.wanted, words.happened, words.place)
    found = {mark.text: mark.kind for text in texts for mark in marks(text, names)}
    values = {name: getattr(words, name) for name in ("facts", "wanted", "happened", "place", "case_number")}
    form = RedactForm(list(found), version=copy.id if copy else 0, **values)
    if form.validate_on_submit():
        made = attempt(form, copies.redact, complaint, form.values(), who, actor(), form.seen_version)
        if made is not None:
            flash(_("副本已保存，投诉人确认后可以移送。"), "good")
            return to_page(complaint)
    return draw(
        "complaints/redact.html",
        form=form,
        complaint=as_seen_by(who, complaint),
        kinds={text: tr(KIND_LABELS[kind]) for text, kind in found.items()},
        warnings=[tr(message) for message in narrowing(words)],
        marked=[pieces(line, marks(line, names)) for line in original.facts.splitlines() if line.strip()],
        struck=STRUCK,
    )


@blueprint.route(f"{ONE}/approve-copy", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=lambda user, complaint: _why_not(user, (complaint, "approve_copy")))
def approve_copy(complaint: Complaint) -> ResponseReturnValue:
    """The complainant looks at exactly what the other side will see, and agrees or does not."""
    copy = queries.copy_of(complaint)
    form = ApproveForm(version=copy.id if copy else 0, files=" ".join(map(str, queries.copy_files(complaint))))
    if form.validate_on_submit() and attempt(
        form, copies.approve, complaint, standing(), actor(), form.seen_version, form.seen_files
    ):
        flash(_("您已同意这份副本。"), "good")
        return to_page(complaint)
    seen = as_seen_by(standing(), complaint)
    files = features().offer("files_of")(elsewhere.as_holder(elsewhere.COPY, standing(), complaint))
    return draw("complaints/approve_copy.html", form=form, complaint=seen, files=files)


@blueprint.post(f"{ONE}/note")
@access(load=queries.get_visible, why_not=lambda user, complaint: _why_not_note(user, complaint))
def note(complaint: Complaint) -> ResponseReturnValue:
    """An inner note of one's own side."""
    form = NoteForm()
    if form.validate_on_submit() and attempt(form, handing.add_note, complaint, form.text.data, actor()):
        flash(_("已记录，仅本方可见。"), "good")
        return to_page(complaint)
    return draw("complaints/note.html", form=form, complaint=as_seen_by(standing(), complaint), title=_("内部记录"))


@blueprint.post(f"{ONE}/message")
@access(load=queries.get_visible, why_not=lambda user, complaint: _why_not_message(user, complaint))
def message(complaint: Complaint) -> ResponseReturnValue:
    """A message between the complainant and the own side's intake."""
    form = NoteForm()
    if form.validate_on_submit() and attempt(
        form, handing.send_message, complaint, form.text.data, standing(), actor()
    ):
        flash(_("已发送。"), "good")
        return to_page(complaint)
    return draw("complaints/note.html", form=form, complaint=as_seen_by(standing(), complaint), title=_("与受理方沟通"))


@blueprint.post(f"{ONE}/render")
@access(load=queries.get_visible)
def render(complaint: Complaint) -> ResponseReturnValue:
    """Ask the worker once more for papers whose files are not there."""
    handing.render_papers(complaint, standing())
    flash(_("正在生成文件，通常只需几秒钟，请稍后刷新。"), "info")
    return to_page(complaint)


def _why_not_note(user: Actor, complaint: Complaint) -> Refusal | None:
    if r.relations(standing_of(user), complaint) & r.OFFICIAL:
        return None
    return Refusal(N_("内部记录由经办双方各自填写。"), kind="forbidden")


def _why_not_message(user: Actor, complaint: Complaint) -> Refusal | None:
    if r.relations(standing_of(user), complaint) & (r.OWN_SIDE | {r.COMPLAINANT}):
        return None
    return Refusal(N_("此处由投诉人与受理方沟通。"), kind="forbidden")
