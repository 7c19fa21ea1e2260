"""The checklist and its steps: each shows what stands and what is missing, and can be taken up again at any time."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock as time
from liaison.core.launching import LaunchStep
from liaison.core.messages import N_
from liaison.core.sides import Role
from liaison.core.wordings import Wording, WordingGroup
from liaison.launch import projections, queries, services
from liaison.launch.forms import CityForm, ClocksForm, CourtForm, kind_choices, wordings_form
from liaison.launch.views.room import blueprint
from liaison.store import wordings
from liaison.web.access import access, actor, holding
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.paths import own_path

ADMINISTRATORS = holding(Role.ADMINISTRATOR)
REASON = N_("开通时核对")
ONE = "/<key>"
TEXTS = {"papers": WordingGroup.CITY, "numbers": WordingGroup.NUMBERS}


@blueprint.get("")
@access(ADMINISTRATORS)
def checklist() -> ResponseReturnValue:
    """All steps: done, or what is missing."""
    rows = projections.rows()
    return draw("launch/checklist.html", rows=rows, done=sum(row.is_done for row in rows))


@blueprint.route(ONE, methods=["GET", "POST"])
@access(ADMINISTRATORS, load=queries.get_step)
def step(step: LaunchStep) -> ResponseReturnValue:
    """One step; those with a form of their own are filled in here."""
    form, save = _form(step.key)
    if form is not None and save is not None and form.validate_on_submit():
        attempt(form, save)
        if not form.errors:
            flash(_("已保存。"), "good")
            return redirect(url_for("launch.step", key=step.key), 303)
    rows = projections.rows()
    place = next(place for place, row in enumerate(rows) if row.step.key == step.key)
    return draw(
        "launch/step.html",
        row=rows[place],
        number=place + 1,
        count=len(rows),
        before=rows[place - 1].step if place else None,
        after=rows[place + 1].step if place + 1 < len(rows) else None,
        facts=step.facts(),
        pages=step.pages if step.may_open(actor()) else (),
        form=form,
        clocks=features().offer("all_clocks")() if step.key == "clocks" else [],
        kinds=kind_choices(),
    )


@blueprint.post(f"{ONE}/mark")
@access(ADMINISTRATORS, load=queries.get_step)
def mark(step: LaunchStep) -> ResponseReturnValue:
    """Tick the step off, and on to the next one that is open."""
    services.mark(step, actor())
    marks = queries.marks()
    left = next((each for each in queries.steps() if each.key not in marks and each.key != step.key), None)
    return redirect(url_for("launch.step", key=left.key) if left else url_for("launch.checklist"), 303)


@blueprint.post(f"{ONE}/unmark")
@access(ADMINISTRATORS, load=queries.get_step)
def unmark(step: LaunchStep) -> ResponseReturnValue:
    """Take the step up again."""
    services.unmark(step, actor())
    return redirect(url_for("launch.step", key=step.key), 303)


@blueprint.post("/fill")
@access(ADMINISTRATORS)
def fill() -> ResponseReturnValue:
    """Put in the holidays and time limits that the system knows, without waiting for the night."""
    features().offer("fill_settings")()
    flash(_("已填入。"), "good")
    return redirect(own_path(request.form.get("back"), url_for("launch.checklist")), 303)


def _form(key: str) -> tuple[Form | None, Callable[[], Any] | None]:
    """The form of a step that has one, and what saves it."""
    offer = features().offer
    if key == "city":
        city = CityForm(data=offer("city_facts")())
        return city, lambda: offer("set_up_city")(city.values(), actor())
    if key == "courts":
        court = CourtForm()
        return court, lambda: offer("add_court")(court.name.data, court.short_name.data, court.chamber_names, actor())
    if key == "clocks":
        limits = ClocksForm(verified_on=time.today())
        return limits, lambda: _verify(limits)
    if key in TEXTS:
        return _texts([one for one in features().wordings.values() if one.group is TEXTS[key]])
    return None, None


def _verify(form: ClocksForm) -> None:
    offer = features().offer
    kinds = form.chosen(offer("all_clocks")(), request.form)
    offer("verify_clocks")(kinds, form.verified_on.data, REASON, actor())


def _texts(shown: Sequence[Wording]) -> tuple[Form, Callable[[], None]]:
    now = {one.key: wordings.text(one) for one in shown}
    form, names = wordings_form(shown, now)

    def save() -> None:
        for one in shown:
            typed = form[names[one.key]].data or ""
            if typed != now[one.key]:
                features().offer("amend_wording")(one, typed, REASON, by=actor(), seen=now[one.key])

    return form, save
