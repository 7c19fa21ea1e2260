"""The purges: their list, one of them, confirmed or withdrawn."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.messages import N_
from liaison.retention import queries, rules, services
from liaison.retention.models import PurgeRun
from liaison.retention.rules import STATUS_LABELS, STATUS_TONES
from liaison.retention.views.room import CHANGERS, READERS, blueprint
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.forms import Form
from liaison.web.frame import draw, features
from liaison.web.language import tr

COLUMNS = (
    N_("提出时间"), N_("记录种类"), N_("状态"), N_("提出人"), N_("理由"), N_("应清除"), N_("暂缓"), N_("已清除"),
    N_("确认人"), N_("完成时间"),
)  # fmt: skip


@blueprint.get("/runs")
@access(READERS)
def runs() -> ResponseReturnValue:
    """All purges, the newest first, or their spreadsheet."""
    status = lists.asked("status")["status"]
    statement = queries.runs(status)
    if lists.is_export():
        rows = [_row(run) for run in lists.every_row(statement, queries.ORDER, queries.NEWEST)]
        return spreadsheet(_("清除记录"), [tr(column) for column in COLUMNS], rows)
    page = lists.paginate(statement, queries.ORDER, queries.NEWEST)
    tabs = [(_("全部"), page.filters_url(status=None), None, not status)]
    tabs += [
        (tr(label), page.filters_url(status=word.value), None, status == word) for word, label in STATUS_LABELS.items()
    ]
    return draw(
        "retention/runs.html", page=page, tabs=tabs, labels=STATUS_LABELS, tones=STATUS_TONES, kind_label=_kind_label
    )


@blueprint.get("/runs/<int:id>")
@access(READERS, load=queries.get_run)
def run(run: PurgeRun) -> ResponseReturnValue:
    """One purge: who asked for what, how far it is, and the buttons of the second person."""
    return draw(
        "retention/run.html",
        run=run,
        form=Form(version=str(run.version)),
        kind_label=_kind_label(run.kind),
        label=STATUS_LABELS[run.status],
        tone=STATUS_TONES[run.status],
        moves=[move for move in rules.MOVES if move.verb != "ask" and rules.why_not(move.verb, actor(), run) is None],
        confirm_refusal=rules.why_not("confirm", actor(), run),
    )


@blueprint.post("/runs/<int:id>/confirm")
@access(CHANGERS, load=queries.get_run, recent=True)
def confirm(run: PurgeRun) -> ResponseReturnValue:
    """Let the worker take the records away."""
    return _moved(run, "confirm", _("已确认，正在后台清除。"))


@blueprint.post("/runs/<int:id>/withdraw")
@access(CHANGERS, load=queries.get_run)
def withdraw(run: PurgeRun) -> ResponseReturnValue:
    """Take the wish back."""
    return _moved(run, "withdraw", _("已撤回。"))


def _moved(run: PurgeRun, verb: str, told: str) -> ResponseReturnValue:
    form = Form()
    {"confirm": services.confirm, "withdraw": services.withdraw}[verb](run, actor(), form.seen_version)
    flash(told, "good")
    return redirect(url_for("retention.run", id=run.id), 303)


def _kind_label(kind: str) -> str:
    retaining = features().retains.get(kind)
    return tr(retaining.label) if retaining else kind


def _row(run: PurgeRun) -> tuple[object, ...]:
    return (
        clock.local(run.asked_at).strftime("%Y-%m-%d %H:%M"),
        _kind_label(run.kind),
        tr(STATUS_LABELS[run.status]),
        run.asked_by,
        run.reason,
        run.found,
        run.held,
        run.purged,
        run.decided_by,
        clock.local(run.done_at).strftime("%Y-%m-%d %H:%M") if run.done_at else "",
    )
