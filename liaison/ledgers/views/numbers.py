"""Where the series of official numbers start."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.ledgers import NumberKind
from liaison.core.sides import Actor
from liaison.ledgers import rules
from liaison.ledgers.forms import StartForm
from liaison.ledgers.projections import Series, series_of
from liaison.ledgers.services import numbers as services
from liaison.ledgers.views.room import blueprint, myself
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr


@blueprint.route("/numbers", methods=["GET", "POST"])
@access(load=myself, why_not=rules.why_not_keep)
def numbers(user: Actor) -> ResponseReturnValue:
    """Every series with its next number, and the form that says where one starts."""
    year = clock.today().year
    found = series_of(features().numbers.values(), year, user)
    form = StartForm([(one.series, _title(one, year)) for one in found if one.may_set])
    if form.validate_on_submit():
        kind = _chosen(str(form.series.data))
        done = attempt(form, _start, kind, year if kind.is_yearly else 0, form.number.data or 0)
        if done is not None:
            flash(_("起始编号已设置。"), "good")
            return redirect(url_for("ledgers.numbers"), 303)
    return draw("ledgers/numbers.html", form=form, series=found, year=year)


def _chosen(series: str) -> NumberKind:
    kind = features().numbers.get(series)
    if kind is None:
        raise NotFound
    return kind


def _start(kind: NumberKind, year: int, number: int) -> bool:
    services.start(kind, year, number, actor())
    return True


def _title(one: Series, year: int) -> str:
    return _("%(label)s（%(year)s年）", label=tr(one.label), year=year) if one.is_yearly else tr(one.label)
