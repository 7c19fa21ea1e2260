"""Answering at /q/<code>: on a phone or a desk, signed in or by a ticket, with script or without.

A ticket's holder is never asked who they are: these views read no session in that mode, and write no log line.
"""

import time
from collections.abc import Mapping
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf, validate_csrf
from markupsafe import escape
from sqlalchemy import Row
from wtforms import ValidationError

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.questionnaires.models import MODE_WORDS, Mode, QuestionnaireStatus
from liaison.questionnaires.queries import answering as queries
from liaison.questionnaires.queries import asked
from liaison.questionnaires.rules.validating import Foreign, Outcome
from liaison.questionnaires.services import answering as services
from liaison.questionnaires.views import compiled
from liaison.questionnaires.views.compiled import Look
from liaison.questionnaires.views.room import answering
from liaison.store import unit
from liaison.store.sealed import keyed_hash
from liaison.web import sessions
from liaison.web.access import ANYONE, access, actor
from liaison.web.edge import outside_transaction
from liaison.web.frame import SIZES, THEMES, features
from liaison.web.language import choose_language, spell, tr
from liaison.web.traceless import traceless

S = QuestionnaireStatus
ONE = "/<code>"


@answering.get(ONE)
@traceless
@access(ANYONE)
def answer(code: str) -> ResponseReturnValue:
    """The questions; for people who sign in, whom they may speak of first, where responses speak of persons."""
    row = queries.find_by_code(code)
    if (refusal := _refusal(row)) is not None or row is None:
        return refusal or _unknown()
    if row.mode is Mode.ANONYMOUS:
        return compiled.page(row, _look(), {"draft": row.code})
    if (led := _led(row)) is not None:
        return led
    about = request.args.get("about", type=int)
    if row.has_targets and about is None:
        return _targets(row)
    name = _target_name(row, about) if about is not None else ""
    if about is not None and not name:
        return _unknown()
    return compiled.page(row, _look(), _own_slots(row, about, name))


@answering.post(ONE)
@outside_transaction
@traceless
@access(ANYONE)
def submit(code: str) -> ResponseReturnValue:
    """Check what was sent, outside of any transaction, then count it in."""
    row = queries.find_by_code(code)
    if (refusal := _refusal(row)) is not None or row is None:
        return refusal or _unknown()
    if row.mode is not Mode.ANONYMOUS and (led := _led(row) or _wrong_token()) is not None:
        return led
    if request.form.get("version", "") != str(row.design_id):
        return _note("stale", Foreign.default, 409, row)
    paper = compiled.paper_of(row)
    try:
        outcome = paper.validator.check(request.form)
    except Foreign as foreign:
        return _note("stale", foreign.message, 400, row)
    if outcome.faults:
        return _again(row, outcome, {})
    return _count(row, outcome)


@answering.get(f"{ONE}/thanks")
@traceless
@access(ANYONE)
def thanks(code: str) -> ResponseReturnValue:
    """The same words for everybody, after an answer or without one: nothing on this page says who came."""
    row = queries.find_by_code(code)
    if row is None or row.status in {S.DRAFT, S.CANCELLED}:
        return _unknown()
    return render_template("questionnaires/answer/thanks.html", row=row, look=_look())


@answering.post(f"{ONE}/strike")
@outside_transaction
@traceless
@access(ANYONE)
def strike(code: str) -> ResponseReturnValue:
    """Strike out those with whom one had no dealings."""
    row = queries.find_by_code(code)
    if (refusal := _refusal(row)) is not None or row is None or row.mode is Mode.ANONYMOUS:
        return refusal or _unknown()
    if (led := _led(row) or _wrong_token()) is not None:
        return led
    ids = [int(value) for value in request.form.getlist("struck") if value.isdecimal() and len(value) < 10]
    with unit.transaction():
        services.strike(row.id, ids, actor())
    return redirect(url_for("answering.answer", code=row.code), 303)


def _count(row: Row[Any], outcome: Outcome) -> ResponseReturnValue:
    """Store it; what came too late, twice or with a wrong ticket changes nothing."""
    try:
        _store(row, outcome)
    except services.WrongTicket as wrong:
        return _wrong_ticket(row, outcome, wrong)
    except services.Late as late:
        return _note("closed", late.message, 410, row)
    except services.Twice as twice:
        return _note("counted", twice.message, 409, row)
    return redirect(url_for("answering.thanks", code=row.code, lang=request.args.get("lang")), 303)


