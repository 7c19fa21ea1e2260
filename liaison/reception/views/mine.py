"""A duty lawyer's own page: confirm, decline, swap, say when one can come; made for the phone."""

from datetime import timedelta

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.moves import Move
from liaison.core.sides import Actor
from liaison.reception.forms.lawyers import LeaveForm, WeekdaysForm
from liaison.reception.forms.rota import OfferForm
from liaison.reception.models import Duty, DutyLawyer, Swap
from liaison.reception.projections import mine as shown
from liaison.reception.queries import duties as duty_queries
from liaison.reception.queries import lawyers as queries
from liaison.reception.rules import duties as duty_rules
from liaison.reception.services import lawyers as services
from liaison.reception.services import swaps as swap_services
from liaison.reception.views.lawyers import tell_leave
from liaison.reception.views.room import ONE, mine, why_not_duty, why_not_lawyer
from liaison.store import thresholds
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw
from liaison.web.language import date_text, tr

BACK, AHEAD = timedelta(days=365), timedelta(days=365)


def _myself(user: Actor) -> DutyLawyer:
    """The row of the register that the person is. Raises NotFound for everybody else."""
    me = queries.find_mine(user)
    if me is None:
        raise NotFound
    return me


def _my_duty(user: Actor, id: int) -> Duty:
    """One's own duty. Raises NotFound."""
    duty, me = duty_queries.get_visible(user, id), queries.find_mine(user)
    if me is None or duty.lawyer_id != me.id:
        raise NotFound
    return duty


@mine.get("")
@access(load=_myself)
def index(me: DutyLawyer) -> ResponseReturnValue:
    """What comes, what waits for an answer, and when one can come."""
    return _page(me, LeaveForm(), None)


@mine.post("/weekdays")
@access(load=_myself, why_not=why_not_lawyer("declare"))
def declare(me: DutyLawyer) -> ResponseReturnValue:
    """Say on which days of the week one can come."""
    form = WeekdaysForm()
    if form.validate_on_submit() and attempt(
        form, services.declare, me, [int(each) for each in form.weekdays.data or []], actor(), form.seen_version
    ):
        flash(_("已保存。"), "good")
        return _home("availability")
    return _page(me, LeaveForm(), form)


@mine.post("/leaves")
@access(load=_myself, why_not=why_not_lawyer("declare"))
def add_leave(me: DutyLawyer) -> ResponseReturnValue:
    """Say from when to when one cannot come."""
    form = LeaveForm()
    if form.validate_on_submit():
        hit = attempt(form, services.add_leave, me, form.first_on.data, form.last_on.data, form.reason.data, actor())
        if hit is not None:
            tell_leave(hit)
            return _home("availability")
    return _page(me, form, None)


@mine.post("/leaves/<int:leave_id>/drop")
@access(load=lambda user, leave_id: (_myself(user), leave_id))
def drop_leave(step: tuple[DutyLawyer, int]) -> ResponseReturnValue:
    """Take a leave back."""
    me, leave_id = step
    if Form().validate_on_submit():
        services.drop_leave(me, leave_id, actor())
    return _home("availability")


@mine.route(f"/duties{ONE}/offer", methods=["GET", "POST"])
@access(load=_my_duty, why_not=why_not_duty("offer"))
def offer(duty: Duty) -> ResponseReturnValue:
    """Offer one's duty to a colleague, or to whoever volunteers."""
    theirs = duty_queries.coming_of_colleagues(duty.lawyer, clock.today())
    colleagues = [(each.id, f"{each.name}（{each.firm}）") for each in queries.active() if each.id != duty.lawyer_id]
    form = OfferForm(colleagues, [(each.id, f"{each.lawyer.name}：{date_text(each.day.on)}") for each in theirs])
    if form.validate_on_submit():
        to = queries.by_ids([int(form.to_id.data)]).get(int(form.to_id.data)) if form.to_id.data else None
        wanted = swap_services.get_wanted(int(form.for_duty_id.data) if form.for_duty_id.data else None)
        if attempt(form, swap_services.offer, duty, actor(), to=to, for_duty=wanted, note=form.note.data):
            flash(_("已提出换班，对方接受后生效；在此之前仍由您值班。"), "good")
            return _home()
    hours = thresholds.value(thresholds.SWAP_HOURS)
    until = duty_rules.swap_until(duty.day, hours)
    return draw("reception/mine/offer.html", form=form, duty=shown.duty(actor(), duty, None), until=until)


@mine.post(f"/swaps{ONE}/<verb>")
@access(load=duty_queries.get_swap)
def settle(step: tuple[Swap, Move]) -> ResponseReturnValue:
    """Accept, refuse or withdraw an offer."""
    swap, row = step
    form = Form()
    if form.validate_on_submit() and attempt(form, swap_services.move, swap, row.verb, actor(), form.seen_version):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        return _home()
    for message in form.form_errors:
        flash(message, "bad")
    return _home()


def _page(me: DutyLawyer, form: LeaveForm, weekdays: WeekdaysForm | None) -> tuple[str, int]:
    user, today = actor(), clock.today()
    if weekdays is None:
        weekdays = WeekdaysForm(version=me.version)
        weekdays.weekdays.data = [str(each) for each in me.weekdays]
    duties = duty_queries.of_lawyer(me, today - BACK, today + AHEAD)
    offered = duty_queries.offered_of([duty.id for duty in duties])
    return draw(
        "reception/mine/index.html",
        me=me,
        coming=[shown.duty(user, each, offered.get(each.id)) for each in duties if each.day.on >= today and each.is_on],
        past=[shown.duty(user, each, None) for each in duties if each.day.on < today or not each.is_on][::-1],
        offers=[shown.offer(user, swap, me) for swap in duty_queries.open_to(me, today)] if me.is_active else [],
        leaves=me.leaves,
        form=form if form.errors or not weekdays.errors else weekdays,
        leave_form=form,
        weekdays_form=weekdays,
    )


def _home(anchor: str = "") -> ResponseReturnValue:
    return redirect(url_for("my_duties.index", _anchor=anchor or None), 303)
