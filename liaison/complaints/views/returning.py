"""Without an account: lodging without a name, and the way back by reference and return code."""

import hashlib
import secrets

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.forms.returning import CodeForm, NamelessForm
from liaison.complaints.forms.steps import ApproveForm, NoteForm, StepForm
from liaison.complaints.models import Complaint, Direction, Identity
from liaison.complaints.projections import as_seen_by, elsewhere
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries.standing import code_holder
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules.steps import step_of
from liaison.complaints.rules.words import Words, copy_for_other_side
from liaison.complaints.services import copies, handing, lodging, moving, returning
from liaison.complaints.services.lodging import Lodging
from liaison.complaints.views import codes, fetching
from liaison.complaints.views.room import blueprint, bodies, person_named
from liaison.core.errors import NotFound
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Side
from liaison.store import unit
from liaison.store.throttle import TooManyTries
from liaison.web.access import ANYONE, access
from liaison.web.edge import outside_transaction
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import spell, tr

OFFERED = ("supplement", "approve_copy", "refuse_copy", "ask_re_examination", "satisfy", "withdraw", "step_back")


def _get_direction(_user: Actor, side: str) -> Direction:
    """The direction of an address ("bar": a lawyer about a judge). Raises NotFound."""
    if side not in set(Side):
        raise NotFound
    return Direction.LAWYER_TO_JUDGE if side == Side.BAR else Direction.JUDGE_TO_LAWYER


def _get_step(user: Actor, verb: str) -> tuple[Complaint, str]:
    """That complaint and one of the verbs that are the complainant's. Raises NotFound."""
    name = verb.replace("-", "_")
    complaint = codes.get_opened(user)
    if name not in OFFERED or name not in rules.MOVES[complaint.direction]:
        raise NotFound
    return complaint, name


def _why_not(_user: Actor, step: tuple[Complaint, str]) -> Refusal | None:
    complaint, verb = step
    return rules.why_not(verb, code_holder(complaint.id), complaint, queries.facts_of(complaint))


@blueprint.route("/anonymous/<side>", methods=["GET", "POST"])
@access(ANYONE, load=_get_direction)
def nameless(direction: Direction) -> ResponseReturnValue:
    """Lodge without a name: filled in, looked at as the other side will see it, lodged with the code typed back."""
    form = NamelessForm([one for one in queries.categories(direction) if not one.is_retired], bodies(direction))
    words, is_shown = None, False
    if form.validate_on_submit():
        words = _words(form, direction)
        mark = hashlib.sha256(words.to_json().encode()).hexdigest()
        is_shown = form.shown.data == mark
        if is_shown and codes.is_confirmed(form, is_needed=True):
            made = Lodging(
                direction=direction,
                category_id=int(form.category_id.data),
                identity=Identity.ANONYMOUS,
                words=words,
                person=None,
                body_id=int(form.body_id.data),
                code=str(form.code.data),
            )
            complaint = attempt(form, lodging.lodge_without_account, made)
            if complaint is not None:
                codes.remember(complaint)
                return redirect(url_for("complaints.by_code"), 303)
        # The page that shows is an answer of its own: the form that it carries counts anew.
        form.shown.data, form.once.data = mark, secrets.token_urlsafe(16)
    return draw(
        "complaints/nameless.html",
        form=form,
        preview=copy_for_other_side(words, Identity.ANONYMOUS, ()) if words is not None else None,
        code=str(form.code.data or ""),
        code_picture=codes.picture(str(form.code.data or "")) if words is not None else "",
    )


@blueprint.route("/code", methods=["GET", "POST"])
@outside_transaction
@access(ANYONE)
def code() -> ResponseReturnValue:
    """The door of whoever has a receipt: reference and code; existing and missing get the same words and work."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            returning.wait_out(form.reference.data)
            complaint = returning.opened(form.reference.data, form.code.data)
        except TooManyTries as broken:
            form.form_errors.append(spell(broken))
            return draw("complaints/code.html", form=form)
        if complaint is not None:
            codes.remember(complaint)
            return redirect(url_for("complaints.by_code"), 303)
        with unit.independent() as session:
            returning.note_failure(form.reference.data, session)
        form.form_errors.append(_("编号或回执码不正确，请核对后重试。"))
    return draw("complaints/code.html", form=form)


@blueprint.get("/by-code")
@access(ANYONE, load=codes.get_opened)
def by_code(complaint: Complaint) -> ResponseReturnValue:
    """The complaint of the code: where it stands, what was written back, what may be done."""
    seen = as_seen_by(code_holder(complaint.id), complaint)
    return draw(
        "complaints/by_code.html",
        complaint=seen,
        offered=[move for move in seen.moves if move.verb in OFFERED],
        files=fetching.own_files(complaint),
        copies=fetching.copies(complaint, elsewhere.ORIGINAL),
        paper_url=lambda paper, made: url_for("complaints.paper_by_code", paper_id=paper.id, made=made),
    )


@blueprint.route("/by-code/<verb>", methods=["GET", "POST"])
@access(ANYONE, load=_get_step, why_not=_why_not)
def move_by_code(step: tuple[Complaint, str]) -> ResponseReturnValue:
    """One of the complainant's verbs."""
    complaint, verb = step
    who = code_holder(complaint.id)
    row, needs = rules.MOVES[complaint.direction][verb], step_of(complaint.direction, verb)
    copy = queries.copy_of(complaint)
    is_copy = verb == "approve_copy"
    shown = copy.id if is_copy and copy is not None else complaint.version
    files = " ".join(map(str, queries.copy_files(complaint)))
    form = (
        ApproveForm(version=shown, files=files) if is_copy else StepForm(needs, complaint.direction, (), version=shown)
    )
    if form.validate_on_submit():
        if isinstance(form, StepForm):
            is_done = bool(attempt(form, moving.move, verb, complaint, form.filled(), who, None, form.seen_version))
        else:
            approved = attempt(form, copies.approve, complaint, who, None, form.seen_version, form.seen_files)
            is_done = bool(approved)
        if is_done:
            flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
            return redirect(url_for("complaints.by_code"), 303)
    return draw(
        "complaints/move_by_code.html",
        form=form,
        complaint=as_seen_by(who, complaint),
        move=row,
        copies=fetching.copies(complaint, elsewhere.COPY) if is_copy else [],
    )


@blueprint.post("/by-code/message")
@access(ANYONE, load=codes.get_opened)
def message_by_code(complaint: Complaint) -> ResponseReturnValue:
    """Write to the intake; the answer stands on the same page."""
    form = NoteForm()
    who = code_holder(complaint.id)
    if form.validate_on_submit() and attempt(form, handing.send_message, complaint, form.text.data, who, None):
        flash(_("已发送。"), "good")
        return redirect(url_for("complaints.by_code"), 303)
    flash(_("请填写留言内容。"), "bad")
    return redirect(url_for("complaints.by_code"), 303)


@blueprint.post("/by-code/leave")
@access(ANYONE)
def leave() -> ResponseReturnValue:
    """This browser forgets the code."""
    codes.forget()
    return redirect(url_for("complaints.code"), 303)


def _words(form: NamelessForm, direction: Direction) -> Words:
    """What was written; a name that the roster of that court or firm has once is matched without telling so."""
    return Words(
        facts=form.facts.data,
        wanted=form.wanted.data,
        happened=form.happened.data,
        case_number=form.case_number.data,
        respondent=form.respondent.data,
        respondent_id=person_named(direction, int(form.body_id.data), form.respondent.data),
        is_case_released=bool(form.is_case_released.data),
    )