def _store(row: Row[Any], outcome: Outcome) -> None:
    design = compiled.paper_of(row).design
    with unit.transaction():
        if row.mode is Mode.ANONYMOUS:
            ticket = request.form.get("ticket", "")
            services.answer_by_ticket(row.id, row.design_id, design, outcome, ticket)
        else:
            about = request.form.get("about", type=int) if row.has_targets else None
            services.answer_signed_in(row.id, row.design_id, design, outcome, row.mode, actor(), about)


def _wrong_ticket(row: Row[Any], outcome: Outcome, wrong: RuleBroken) -> ResponseReturnValue:
    """What was typed stays. After too many wrong codes on a day the answer says so; right ones still pass."""
    with unit.transaction():
        services.note_guess(row.id)
    if queries.count_guesses(row.id) > services.MOST_GUESSES:
        time.sleep(services.SLOWED_SECONDS)
        return _note("slow", wrong.message, 429, row)
    return _again(row, outcome, {"ticket": spell(wrong)})


def _again(row: Row[Any], outcome: Outcome, faults: Mapping[str, str]) -> ResponseReturnValue:
    """The page with what was sent and what is wrong beside it."""
    about = request.form.get("about", type=int) if row.has_targets else None
    name = _target_name(row, about) if about is not None else ""
    slots = _own_slots(row, about, name) if row.mode is not Mode.ANONYMOUS else {"draft": row.code}
    told = {key: tr(message, **params) for key, (message, params) in outcome.faults.items()}
    values = {name: request.form.getlist(name) for name in request.form}
    design = compiled.paper_of(row).design
    drawn = compiled.render(row, design, _look(), slots, values, {**told, **faults})
    return drawn, 422


def _refusal(row: Row[Any] | None) -> ResponseReturnValue | None:
    """The page for a questionnaire that is not open: unknown, not yet, or no more."""
    if row is None or row.status in {S.DRAFT, S.CANCELLED}:
        return _unknown()
    if row.status is S.PUBLISHED:
        return _note("early", "", 409, row)
    is_late = row.closes_at is not None and row.closes_at <= clock.now()
    return _note("closed", "", 410, row) if row.status is not S.OPEN or is_late else None


def _led(row: Row[Any]) -> ResponseReturnValue | None:
    """In the modes that sign in: to the sign-in page and back, or the page for who is not asked or has answered."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=url_for("answering.answer", code=row.code)))
    if sessions.duty():
        return redirect(url_for("second_factor.show"))
    mine = asked.find_participant(actor(), row.id)
    if mine is None:
        return _note("other", "", 403, row)
    if mine.has_answered and not row.has_targets:
        return _note("counted", services.Twice.default, 409, row)
    return None


def _wrong_token() -> ResponseReturnValue | None:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return _note("stale", "", 400, None)
    return None


def _targets(row: Row[Any]) -> ResponseReturnValue:
    targets = asked.targets_of(actor().id, row.id)
    names = features().cards(actor(), "person", [target.person_id for target in targets])
    return render_template(
        "questionnaires/answer/targets.html",
        row=row,
        mode_words=MODE_WORDS[row.mode],
        look=_look(),
        targets=[(target, names[target.person_id]) for target in targets if target.person_id in names],
        token=generate_csrf(),
    )


def _target_name(row: Row[Any], about: int) -> str:
    """The name of somebody the person may speak of and has not spoken of, or "" """
    target = asked.find_target(actor().id, row.id, about)
    if target is None or target.is_struck or target.has_answered:
        return ""
    card = features().card(actor(), "person", about)
    return card.title if card else ""


def _own_slots(row: Row[Any], about: int | None, name: str) -> dict[str, str]:
    """Token and draft are this person's: on a shared machine nobody finds another's draft."""
    draft = keyed_hash(f"{row.code}:{actor().id}:{about}", "draft")[:24]
    slots = {"token": generate_csrf(), "draft": draft, "about": str(about or ""), "name": name}
    return {key: str(escape(value)) for key, value in slots.items()}


def _look() -> Look:
    cookies = request.cookies
    size = request.args.get("size", cookies.get("size", SIZES[0]))
    theme = cookies.get("theme", THEMES[0])
    return Look(choose_language(), theme if theme in THEMES else THEMES[0], size if size in SIZES else SIZES[0])


def _unknown() -> ResponseReturnValue:
    return _note("unknown", "", 404, None)


def _note(kind: str, message: str, status: int, row: Row[Any] | None) -> ResponseReturnValue:
    """A clear page instead of the questions."""
    drawn = render_template("questionnaires/answer/note.html", kind=kind, message=tr(message), row=row, look=_look())
    response = make_response(drawn, status)
    response.headers["X-Liaison-Answer"] = kind
    return response
