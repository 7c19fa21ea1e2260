"""The pages at the door: check in by code without signing in; guests, replacements, late and early by the office."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences import queries
from liaison.conferences.forms.replies import ClockForm, DoorForm, ReplaceForm, WelcomeForm
from liaison.conferences.models import Attendance, Conference, Presence
from liaison.conferences.queries.attendance import get_attendance, get_by_door
from liaison.conferences.services import door
from liaison.conferences.views.room import ONE, blueprint, why_not
from liaison.core import clock
from liaison.core.text import normalise_search
from liaison.store.throttle import TooManyTries
from liaison.web.access import ANYONE, access, actor
from liaison.web.edge import outside_transaction
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import spell

ROW = f"{ONE}/attendance/<int(max=2147483647):attendance_id>"


@blueprint.route("/door/<token>", methods=["GET", "POST"])
@outside_transaction
@access(ANYONE, load=lambda _user, token: get_by_door(token))
def check_in(conference: Conference) -> ResponseReturnValue:
    """Scan the poster, type the code of the notice, be noted as there."""
    form = DoorForm(code=normalise_search(request.args.get("code", "")))
    status = 422 if form.is_submitted() else 200
    row: Attendance | None = None
    if form.validate_on_submit():
        try:
            row = attempt(form, door.check_in, conference, form.code.data, request.remote_addr or "")
            status = 200 if row else 422
        except TooManyTries as late:
            form.form_errors.append(spell(late))
            status = 429
    page, _drawn = draw("conferences/door.html", form=form, conference=conference, row=row, today=clock.today())
    return page, status


@blueprint.route(f"{ONE}/welcome", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("welcome"))
def welcome(conference: Conference) -> ResponseReturnValue:
    """Put somebody on the list who came without an invitation."""
    form = WelcomeForm()
    if form.validate_on_submit():
        guest = attempt(form, door.welcome, conference, form.invitee(), Presence(form.presence.data), by=actor())
        if guest is not None:
            flash(_("已登记%(name)s到会。", name=guest.name), "good")
            return _to_list(conference)
    return draw("conferences/welcome.html", form=form, conference=conference)


@blueprint.route(f"{ROW}/replace", methods=["GET", "POST"])
@access(load=get_attendance, why_not=why_not("welcome"))
def replace(row: Attendance) -> ResponseReturnValue:
    """Note that somebody else came for an invited person."""
    form = ReplaceForm()
    if form.validate_on_submit():
        other = attempt(form, door.replace, row, form.answer(), by=actor())
        if other is not None:
            flash(_("已登记%(name)s代为到会。", name=other.name), "good")
            return _to_list(row.conference)
    return draw("conferences/replace.html", form=form, row=row, conference=row.conference)


@blueprint.route(f"{ROW}/clock", methods=["GET", "POST"])
@access(load=get_attendance, why_not=why_not("clock"))
def clock_row(row: Attendance) -> ResponseReturnValue:
    """Note when somebody came and left."""
    form = ClockForm.of(row)
    if form.validate_on_submit() and attempt(
        form, door.clock_in_and_out, row, form.arrived.data, form.left.data, by=actor()
    ):
        flash(_("到离时间已保存。"), "good")
        return _to_list(row.conference)
    return draw("conferences/clock.html", form=form, row=row, conference=row.conference)


def _to_list(conference: Conference) -> ResponseReturnValue:
    return redirect(url_for("conferences.attendance_list", id=conference.id), 303)
