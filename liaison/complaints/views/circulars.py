"""Circulars: the list, drafting one from closed complaints, its page, and the verbs on the way to its publication."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.forms.circulars import CircularForm, CircularReasonForm
from liaison.complaints.models import DIRECTION_LABELS, Complaint
from liaison.complaints.models.circulars import Circular
from liaison.complaints.projections import elsewhere
from liaison.complaints.projections.circulars import circular_as_seen_by
from liaison.complaints.queries import circulars as queries
from liaison.complaints.queries.standing import standing_of
from liaison.complaints.rules import circulars as rules
from liaison.complaints.services import circulars as services
from liaison.complaints.services.circulars import Draft
from liaison.complaints.services.telling import outcome_words
from liaison.complaints.views.figures import READERS as FIGURE_READERS
from liaison.complaints.views.room import blueprint, standing
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import tr

ALL, ONE = "/circulars", "/circulars/<int:id>"
TITLE = "关于监督投诉处理情况的通报"
OWN_PAGES = frozenset({"draft_circular", "amend_circular"})
Verb = tuple[Circular, str]


def _why_not_list(user: Actor, _thing: object) -> Refusal | None:
    return None if elsewhere.sees_circulars(user) else Refusal(N_("供双方会员和司法局观察员查阅。"), kind="forbidden")


def _why_not_draft(user: Actor, _thing: object) -> Refusal | None:
    return rules.circular_refusal("draft_circular", standing_of(user), None)


def _why_not(user: Actor, step: Verb) -> Refusal | None:
    circular, verb = step
    refusal = rules.circular_refusal(verb, standing_of(user), circular, queries.told_by(circular))
    is_late = request.method == "POST" and refusal is not None and refusal.kind == "state"
    return None if is_late else refusal


def _get_step(user: Actor, id: int, verb: str) -> Verb:
    """The circular and the verb of an address. Raises NotFound."""
    circular, name = queries.get(user, id), verb.replace("-", "_")
    if name not in rules.CIRCULAR_MOVES or name in OWN_PAGES:
        raise NotFound
    return circular, name


def _get_chosen(user: Actor) -> list[Complaint]:
    """The complaints that an address names. Raises NotFound for one that is not offered."""
    asked = request.values.getlist("item")
    numbers = {int(word) for word in asked if word.isascii() and word.isdecimal() and len(word) < 10}
    if len(numbers) != len(set(asked)):
        raise NotFound
    return queries.chosen(user, numbers)


@blueprint.get(ALL)
@access(load=lambda user: None, why_not=_why_not_list)
def circulars(_loaded: None) -> ResponseReturnValue:
    """The circulars that the person may know of: published ones for members, those under way for the offices."""
    page = lists.paginate(queries.listed(actor()), queries.ORDER, queries.NEWEST)
    who = standing()
    return draw(
        "complaints/circulars.html",
        page=replace(page, rows=[circular_as_seen_by(who, row) for row in page.rows]),
        may_count=bool(actor().roles & FIGURE_READERS),
        may_draft=rules.circular_refusal("draft_circular", who, None) is None,
    )


@blueprint.route(f"{ALL}/draft", methods=["GET", "POST"])
@access(load=_get_chosen, why_not=_why_not_draft)
def draft_circular(told: list[Complaint]) -> ResponseReturnValue:
    """First choose closed complaints, then word what is told of them."""
    if not told:
        return draw("complaints/circular_choose.html", offered=_rows(queries.offered(actor())))
    form = CircularForm(title=TITLE, text=services.first_text(told))
    if form.validate_on_submit():
        made = attempt(form, services.draft_circular, _draft(form), told, standing(), actor())
        if made is not None:
            flash(_("通报已起草，送双方会签前还可以修改。"), "good")
            return redirect(url_for("complaints.circular", id=made.id), 303)
    return draw("complaints/circular_form.html", form=form, told=_rows(told), title=_("起草通报"))


@blueprint.get(ONE)
@access(load=queries.get)
def circular(circular: Circular) -> ResponseReturnValue:
    """One circular: its text, for the offices also who signed and what it tells of."""
    seen = circular_as_seen_by(standing(), circular)
    return draw("complaints/circular.html", circular=seen)


@blueprint.route(f"{ONE}/amend-circular", methods=["GET", "POST"])
@access(load=queries.get, why_not=lambda user, circular: _why_not(user, (circular, "amend_circular")))
def amend_circular(circular: Circular) -> ResponseReturnValue:
    """Change the draft."""
    form = CircularForm(
        version=circular.version, title=circular.title, text=circular.text, is_named=circular.is_named,
        naming_reason=circular.naming_reason,
    )  # fmt: skip
    if form.validate_on_submit():
        done = attempt(form, services.amend_circular, circular, _draft(form), standing(), actor(), form.seen_version)
        if done is not None:
            flash(_("已保存。"), "good")
            return redirect(url_for("complaints.circular", id=circular.id), 303)
    told = _rows(queries.told_by(circular))
    return draw("complaints/circular_form.html", form=form, told=told, title=_("修改通报"), circular_id=circular.id)


@blueprint.route(f"{ONE}/<verb>", methods=["GET", "POST"])
@access(load=_get_step, why_not=_why_not)
def move_circular(step: Verb) -> ResponseReturnValue:
    """One of the other verbs; those that need no reason are buttons of the page."""
    circular, verb = step
    row = rules.CIRCULAR_MOVES[verb]
    form = CircularReasonForm(version=circular.version)
    if not row.needs_reason:
        del form.reason
    if form.validate_on_submit():
        reason = form.reason.data if row.needs_reason else ""
        done = attempt(form, services.move_circular, verb, circular, standing(), actor(), reason, form.seen_version)
        if done is not None:
            flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
            return redirect(url_for("complaints.circular", id=circular.id), 303)
    seen = circular_as_seen_by(standing(), circular)
    return draw("complaints/circular_move.html", form=form, circular=seen, move=row)


def _draft(form: CircularForm) -> Draft:
    return Draft(form.title.data, form.text.data, bool(form.is_named.data), form.naming_reason.data or "")


def _rows(told: Sequence[Complaint]) -> list[tuple[Any, ...]]:
    """What the office reads of the complaints: id, reference, category, direction, outcome."""
    return [
        (one.id, one.reference, one.category.name, tr(DIRECTION_LABELS[one.direction]), outcome_words(one))
        for one in told
    ]
