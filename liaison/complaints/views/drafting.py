"""The way in: where it belongs, a page a topic with a draft that saves itself, the check of the answers, lodging."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.forms.drafting import (
    AboutForm,
    BodyForm,
    CourtCaseForm,
    FactsForm,
    IdentityForm,
    LodgeForm,
    RouteForm,
    WhomForm,
)
from liaison.complaints.models import Direction, Identity, identity_label
from liaison.complaints.projections import elsewhere
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import drafts
from liaison.complaints.rules import drafting as rules
from liaison.complaints.rules import moves, routing
from liaison.complaints.rules.words import copy_for_other_side, narrowing
from liaison.complaints.services import lodging
from liaison.complaints.services.lodging import Lodging, known_names
from liaison.complaints.views import codes
from liaison.complaints.views.room import blueprint, bodies, direction_of, myself, people, person_name, standing
from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.moves import Refusal
from liaison.core.references import secret_code
from liaison.core.sides import Actor
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr


def _may_lodge(user: Actor, _thing: Any) -> Refusal | None:
    return moves.lodging_refusal(standing(), direction_of(user), "lodge")


def _nothing(_user: Actor) -> None:
    """Nothing to load: the draft is the person's own."""


def _get_step(_user: Actor, step: str) -> rules.DraftStep:
    """The page of an address. Raises NotFound."""
    if step not in rules.BY_KEY:
        raise NotFound
    return rules.BY_KEY[step]


@blueprint.route("/begin", methods=["GET", "POST"])
@access(load=_nothing, why_not=_may_lodge)
def begin(_loaded: None) -> ResponseReturnValue:
    """Where it belongs: not everything is for this house. The advice is kept with the draft."""
    direction = direction_of(actor())
    values = drafts.values_of(actor())
    form = RouteForm(direction, route=values.get("route"))
    if form.validate_on_submit():
        lodging.save_draft(standing(), {**values, "route": form.route.data})
        route = routing.find(direction, form.route.data)
        if route is not None and route.key == "conduct":
            return redirect(url_for("complaints.draft"), 303)
        return redirect(url_for("complaints.advice"), 303)
    return draw("complaints/begin.html", form=form, has_draft=bool(values.get("facts")))


@blueprint.get("/advice")
@access(load=_nothing, why_not=_may_lodge)
def advice(_loaded: None) -> ResponseReturnValue:
    """What the law says about the answer just given, and the way on."""
    values = drafts.values_of(actor())
    route = routing.find(direction_of(actor()), str(values.get("route", "")))
    if route is None:
        return redirect(url_for("complaints.begin"))
    return draw("complaints/advice.html", route=route)


@blueprint.get("/draft")
@access(load=_nothing, why_not=_may_lodge)
def draft(_loaded: None) -> ResponseReturnValue:
    """The list of the pages, with what is done."""
    values = drafts.values_of(actor())
    entries = [
        (tr(step.title), url_for("complaints.draft_step", step=step.key), rules.is_done(step, values))
        for step in rules.STEPS
    ]
    return draw("complaints/draft.html", entries=entries, is_ready=rules.next_step(values) is None)


@blueprint.route("/draft/<step>", methods=["GET", "POST"])
@access(load=_get_step, why_not=_may_lodge)
def draft_step(step: rules.DraftStep) -> ResponseReturnValue:
    """One page of the form; it saves itself, and its button leads on."""
    values = drafts.values_of(actor())
    if step.key == "whom" and not values.get("body_id"):
        return redirect(url_for("complaints.draft_step", step="body"), 303 if request.method == "POST" else 302)
    direction = direction_of(actor())
    shown = features().offer("files_of")(elsewhere.draft_holder(actor())) if step.key == "files" else None
    if step.key == "files" and shown is None:
        # Nothing was filled in yet: there is no draft that could take files.
        return redirect(url_for("complaints.draft"), 303 if request.method == "POST" else 302)
    form = _form(step, direction, values)
    if form.is_submitted() and (form.validate() or _is_autosave()):
        # What saves itself is kept as it is, whole or not: only the button asks whether it will do.
        merged = _merged(step, direction, values, form)
        if _is_autosave():
            if form.seen_version not in {None, rules.turn_of(values)}:
                # Overtaken on the way by the button: what was sent with that is newer.
                return "", 204
            lodging.save_draft(standing(), merged)
            return render_template("complaints/_saved.html", at=clock.now())
        lodging.save_draft(standing(), {**merged, "turn": rules.turn_of(values) + 1})
        following = rules.next_step(merged, step.key)
        if following is None:
            return redirect(url_for("complaints.check"), 303)
        return redirect(url_for("complaints.draft_step", step=following.key), 303)
    return draw("complaints/draft_step.html", form=form, step=step, direction=direction, files=shown)


