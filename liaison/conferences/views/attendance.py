"""The pages of attendance: inviting people, and noting who is there."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from liaison.conferences import queries
from liaison.conferences.forms.attendance import MarksForm, Option, PeopleForm, TypedForm
from liaison.conferences.models import Attendance, Conference, Presence
from liaison.conferences.queries.attendance import get_attendance
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.services import attendance
from liaison.conferences.services.attendance import Invitee
from liaison.conferences.views.agenda import first_error
from liaison.conferences.views.room import ONE, blueprint, is_autosave, units, why_not
from liaison.core import clock
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw, features


@blueprint.get(f"{ONE}/attendance")
@access(load=queries.get_visible)
def attendance_list(conference: Conference) -> ResponseReturnValue:
    """Who is invited, and who is there."""
    return _list(conference, MarksForm.of(conference.attendances))


@blueprint.post(f"{ONE}/attendance")
@access(load=queries.get_visible, why_not=why_not("attend"))
def attend(conference: Conference) -> ResponseReturnValue:
    """Note who is there: everybody on one page, saved at once or by itself."""
    form = MarksForm()
    rest = Presence.PRESENT if request.form.get("rest") == Presence.PRESENT else None
    is_saved = form.validate_on_submit() and attempt(
        form, attendance.mark, conference, form.marks(rest=rest), by=actor()
    )
    if is_autosave():
        if not is_saved:
            return render_template("errors/note.html", message=first_error(form)), 422
        return render_template("conferences/_marked.html", at=clock.now(), settled=form.settled(conference))
    if not is_saved:
        return _list(conference, form)
    flash(_("到会情况已保存。"), "good")
    return _to_list(conference)


@blueprint.get(f"{ONE}/invite")
@access(load=queries.get_visible, why_not=why_not("invite"))
def invite(conference: Conference) -> ResponseReturnValue:
    """Choose whom to invite: people of the directory, unit by unit, or typed in."""
    return _invite(conference)


@blueprint.post(f"{ONE}/invite/people")
@access(load=queries.get_visible, why_not=why_not("invite"))
def invite_people(conference: Conference) -> ResponseReturnValue:
    """Invite people of the directory."""
    people = _people()
    form = PeopleForm(_options(people))
    if form.validate_on_submit():
        chosen = [person for person in people if str(person.id) in form.people.data]
        invitees = [Invitee(one.name, one.unit, one.office, one.side, one.id) for one in chosen]
        addresses = features().offer("addresses")([one.id for one in chosen])
        if _added(attempt(form, attendance.invite, conference, invitees, by=actor(), addresses=addresses)):
            return redirect(url_for("conferences.invite", id=conference.id, unit=lists.asked_number("unit")), 303)
    return _invite(conference, people_form=form)


@blueprint.post(f"{ONE}/invite/typed")
@access(load=queries.get_visible, why_not=why_not("invite"))
def invite_typed(conference: Conference) -> ResponseReturnValue:
    """Invite somebody who is not in the directory."""
    form = TypedForm()
    if form.validate_on_submit() and _added(attempt(form, attendance.invite, conference, [form.invitee()], by=actor())):
        return redirect(url_for("conferences.invite", id=conference.id), 303)
    return _invite(conference, typed_form=form)


@blueprint.post(f"{ONE}/attendance/<int(max=2147483647):attendance_id>/withdraw")
@access(load=get_attendance, why_not=why_not("invite"))
def withdraw(row: Attendance) -> ResponseReturnValue:
    """Take somebody off the list."""
    conference, name = row.conference, row.name
    attendance.withdraw(row, by=actor())
    flash(_("已将%(name)s移出参会人员。", name=name), "good")
    return _to_list(conference)


def _list(conference: Conference, form: MarksForm) -> ResponseReturnValue:
    user = actor()
    may = {
        verb: conference_rules.why_not(verb, user, conference) is None
        for verb in ("attend", "invite", "welcome", "clock")
    }
    counts = {word: sum(row.presence is word for row in conference.attendances) for word in Presence}
    return draw(
        "conferences/attendance.html",
        conference=conference, form=form, may=may, counts=counts,
        people={str(row.id): row for row in conference.attendances},
    )  # fmt: skip


def _invite(
    conference: Conference, *, people_form: PeopleForm | None = None, typed_form: TypedForm | None = None
) -> ResponseReturnValue:
    people = _people()
    listed = {row.person_id for row in conference.attendances}
    return draw(
        "conferences/invite.html",
        conference=conference,
        form=people_form or typed_form,
        people_form=people_form or PeopleForm(_options(one for one in people if one.id not in listed), formdata=None),
        typed_form=typed_form or TypedForm(formdata=None),
        units=units(),
        unit_id=lists.asked_number("unit"),
        is_empty=not people,
    )


def _people() -> Sequence[Any]:
    """Everybody of the unit that the address names, as the directory offers them."""
    unit_id = lists.asked_number("unit")
    found: Sequence[Any] = features().offer("people_of")([unit_id]) if unit_id is not None else []
    return found


def _options(people: Iterable[Any]) -> list[Option]:
    return [(one.id, f"{one.name} {one.office}".strip()) for one in people]


def _added(count: int | None) -> bool:
    """Say how many are new; None was refused."""
    if count is not None:
        flash(ngettext("已登记 %(num)s 人。", "已登记 %(num)s 人。", count), "good" if count else "info")
    return count is not None


def _to_list(conference: Conference) -> ResponseReturnValue:
    return redirect(url_for("conferences.attendance_list", id=conference.id), 303)
