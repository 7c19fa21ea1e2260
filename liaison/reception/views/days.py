"""The page of one reception day, and what is done to a day and to the duties on it."""

from typing import Any

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.moves import Move
from liaison.core.sides import Actor
from liaison.reception.forms.rota import AssignForm, MoveForm, ReasonForm, TimesForm
from liaison.reception.models import DayStatus, Duty, ReceptionDay
from liaison.reception.projections import days as shown
from liaison.reception.queries import days as queries
from liaison.reception.queries import duties as duty_queries
from liaison.reception.queries import lawyers as lawyer_queries
from liaison.reception.queries import roster
from liaison.reception.queries import visits as visit_queries
from liaison.reception.rules import days as rules
from liaison.reception.rules import standing
from liaison.reception.rules import visits as visit_rules
from liaison.reception.rules.moves import DAY_MOVES
from liaison.reception.services import days as services
from liaison.reception.services import duties as duty_services
from liaison.reception.views.room import ONE, days, to_day, why_not_day, why_not_duty
from liaison.web import ics
from liaison.web.access import access, actor
from liaison.web.export import attachment
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

SETTINGS = "liaison.settings"
DAY, DUTY = f"/days{ONE}", f"/duties{ONE}"
BY_OWN_PAGE = ("plan", "skip", "propose", "publish")


@days.get(DAY)
@access(load=queries.get_visible)
def day(day: ReceptionDay) -> ResponseReturnValue:
    """One day: when, where, who is on duty, why, and what comes next."""
    user, courts = actor(), roster.courts_of(actor())
    open_moves = rules.open_moves(user, day, courts, clock.today())
    seen, old = _seen(day), queries.find_old(day.id) if day.status is DayStatus.HELD else None
    verbs = {move.verb for move in open_moves}
    return draw(
        "reception/day.html",
        day=seen,
        open_moves=[move for move in open_moves if move.verb not in (*BY_OWN_PAGE, "assign")],
        verbs=verbs,
        history=shown.history(queries.events_of(day)) if standing.may_see_reasons(user) else [],
        is_keeper=standing.may_see_reasons(user),
        is_over=rules.is_over(day, clock.today()),
        has_desk=visit_rules.why_not_open_desk(user, day, visit_queries.me(user)) is None and day.on_duty != [],
        others=[person for person in seen.duties if not person.is_on],
        origin=features().offer("imported_from")(user, "reception_days", seen.id) if old is not None else None,
        # Counts of single days are small: they stay with the side that owns them.
        old=old if standing.is_bar_officer(user) else None,
    )


@days.get(f"{DAY}/calendar.ics")
@access(load=queries.get_visible)
def calendar_file(day: ReceptionDay) -> ResponseReturnValue:
    """The day as an event for one's own calendar; one that was called off strikes it out."""
    public_url = current_app.extensions[SETTINGS].public_url
    event = ics.Event(
        uid=f"reception-day-{day.id}@liaison",
        title=_("律师接访日"),
        on=day.on,
        starts_at=day.begins_at,
        ends_at=day.begins_at + day.length,
        place=f"{day.place.name} {day.place.address}".strip(),
        url=f"{public_url}/reception/days/{day.id}",
        sequence=day.version,
        is_cancelled=day.status is DayStatus.CANCELLED,
    )
    data = ics.feed(_("律师接访日"), [event]).encode()
    return attachment(data, f"{day.on.isoformat()}.ics", ics.MEDIA_TYPE)


@days.route(f"{DAY}/amend", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not_day("amend"))
def amend(day: ReceptionDay) -> ResponseReturnValue:
    """Change times and seats."""
    form = TimesForm(obj=day)
    if form.validate_on_submit() and attempt(form, services.amend, day, form.times(), actor(), form.seen_version):
        flash(_("修改已保存。"), "good")
        return to_day(day)
    return _drawn("reception/days/amend.html", form, day)


@days.route(f"{DAY}/move", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not_day("move"))
def move(day: ReceptionDay) -> ResponseReturnValue:
    """Put the day on another date."""
    form = MoveForm(version=day.version)
    if form.validate_on_submit() and attempt(
        form, services.move, day, form.on.data, form.reason.data, actor(), form.seen_version
    ):
        flash(_("已改期，值班律师需要重新确认。"), "good")
        return to_day(day)
    return _drawn("reception/days/move.html", form, day)


