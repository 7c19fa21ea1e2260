"""Backups: what was made, restored and rehearsed, and whether the last one is too long ago."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.messages import N_
from liaison.oversight import rules, services
from liaison.oversight.queries import machine
from liaison.oversight.queries import work as queries
from liaison.oversight.views.room import ADMINISTRATORS, blueprint
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.frame import draw
from liaison.web.language import tr

COLUMNS = (N_("时间"), N_("操作"), N_("备份文件"), N_("备份形成时间"), N_("记录数"), N_("文件数"), N_("缺失文件数"))


@blueprint.get("/backups")
@access(ADMINISTRATORS)
def backups() -> ResponseReturnValue:
    """What was done with backups, the newest first, or its spreadsheet."""
    words = lists.asked("q", "kind")
    statement = queries.runs(**words)
    if lists.is_export():
        runs = lists.every_row(statement, queries.RUN_ORDER, queries.NEWEST_RUN)
        cells = [
            (run.at, tr(rules.RUN_LABELS[run.kind][0]), run.name, run.made_at, run.rows, run.files, run.missing)
            for run in runs
        ]
        return spreadsheet(_("备份记录"), [tr(column) for column in COLUMNS], cells)
    return draw(
        "oversight/backups.html",
        page=lists.paginate(statement, queries.RUN_ORDER, queries.NEWEST_RUN),
        words=words,
        labels={kind: (tr(label), tone) for kind, (label, tone) in rules.RUN_LABELS.items()},
        standing=machine.backup_standing(clock.now()),
    )


@blueprint.post("/backups/create")
@access(ADMINISTRATORS)
def back_up() -> ResponseReturnValue:
    """Have a backup made now."""
    services.ask_for_backup(actor())
    flash(_("已开始备份，完成后列在本页。"), "info")
    return redirect(url_for("oversight.backups"), 303)
