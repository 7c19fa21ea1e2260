"""The pages of time limits."""

from itertools import groupby

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.calendar import UNIT_LABELS
from liaison.core.sides import Role
from liaison.settings import queries
from liaison.settings.forms.clocks import ClockForm
from liaison.settings.models import Subject
from liaison.settings.rules.first_clocks import GROUP_LABELS
from liaison.settings.services import clocks
from liaison.settings.services.clocks import Foreseen
from liaison.settings.views.room import CHANGERS, MOST_SHOWN, READERS, blueprint, is_confirmed
from liaison.store import unit
from liaison.store.clocks import FIRST_IN_USE, KIND_LABELS, Clock, ClockKind
from liaison.web.access import access, actor
from liaison.web.edge import outside_transaction
from liaison.web.forms import attempt
from liaison.web.frame import draw, features

KIND_TONES = {
    ClockKind.LAW: "info",
    ClockKind.ADOPTED: "good",
    ClockKind.PROMISE: "neutral",
    ClockKind.MODELLED: "neutral",
    ClockKind.UNVERIFIED: "warn",
}


@blueprint.get("/clocks")
@access(READERS)
def clocks_page() -> ResponseReturnValue:
    """All time limits by what they are of, each with its kind."""
    order = list(GROUP_LABELS)
    limits = sorted(queries.clocks(), key=lambda clock: order.index(clock.group))
    groups = [(GROUP_LABELS[group], group, list(rows)) for group, rows in groupby(limits, key=lambda one: one.group)]
    return draw("settings/clocks.html", groups=groups, may_change=actor().has(Role.ADMINISTRATOR), **_words())


@blueprint.get("/clocks/<int:id>")
@access(READERS, load=queries.get_clock)
def clock(clock: Clock) -> ResponseReturnValue:
    """One time limit and its history."""
    return draw(
        "settings/clock.html",
        clock=clock,
        history=queries.history(Subject.CLOCK, clock.id),
        may_change=actor().has(Role.ADMINISTRATOR),
        **_words(),
    )


@blueprint.route("/clocks/<int:id>/amend", methods=["GET", "POST"])
@outside_transaction
@access(CHANGERS, load=queries.get_clock)
def amend_clock(clock: Clock) -> ResponseReturnValue:
    """Change a time limit: first what would move, then, once that was looked at, the change itself."""
    form, foreseen, id = ClockForm(obj=clock), None, clock.id
    if form.validate_on_submit():
        if is_confirmed() and _amended(form, clock):
            return redirect(url_for("settings.clock", id=id), 303)
        clock = queries.get_clock(actor(), id)
        foreseen = _foreseen(form, clock)
    return draw("settings/clock_form.html", form=form, clock=clock, foreseen=foreseen, most=MOST_SHOWN, **_words())


def _foreseen(form: ClockForm, clock: Clock) -> Foreseen | None:
    """What would move; only where nothing else is wrong with the form."""
    foreseen = attempt(form, clocks.foresee, clock, form.terms(), features().deadlines())
    form.seen.data = foreseen.fingerprint if foreseen else ""
    return foreseen


def _amended(form: ClockForm, clock: Clock) -> bool:
    with unit.transaction():
        change = attempt(
            form, clocks.amend, clock, form.terms(), form.reason.data, features().deadlines(),
            by=actor(), version=form.seen_version, seen=form.seen.data or "",
        )  # fmt: skip
        moved = change.moved_count if change else 0
    if change is None:
        return False
    flash(_("已保存，%(n)s 个在办期限随之变动。", n=moved), "good")
    return True


def _words() -> dict[str, object]:
    return {
        "kinds": KIND_LABELS,
        "tones": KIND_TONES,
        "units": UNIT_LABELS,
        "in_use": FIRST_IN_USE,
    }
