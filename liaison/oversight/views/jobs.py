"""The jobs of the worker: how far they are, why they failed, tried again or taken back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.oversight import projections as shown
from liaison.oversight import rules, services
from liaison.oversight.queries import trail
from liaison.oversight.queries import work as queries
from liaison.oversight.views.room import ADMINISTRATORS, blueprint
from liaison.store.jobs import Job
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.frame import draw
from liaison.web.language import tr

COLUMNS = (
    N_("任务"), N_("排队时间"), N_("结束时间"), N_("发起人"), N_("状态"), N_("进度（%）"), N_("尝试次数"), N_("原因"),
)  # fmt: skip


def _get(_user: Actor, id: str) -> Job:
    return queries.get_job(id)


@blueprint.get("/jobs")
@access(ADMINISTRATORS)
def jobs() -> ResponseReturnValue:
    """The jobs, the newest first, or their spreadsheet."""
    words = lists.asked("q", "status", "kind")
    statement = queries.jobs(**words)
    if lists.is_export():
        rows = lists.every_row(statement, queries.JOB_ORDER, queries.NEWEST)
        names = trail.names(row.requested_by for row in rows)
        cells = [shown.job_cells(row, names) for row in rows]
        return spreadsheet(_("后台任务"), [tr(column) for column in COLUMNS], cells)
    page = lists.paginate(statement, queries.JOB_ORDER, queries.NEWEST)
    names = trail.names(row.requested_by for row in page.rows)
    return draw(
        "oversight/jobs.html",
        page=page,
        rows=[shown.job(row, names) for row in page.rows],
        words=words,
        states=[(state, tr(label)) for state, (label, _tone) in rules.JOB_STATES.items()],
        kinds=[(kind, shown.job_kind(kind)) for kind in queries.job_kinds()],
    )


@blueprint.post("/jobs/<id>/retry")
@access(ADMINISTRATORS, load=_get)
def retry(job: Job) -> ResponseReturnValue:
    """Try a failed job again."""
    services.retry(job, actor())
    flash(_("已重新排队。"), "good")
    return redirect(url_for("oversight.jobs"), 303)


@blueprint.post("/jobs/<id>/cancel")
@access(ADMINISTRATORS, load=_get)
def cancel(job: Job) -> ResponseReturnValue:
    """Take a job back that has not ended."""
    services.cancel(job, actor())
    flash(_("已取消。"), "info")
    return redirect(url_for("oversight.jobs"), 303)