@days.route(f"{DAY}/assign", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not_day("assign"))
def assign(day: ReceptionDay) -> ResponseReturnValue:
    """Put somebody on duty by hand."""
    form = AssignForm(_choices(day), version=day.version)
    if form.validate_on_submit():
        lawyer = lawyer_queries.get_visible(actor(), int(form.lawyer_id.data))
        if attempt(form, duty_services.assign, day, lawyer, form.reason.data, actor(), form.seen_version):
            flash(_("已安排%(name)s值班。", name=lawyer.name), "good")
            return to_day(day)
    return _drawn("reception/days/assign.html", form, day)


@days.post(f"{DAY}/<verb>")
@access(load=lambda user, id, verb: _day_with_move(user, id, verb), why_not=lambda user, step: _asked(user, step))
def make(step: tuple[ReceptionDay, Move]) -> ResponseReturnValue:
    """Make a move of a day that needs no more than a reason."""
    day, row = step
    form = ReasonForm() if row.needs_reason else Form()
    reason = form.reason.data if row.needs_reason else ""
    if form.validate_on_submit() and attempt(
        form, services.make, day, row.verb, actor(), reason=reason, seen=form.seen_version
    ):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        return to_day(day)
    return _drawn("reception/days/reason.html", form, day, move=row)


@days.route(f"{DUTY}/substitute", methods=["GET", "POST"])
@access(load=duty_queries.get_visible, why_not=why_not_duty("substitute"))
def substitute(duty: Duty) -> ResponseReturnValue:
    """Put somebody else in the place of a lawyer."""
    form = AssignForm(_choices(duty.day), version=duty.version)
    if form.validate_on_submit():
        lawyer = lawyer_queries.get_visible(actor(), int(form.lawyer_id.data))
        if attempt(form, duty_services.substitute, duty, lawyer, form.reason.data, actor(), form.seen_version):
            flash(_("已由%(name)s替班。", name=lawyer.name), "good")
            return to_day(duty.day)
    return _drawn("reception/days/substitute.html", form, duty.day, duty=duty)


@days.post(f"{DUTY}/<verb>")
@access(
    load=duty_queries.get_with_move,
    why_not=lambda user, step: why_not_duty(step[1].verb, has_form=False)(user, step[0]),
)
def make_duty(step: tuple[Duty, Move]) -> ResponseReturnValue:
    """Make a move of a duty that needs no more than a reason."""
    duty, row = step
    form = ReasonForm() if row.needs_reason else Form()
    reason = form.reason.data if row.needs_reason else ""
    if form.validate_on_submit() and attempt(
        form, duty_services.move, duty, row.verb, actor(), reason=reason, seen=form.seen_version
    ):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        is_mine = standing.is_same(actor(), duty.lawyer) and not standing.is_bar_officer(actor())
        return redirect(url_for("my_duties.index"), 303) if is_mine else to_day(duty.day, "duties")
    return _drawn("reception/days/reason.html", form, duty.day, move=row, duty=duty)


def _drawn(page: str, form: Form, day: ReceptionDay, **words: Any) -> tuple[str, int]:
    return draw(page, form=form, day=_seen(day), **words)


def _seen(day: ReceptionDay) -> shown.SeenFullDay:
    passed = [int(id) for id in day.proposal.get("passed", {})] if standing.may_see_reasons(actor()) else []
    names = lawyer_queries.by_ids(passed) if passed else {}
    return shown.as_seen_by(actor(), day, roster.courts_of(actor()), names)


def _choices(day: ReceptionDay) -> list[tuple[int, str]]:
    """Whoever is on the rota and not on duty that day."""
    there = {duty.lawyer_id for duty in day.on_duty}
    return [(each.id, f"{each.name}（{each.firm}）") for each in lawyer_queries.active() if each.id not in there]


def _day_with_move(user: Actor, id: int, verb: str) -> tuple[ReceptionDay, Move]:
    if verb not in DAY_MOVES or not DAY_MOVES[verb].is_simple:
        raise NotFound
    return queries.get_visible(user, id), DAY_MOVES[verb]


def _asked(user: Actor, step: tuple[ReceptionDay, Move]) -> Any:
    return why_not_day(step[1].verb, has_form=False)(user, step[0])
