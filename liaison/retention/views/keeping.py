"""How long each kind is kept, and the dry run before a purge."""

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.declaration import Retaining
from liaison.retention import projections, queries, rules, services
from liaison.retention.forms import AskForm, KeepingForm
from liaison.retention.views.room import CHANGERS, READERS, blueprint
from liaison.store.backup_runs import SCHEDULE
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw, features


@blueprint.get("")
@access(READERS)
def index() -> ResponseReturnValue:
    """Every kind: how long it is kept, and how many records are due."""
    kinds, today = features().retains, clock.today()
    dries = {kind: services.dry_run(kind, retaining, today) for kind, retaining in kinds.items()}
    return draw(
        "retention/index.html",
        rows=projections.kind_rows(kinds, dries),
        may_change=rules.may_change(actor()),
        backups_kept=current_app.extensions[SCHEDULE].kept,
    )


@blueprint.route("/kinds/<kind>", methods=["GET", "POST"])
@access(CHANGERS, load=queries.get_kind)
def amend(found: tuple[str, Retaining]) -> ResponseReturnValue:
    """Set how long a kind is kept."""
    kind, retaining = found
    dry = services.dry_run(kind, retaining, clock.today())
    form = KeepingForm(days=dry.days, seen=str(dry.days))
    if form.validate_on_submit():
        attempt(
            form, services.amend, kind, retaining, form.days.data, form.reason.data, by=actor(), seen=form.seen_days
        )
        if not form.errors:
            flash(_("已保存。"), "good")
            return redirect(url_for("retention.index"), 303)
    return draw("retention/amend.html", form=form, retaining=retaining, dry=dry, longest=rules.LONGEST)


@blueprint.route("/kinds/<kind>/ask", methods=["GET", "POST"])
@access(CHANGERS, load=queries.get_kind)
def ask(found: tuple[str, Retaining]) -> ResponseReturnValue:
    """The dry run, counts only, and the form that asks for the purge."""
    kind, retaining = found
    dry = services.dry_run(kind, retaining, clock.today())
    form = AskForm()
    if form.validate_on_submit():
        run = attempt(form, services.ask, kind, retaining, form.reason.data, actor())
        if run is not None:
            flash(_("已提出，待另一名系统管理员确认。"), "good")
            return redirect(url_for("retention.run", id=run.id), 303)
    refusal = rules.why_not_ask(dry, is_automatic=retaining.is_automatic, has_open=kind in queries.open_runs())
    return draw("retention/ask.html", form=form, retaining=retaining, dry=dry, refusal=refusal)