@blueprint.post("/draft/discard")
@access(load=_nothing, why_not=_may_lodge)
def discard(_loaded: None) -> ResponseReturnValue:
    """Forget the draft."""
    lodging.discard_draft(standing())
    flash(_("草稿已删除。"), "good")
    return redirect(url_for("complaints.complaints"), 303)


@blueprint.route("/check", methods=["GET", "POST"])
@access(load=_nothing, why_not=_may_lodge)
def check(_loaded: None) -> ResponseReturnValue:
    """All answers, exactly what the other side will see, and the button that lodges."""
    user, values = actor(), drafts.values_of(actor())
    if rules.next_step(values) is not None:
        return redirect(url_for("complaints.draft"), 303 if request.method == "POST" else 302)
    direction, identity, words = direction_of(user), rules.identity_of(values), rules.words_of(values)
    person = myself(user)
    is_anonymous = identity is Identity.ANONYMOUS
    form = LodgeForm(code=secret_code() if is_anonymous else "")
    if form.validate_on_submit() and codes.is_confirmed(form, is_needed=is_anonymous):
        made = Lodging(
            direction=direction,
            category_id=int(values["category_id"]),
            identity=identity,
            words=words,
            person=None if is_anonymous else person,
            body_id=int(values["body_id"]),
            code=str(form.code.data) if is_anonymous else "",
        )
        complaint = attempt(form, lodging.lodge_draft, made, standing())
        if complaint is not None:
            if is_anonymous:
                codes.remember(complaint)
                return redirect(url_for("complaints.by_code"), 303)
            return redirect(url_for("complaints.receipt", id=complaint.id), 303)
    category = queries.get_category(int(values["category_id"]))
    files = features().offer("files_of")(elsewhere.draft_holder(user))
    return draw(
        "complaints/check.html",
        form=form,
        words=words,
        category=category,
        body=dict(bodies(direction)).get(int(values["body_id"]), ""),
        identity=identity,
        identity_label=identity_label(direction, identity),
        person=person,
        preview=copy_for_other_side(words, identity, known_names(person)),
        warnings=narrowing(words) if identity is not Identity.NAMED and words.is_case_released else [],
        steps=rules.STEPS,
        code=str(form.code.data or ""),
        files=files,
        file_links=[
            {"name": one.name, "url": url_for("attachments.file", id=one.id), "detail": one.size}
            for one in (files.rows if files else ())
        ],
        code_picture=codes.picture(str(form.code.data or "")) if is_anonymous else "",
        is_anonymous=is_anonymous,
    )


def _is_autosave() -> bool:
    return bool(request.headers.get("HX-Request"))


def _form(step: rules.DraftStep, direction: Direction, values: dict[str, Any]) -> Form:
    known = {name: values.get(name) for name in (*step.needs, *step.may) if values.get(name) is not None}
    known["version"] = rules.turn_of(values)
    body_ids = [int(values["body_id"])] if values.get("body_id") else []
    if step.key == "about":
        return AboutForm([one for one in queries.categories(direction) if not one.is_retired], **known)
    if step.key == "body":
        return BodyForm(bodies(direction), **known)
    if step.key == "whom":
        typed = {} if known.get("respondent_id") else {"respondent": known.get("respondent")}
        return WhomForm(people(direction, body_ids), **{**known, "respondent": "", **typed})
    if step.key == "identity":
        return IdentityForm(direction, **known)
    forms: dict[str, type[Form]] = {"facts": FactsForm, "court-case": CourtCaseForm, "files": Form}
    return forms[step.key](**known)


def _merged(step: rules.DraftStep, direction: Direction, values: dict[str, Any], form: Form) -> dict[str, Any]:
    """The draft with what this page holds; another court forgets the person of the one before."""
    merged = {**values, **form.values(), "seen": sorted({*values.get("seen", ()), step.key})}
    if step.key == "body" and merged.get("body_id") != values.get("body_id"):
        merged |= {"respondent_id": "", "respondent": ""}
    if step.key == "whom" and merged.get("respondent_id"):
        known = person_name(direction, [int(values["body_id"])], int(merged["respondent_id"]))
        merged["respondent"] = known or merged.get("respondent", "")
    return merged
