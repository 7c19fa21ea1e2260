"""The desk of a day: its queue, registering by keyboard, calling the next, the wall board, the paper form."""

import json
from datetime import timedelta
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import Forbidden
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.papers.canonical import canonical_json
from liaison.reception.facts import paper_form
from liaison.reception.forms.visits import RegisterForm
from liaison.reception.models.days import DayStatus, ReceptionDay
from liaison.reception.models.visits import VisitStatus
from liaison.reception.projections import visits as shown
from liaison.reception.queries import days as day_queries
from liaison.reception.queries import visits as queries
from liaison.reception.rules import standing
from liaison.reception.rules import visits as rules
from liaison.reception.services import visits as services
from liaison.reception.views.reading import ONE, courts, desk, note_read, to_desk
from liaison.store import papers, previews
from liaison.web import sessions
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw

BOARD_SECONDS = 15
NEAREST = 5
BACK, AHEAD = timedelta(days=60), timedelta(days=120)
OPEN = {DayStatus.PLANNED, DayStatus.HELD}
DAY = f"/days{ONE}"


def _why_not_desk(user: Actor, day: ReceptionDay) -> Refusal | None:
    return rules.why_not_open_desk(user, day, queries.me(user))


def _why_not_register(user: Actor, day: ReceptionDay) -> Refusal | None:
    return rules.why_not_register(user, day, queries.me(user), clock.today())


@desk.get("/desk")
@access()
def today() -> ResponseReturnValue:
    """Lead to the desk of today's reception day, or offer those near it: for appointments, and paper forms."""
    user, on = actor(), clock.today()
    found = [
        day for day in day_queries.in_span(user, on, on) if _why_not_desk(user, day) is None and day.status in OPEN
    ]
    if not found and not standing.is_bar_officer(user) and queries.me(user) is None:
        raise Forbidden
    if len(found) == 1:
        return redirect(url_for("desk.queue", id=found[0].id))
    theirs = [
        day
        for day in day_queries.in_span(user, on - BACK, on + AHEAD)
        if _why_not_desk(user, day) is None and day.status in OPEN
    ]
    return draw(
        "reception/desk/today.html",
        days=found,
        coming=[day for day in theirs if day.on > on][:NEAREST],
        past=[day for day in theirs if day.on < on][: -NEAREST - 1 : -1],
    )


@desk.get(f"{DAY}/desk")
@access(load=day_queries.get_visible, why_not=_why_not_desk)
def queue(day: ReceptionDay) -> ResponseReturnValue:
    """Who waits, who talks, who is done, and what may be done next."""
    user = actor()
    rows = queries.queue_of(user, day)
    if rows:
        note_read(day, "reception_day.queue_read")
    refusal = _why_not_register(user, day)
    today, me = clock.today(), queries.me(user)
    return draw(
        "reception/desk/queue.html",
        day=day,
        rows=[(shown.as_seen_by(user, visit), rules.open_moves(user, visit, me, today)) for visit in rows],
        counts={status.value: sum(visit.status is status for visit in rows) for status in VisitStatus},
        next=queries.next_waiting(user, day),
        why_not_register=refusal,
        is_booking=services.is_booking(day, today),
        is_past=day.on < today,
        lawyers=[duty.lawyer for duty in day.on_duty],
    )


@desk.route(f"{DAY}/register", methods=["GET", "POST"])
@access(load=day_queries.get_visible, why_not=_why_not_register)
def register(day: ReceptionDay) -> ResponseReturnValue:
    """Register who came, note an appointment, or type in a paper form: by the date of the day."""
    user, is_booking = actor(), services.is_booking(day, clock.today())
    draft = queries.draft_of(user, day)
    kept: dict[str, Any] = json.loads(draft.typed) if draft is not None else {}
    form = RegisterForm(
        courts(), data={"court_id": str(day.place.court_id), **kept} if request.method == "GET" else None
    )
    if form.validate_on_submit():
        verb = services.book if is_booking else services.register
        visit = attempt(form, verb, day, form.registration(), user)
        if visit is not None:
            services.keep_draft(day, "", user)
            seen = shown.as_seen_by(user, visit)
            if is_booking:
                flash(_("预约已登记，编号为%(reference)s。", reference=visit.reference), "good")
                return to_desk(day)
            flash(_("已登记，今天第%(number)s号。", number=seen.number), "good")
            if visit.is_repeat:
                flash(_("按姓名和电话找到以往来访，已登记为重复来访。"), "info")
            is_next = request.form.get("then") == "next"
            return redirect(url_for("desk.register", id=day.id), 303) if is_next else to_desk(day)
    return draw(
        "reception/desk/register.html", form=form, day=day, is_booking=is_booking, is_past=day.on < clock.today(),
        has_draft=bool(kept) and request.method == "GET",
    )  # fmt: skip


@desk.post(f"{DAY}/draft")
@access(load=day_queries.get_visible, why_not=_why_not_register)
def draft(day: ReceptionDay) -> ResponseReturnValue:
    """Keep what is being typed, so that a lost network or a closed page loses nothing; registers nothing."""
    form = RegisterForm(courts())
    names = [name for name in form.values() if name not in {"once", "version"}]
    values = {name: request.form.getlist(name) if name == "consents" else request.form.get(name, "") for name in names}
    is_empty = not any(values[name] for name in ("name", "phone", "other_parties", "other_firms", "case_number"))
    typed = "" if is_empty else json.dumps(values, ensure_ascii=False)[:4000]
    services.keep_draft(day, typed, actor(), request.form.get("typing", ""))
    return render_template("reception/desk/_saved.html", at=clock.now())


@desk.post(f"{DAY}/call-next")
@access(load=day_queries.get_visible, why_not=_why_not_desk)
def call_next(day: ReceptionDay) -> ResponseReturnValue:
    """Call whoever is next; with two desks at once each gets another number."""
    visit = services.call_next(day, actor())
    if visit is None:
        flash(_("没有候谈的来访人。"), "info")
        return to_desk(day)
    flash(_("已叫%(number)s号。", number=shown.shown_number(visit.number)), "good")
    return redirect(url_for("visits.visit", id=visit.id), 303)


@desk.get(f"{DAY}/board")
@access(load=day_queries.get_visible, why_not=lambda user, day: _why_not_board(user, day))
def board(day: ReceptionDay) -> ResponseReturnValue:
    """Numbers for the screen on the wall; it loads itself anew, with no script needed."""
    groups = shown.board(queries.board_of(day))
    response = make_response(draw("reception/desk/board.html", day=day, groups=groups, at=clock.now())[0])
    return sessions.reload_every(BOARD_SECONDS, response)


@desk.post(f"{DAY}/paper-form")
@access(load=day_queries.get_visible, why_not=_why_not_desk)
def form_on_paper(day: ReceptionDay) -> ResponseReturnValue:
    """Have the empty paper form made: the same fields, to be typed in later under its own date."""
    facts = canonical_json(paper_form(day))
    back = url_for("desk.queue", id=day.id)
    preview = previews.ask("form", _("律师接访登记表"), facts, papers.watermark(), back, actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


def _why_not_board(user: Actor, day: ReceptionDay) -> Refusal | None:
    """The wall board shows numbers alone: the court's officers open it too."""
    if standing.is_bench_officer(user):
        return None
    return _why_not_desk(user, day)
